"""One project gives the same bytes: on any machine, in any zone, locale, folder or order."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from brief.adapters.files import starter
from support.command import run, tree, write
from support.tools import need_program

# A note whose tags, audiences and sources would show the order of a set or of a listing.
MORE = {
    "briefs/notes/2026-01-05-istanbul.yaml": """\
kind: commentary
title: "Iıİi: a title that a Turkish locale would change"
tags: [zeta, alpha, chips, inference, india]
about: [open-model, acme-chips, open-lab]
sources:
  - https://b.example/2
  - https://a.example/1
  - {title: Ünïcode, url: "https://c.example/3", date: 2025-Q4~}
body: |
  Text with "quotes", a table and a note.[^1]

  | a | b |
  |---|--:|
  | 1 | 2 |

  [^1]: On [[open-model]].
""",
    "briefs/notes/zz/2026-01-05-aa.yaml": """\
kind: announcement
title: Same day, another folder
event: other
sources: none
about: [open-lab]
tier: paid
body: Paid text.
""",
}

# Put before everything else in the process: another clock, and directories in another order.
CUSTOMIZE = """
import os, random, time, datetime
os.close(os.open(os.environ["SEEN"], os.O_CREAT | os.O_WRONLY))
_walk, _real = os.walk, time.time
def walk(top, *args, **kwargs):
    for folder, folders, names in _walk(top, *args, **kwargs):
        random.Random(7).shuffle(folders)
        random.Random(8).shuffle(names)
        yield folder, folders, names
os.walk = walk
time.time = lambda: _real() + 400 * 86400
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + datetime.timedelta(days=400)
datetime.datetime = Later
"""

INSTANT = "1769000000"  # 21 January 2026, after every date of the project.


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(tmp_path_factory.mktemp("reference"), {"PYTHONHASHSEED": "0", "TZ": "UTC"})


def built(folder: Path, env: dict[str, str], *, umask: int = 0o022) -> dict[str, bytes]:
    """Build the project in a folder and return its trees."""
    project = write(folder / "project", {**starter(), **MORE})
    before = os.umask(umask)
    try:
        done = run("build", cwd=project, env={"SOURCE_DATE_EPOCH": INSTANT, **env})
    finally:
        os.umask(before)
    assert done.returncode == 0, done.stderr
    assert "error" not in done.stderr
    found = {f"site/{name}": content for name, content in tree(project / "site").items()}
    found |= {f"editions/{n}": content for n, content in tree(project / "editions").items()}
    assert any(name.endswith(".pdf") for name in found)
    return found


def same(one: dict[str, bytes], other: dict[str, bytes]) -> None:
    assert set(one) == set(other)
    assert [name for name in sorted(one) if one[name] != other[name]] == []


def test_hash_seed_zone_folder_and_umask_leave_no_trace(
    reference: dict[str, bytes], tmp_path: Path
) -> None:
    env = {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    deep = tmp_path / "ein Ordner mit Ümläuten" / "and spaces"
    deep.mkdir(parents=True)
    same(reference, built(deep, env, umask=0o077))


def test_locale_order_of_files_and_the_clock_leave_no_trace(
    reference: dict[str, bytes], tmp_path: Path
) -> None:
    need_program("localedef")
    locales = tmp_path / "locales"
    locales.mkdir()
    subprocess.run(
        ["localedef", "-i", "tr_TR", "-f", "UTF-8", str(locales / "tr_TR.UTF-8")],
        check=True,
        capture_output=True,
    )
    write(tmp_path / "site", {"sitecustomize.py": CUSTOMIZE})
    env = {
        "PYTHONHASHSEED": "12345",
        "TZ": "America/St_Johns",
        "LC_ALL": "tr_TR.UTF-8",
        "LOCPATH": str(locales),
        "PYTHONPATH": str(tmp_path / "site"),
        "SEEN": str(tmp_path / "seen"),
    }
    same(reference, built(tmp_path, env))
    assert (tmp_path / "seen").exists(), "the other clock and order were not in force"


def test_a_build_after_edits_and_back_equals_the_first(
    reference: dict[str, bytes], tmp_path: Path
) -> None:
    project = write(tmp_path / "project", {**starter(), **MORE})
    env = {"SOURCE_DATE_EPOCH": INSTANT}
    note = project / "briefs/notes/2026-01-05-istanbul.yaml"
    text = note.read_text(encoding="utf-8")
    for change in (text.replace("zeta", "eta"), text + "unknowns: [one]\n", text):
        note.write_text(change, encoding="utf-8")
        assert run("build", cwd=project, env=env).returncode == 0
    found = {f"site/{name}": content for name, content in tree(project / "site").items()}
    found |= {f"editions/{n}": content for n, content in tree(project / "editions").items()}
    same(reference, found)


def test_a_later_instant_changes_nothing_where_no_gate_moves(
    reference: dict[str, bytes], tmp_path: Path
) -> None:
    later = str(int(INSTANT) + 3_155_564)  # 36 days and an odd half
    same(reference, built(tmp_path, {"SOURCE_DATE_EPOCH": later}))


def test_the_cache_may_vanish(reference: dict[str, bytes], tmp_path: Path) -> None:
    same(reference, built(tmp_path, {}))
    shutil.rmtree(tmp_path / "project/.brief")
    done = run("build", cwd=tmp_path / "project", env={"SOURCE_DATE_EPOCH": INSTANT})
    assert "nothing changed" in done.stderr
