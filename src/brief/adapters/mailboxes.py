"""Mail that lies somewhere: a file, an mbox, a Maildir, standard input. None is deleted."""

import mailbox
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from brief.diagnostics.world import BriefError

# A mail of a server has some kilobytes; one of more than this is cut before it is read.
MOST_BYTES = 20 * 1024 * 1024

DONE, UNRECOGNISED = "recognised", "unrecognised"


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail: a name for messages, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where mail lies. Only in a Maildir can single mails be moved."""

    path: Path
    form: str

    def __iter__(self) -> Iterator[Mail]:
        """Yield every mail, one after the other; never all of them in memory."""
        match self.form:
            case "stdin":
                yield Mail("standard input", sys.stdin.buffer.read(MOST_BYTES))
            case "file":
                yield Mail(self.path.name, _read(self.path))
            case "folder":
                for path in sorted(self.path.iterdir()):
                    if path.is_file() and not path.name.startswith("."):
                        yield Mail(path.name, _read(path))
            case "maildir":
                for path in self._mails():
                    # Another program may have moved it meanwhile.
                    with suppress(FileNotFoundError):
                        yield Mail(path.name, _read(path))
            case _:
                box = mailbox.mbox(self.path, create=False)
                try:
                    for key in box.iterkeys():
                        yield Mail(f"mail {int(key) + 1}", box.get_bytes(key)[:MOST_BYTES])
                finally:
                    box.close()

    def _mails(self) -> list[Path]:
        found = [*(self.path / "new").iterdir(), *(self.path / "cur").iterdir()]
        return sorted(each for each in found if each.is_file())

    @property
    def moves(self) -> bool:
        """Whether single mails can be moved."""
        return self.form == "maildir"

    def move(self, name: str, folder: str) -> None:
        """Move a mail of a Maildir into a folder below it (Maildir++: a point before the name).

        Raises:
            BriefError: The folder cannot be made, or the mail not be moved.
        """
        target = self.path / f".{folder}"
        try:
            for each in ("cur", "new", "tmp"):
                (target / each).mkdir(parents=True, exist_ok=True)
            (target / "maildirfolder").touch()
            for source in ("new", "cur"):
                path = self.path / source / name
                if path.exists():
                    path.rename(target / "cur" / name)
                    return
        except OSError as error:
            raise BriefError(f"cannot move {name}: {error.strerror}") from error


def _read(path: Path) -> bytes:
    with path.open("rb") as opened:
        return opened.read(MOST_BYTES)


def open_mailbox(path: Path) -> Mailbox:
    """Find out how mail lies at a path.

    Raises:
        BriefError: There is nothing, or it cannot be read.
    """
    if str(path) == "-":
        return Mailbox(path, "stdin")
    try:
        if path.is_dir():
            maildir = (path / "cur").is_dir() and (path / "new").is_dir()
            return Mailbox(path, "maildir" if maildir else "folder")
        with path.open("rb") as opened:
            head = opened.read(5)
    except OSError as error:
        raise BriefError(f"cannot read {path}: {error.strerror}") from error
    return Mailbox(path, "mbox" if head == b"From " else "file")
