"""Nobody else on the machine reads who is on the list, or what they were sent."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from brief.adapters.database.engine import open_database
from brief.adapters.mail.local import FolderTransport, MboxTransport
from support.ledgers import frozen

MAIL = b"Message-ID: <abc@letter.example>\r\nSubject: x\r\n\r\nHello\r\n"


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    """Return the modes of a folder and of all that is below it."""
    return {
        path.relative_to(folder.parent).as_posix(): stat.S_IMODE(path.stat().st_mode)
        for path in (folder, *folder.rglob("*"))
    }


def test_the_database_and_its_log_are_their_owners_alone(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/state/delivery.sqlite3")
    frozen(database, 1)
    found = modes(tmp_path / "state")
    database.close()
    assert found == {
        "state": 0o700,
        "state/delivery.sqlite3": 0o600,
        "state/delivery.sqlite3-wal": 0o600,
        "state/delivery.sqlite3-shm": 0o600,
    }


def test_a_folder_that_was_there_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir(mode=0o750)
    open_database(f"sqlite:///{tmp_path}/state/delivery.sqlite3").close()
    assert modes(tmp_path / "state")["state"] == 0o750


def test_mails_that_are_written_are_their_owners_alone(tmp_path: Path) -> None:
    for place in (
        FolderTransport(tmp_path / "state/mail"),
        MboxTransport(tmp_path / "state/all.mbox"),
    ):
        assert place.line().hand_over("b@b.example", "a@a.example", "1", MAIL, lambda: True)
    assert modes(tmp_path / "state") == {
        "state": 0o700,
        "state/mail": 0o700,
        "state/mail/abc.eml": 0o600,
        "state/all.mbox": 0o600,
    }
