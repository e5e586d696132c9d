"""Sound projects, as files in memory: the small one, the starter, a rich one, and our own."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from brief.adapters.files import starter
from support.compiling import AT, SOUND

Files = Mapping[str, bytes]

RICH = Path(__file__).parent / "rich"
REPOSITORY = Path(__file__).parent.parent.parent

# The environment in which all of them are up to date, whatever the day is.
NOW = {"SOURCE_DATE_EPOCH": str(int(AT.timestamp()))}

# Git could change line ends on the way, so these are made here.
WITH_CRLF = frozenset(("zai.yaml", "s-1.yaml", "2026-11-07-queue.yaml", "about.md"))


def _read(top: Path) -> dict[str, bytes]:
    paths = sorted(path for path in (top / "briefs").rglob("*") if path.is_file())
    return {path.relative_to(top).as_posix(): path.read_bytes() for path in paths}


@cache
def small() -> Files:
    """Return the sound project of `compiling`."""
    return {path: text.encode() for path, text in SOUND.items()}


@cache
def starting() -> Files:
    """Return what `brief init` writes, without what is not under briefs/."""
    return {path: text for path, text in starter().items() if path.startswith("briefs/")}


@cache
def rich() -> Files:
    """Return a project with every kind, style of scalar, folder depth and sort of line end."""
    return {
        path: content.replace(b"\n", b"\r\n") if Path(path).name in WITH_CRLF else content
        for path, content in _read(RICH).items()
    }


@cache
def our_own() -> Files:
    """Return the newsletter of this repository; nothing where it has none."""
    return _read(REPOSITORY) if (REPOSITORY / "briefs/newsletter.yaml").is_file() else {}


@cache
def projects() -> Mapping[str, Files]:
    """Return all sound projects by name."""
    found = {"small": small(), "starter": starting(), "rich": rich(), "own": our_own()}
    return {name: files for name, files in found.items() if files}
