"""Files of a project: read once into a snapshot, written whole or not at all."""

import contextlib
import errno
import fcntl
import hashlib
import io
import itertools
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath

from brief.build.manifest import AHEAD
from brief.build.manifest import NAME as MANIFEST
from brief.build.publish import Changes
from brief.build.snapshot import Refused, Snapshot
from brief.diagnostics.world import BriefError
from brief.outputs.asset import Asset
from brief.schema.layout import FOLDERS, RECORD, SETTINGS, family_of
from brief.text.tree import MOST_BYTES

HOME = ".brief"

# Where files are written: the folders at the top of a project, and the form of the names under
# which files are written at first, with a process and a number.
TOPS = ("site", "editions", HOME, "briefs")
TEMPORARY = ".brief-{}-{}.tmp"

# Fixed, so that the machine's own table of types has no say.
TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
}


def find_root(start: Path) -> Path | None:
    """Return the nearest folder upwards that holds `briefs/newsletter.yaml`."""
    start = start.resolve()
    return next((p for p in (start, *start.parents) if (p / SETTINGS).is_file()), None)


def theme_folder() -> Path:
    """Return the built-in theme: in the installed package, or at the top of the repository."""
    package = Path(__file__).parent.parent
    inside = package / "theme"
    return inside if inside.is_dir() else package.parent.parent / "templates"


def starter() -> dict[str, bytes]:
    """Return the files of a new project, by path. Names that begin with a dot are spelt out."""
    folder = Path(__file__).parent.parent / "starter"
    return {name.replace("dot-", "."): _bytes(path) for path, name in _theme(folder)}


class DiskFiles:
    """The files of one project on a disk."""

    def __init__(
        self, root: Path, packages: Callable[[bytes], Mapping[str, bytes]] = lambda _: {}
    ) -> None:
        """Take a folder, and what finds the font packages that settings name, for print."""
        self.root = root
        self._packages = packages
        self._is_alone = False
        self._written = itertools.count()

    def snapshot(self, at: datetime, toolchain: Mapping[str, str]) -> Snapshot:
        """Read the whole project once, in an order that does not depend on the disk."""
        texts: dict[str, bytes] = {}
        assets: dict[str, Asset] = {}
        refused: list[Refused] = []
        for path, name in self._walk("briefs", refused):
            if name == SETTINGS or family_of(name) or name.startswith(f"{RECORD}/"):
                texts[name] = _start_of(path) if not name.startswith(RECORD) else _bytes(path)
            elif (kind := _suffix(name)) in (".yaml", ".yml"):
                refused.append(_unread(name))
            elif kind != ".md":
                assets[name] = _asset(path, name)
        theme = {name: _bytes(path) for path, name in _theme(theme_folder())}
        overrides = {
            name.removeprefix("templates/"): _bytes(path)
            for path, name in self._overrides(refused)
        }
        return Snapshot(
            texts=texts,
            assets=assets,
            theme={**theme, **overrides},
            overrides=frozenset(overrides),
            at=at,
            toolchain=dict(toolchain),
            refused=tuple(refused),
            packages=self._packages(texts.get(SETTINGS, b"")) if toolchain else {},
        )

    def theme(self) -> dict[str, bytes]:
        """Return the files of the theme by name, the project's own over the built-in ones."""
        found = {name: _bytes(path) for path, name in _theme(theme_folder())}
        own = self._overrides([])
        return found | {name.removeprefix("templates/"): _bytes(path) for path, name in own}

    def _overrides(self, refused: list[Refused]) -> Iterator[tuple[str, str]]:
        if (self.root / "templates").resolve() != theme_folder().resolve():
            yield from self._walk("templates", refused)

    def _walk(self, top: str, refused: list[Refused]) -> Iterator[tuple[str, str]]:
        """Yield every file below a folder with its name, save hidden ones and strange links.

        Places are strings: paths as objects take thrice the time, and there are thousands.
        """
        inside = self.root.resolve()
        folders = [top]
        while folders:
            shown_in = folders.pop()
            below = []
            for found in _listed(f"{self.root}/{shown_in}"):
                shown = f"{shown_in}/{found.name}"
                if found.is_symlink():
                    if not Path(found.path).resolve().is_relative_to(inside):
                        hint = "copy the file into the project"
                        message = "this link leads out of the project"
                        refused.append(Refused(shown, "B411", message, hint))
                    elif found.is_file():
                        yield found.path, shown
                    else:
                        hint = "put what it leads to in its place"
                        message = "this link is not followed"
                        refused.append(Refused(shown, "B410", message, hint))
                elif found.is_dir():
                    below.append(shown)
                elif found.is_file():
                    yield found.path, shown
            folders += reversed(below)

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file, or nothing where there is none."""
        target = f"{self.root}/{path}"
        try:
            regular = stat.S_ISREG(os.lstat(target).st_mode)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise BriefError(f"cannot read {target}: {error.strerror}") from error
        return _bytes(target) if regular else None

    def publish(self, tree: str, changes: Changes) -> None:
        """Carry out changes in a tree. Two builds at once exclude each other.

        The manifest comes last: until then the old one lists what is still to be removed.
        """
        with self.alone():
            self._check_links(tree, changes)
            if changes.ahead:
                self.write(f"{tree}/{AHEAD}", changes.ahead.content)
            last = [file for file in changes.write if file.path == MANIFEST]
            for file in changes.write:
                if file not in last:
                    self.write(f"{tree}/{file.path}", file.content)
            for path in changes.remove:
                if not self._leads_out(tree, path):
                    self._remove(tree, path)
            for file in last:
                self.write(f"{tree}/{file.path}", file.content)
            if changes.ahead or changes.unfinished:
                self._remove(tree, AHEAD)

    def _check_links(self, tree: str, changes: Changes) -> None:
        known: dict[str, bool] = {}
        for file in changes.write:
            if self._leads_out(tree, file.path, known):
                message = f"{self.root / tree / file.path} lies behind a link out of {tree}/"
                raise BriefError(message, "remove the link")

    def _leads_out(self, tree: str, path: str, known: dict[str, bool] | None = None) -> bool:
        """Tell whether a folder on the way to a file is a link that leads out of its tree.

        `known` keeps what was found of folders.
        """
        known = {} if known is None else known
        folder = path.rpartition("/")[0]
        if not folder:
            return False
        if folder not in known:
            here = self.root / tree / folder
            known[folder] = self._leads_out(tree, folder, known) or (
                here.is_symlink()
                and not here.resolve().is_relative_to((self.root / tree).resolve())
            )
        return known[folder]

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other builds of the project out, and remove what killed ones left behind.

        A build that reads while another one publishes would take old files for its own.

        Raises:
            BriefError: Another build is running, or the disk refuses.
        """
        if self._is_alone:
            yield
            return
        home = self.root / HOME
        with said("cannot use the folder", home):
            home.mkdir(exist_ok=True)
        with said("cannot use the file", home / "lock"):
            handle = (home / "lock").open("a")
        with handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                message = "another build of this project is running"
                raise BriefError(message, "wait until it is done") from None
            self._sweep()
            self._is_alone = True
            try:
                yield
            finally:
                self._is_alone = False

    def _sweep(self) -> None:
        """Remove the temporary files of processes that are no more."""
        for top in ("", *TOPS):
            for path in (self.root / top).glob(TEMPORARY.format("*", "*")):
                process = path.name.split("-")[1]
                if process.isdecimal() and not _is_running(int(process)):
                    with said("cannot remove", path):
                        path.unlink(missing_ok=True)

    def _remove(self, tree: str, path: str) -> None:
        target = self.root / tree / path
        with said("cannot remove", target):
            target.unlink(missing_ok=True)
        for folder in target.parents:
            if folder == self.root / tree:
                break
            try:
                folder.rmdir()
            except OSError:
                break  # it holds other files

    def write(self, path: str, content: bytes) -> None:
        """Write a file under a temporary name and move it into its place.

        Temporary files stand at the top of their tree: what a killed build leaves is found
        there at a glance, and a tree may be on a disk of its own.
        """
        target = f"{self.root}/{path}"
        folder = target.rpartition("/")[0]
        top = path.partition("/")[0]
        name = TEMPORARY.format(os.getpid(), next(self._written))
        home = f"{self.root}/{top}" if top in TOPS else str(self.root)
        with said("cannot write", target):
            if not os.path.isdir(folder):  # noqa: PTH112 - for thousands, paths as text
                Path(folder).mkdir(parents=True, exist_ok=True)
            try:
                _write_whole(Path(f"{home}/{name}"), target, content)
            except OSError as error:
                if error.errno != errno.EXDEV:
                    raise
                # Another disk is laid over a folder of the tree.
                _write_whole(Path(f"{folder}/{name}"), target, content)

    def write_new(self, path: str, content: bytes) -> bool:
        """Write a file that is not there yet; return whether it was written."""
        if (self.root / path).exists():
            return False
        self.write(path, content)
        return True


def _write_whole(temporary: Path, target: str, content: bytes) -> None:
    try:
        temporary.write_bytes(content)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # another user's
    return True


def _theme(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield path, path.relative_to(folder).as_posix()


def _unread(name: str) -> Refused:
    if name.endswith(".yml"):
        hint = "give it the ending `.yaml`"
    else:
        folders = ", ".join(f"`{folder}/`" for folder in FOLDERS)
        hint = f"move it into one of {folders}"
    return Refused(name, "B410", "this file is not read", hint)


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _asset(path: str, name: str) -> Asset:
    content = _bytes(path)
    media_type = TYPES.get(_suffix(name), "application/octet-stream")
    width = height = None
    if media_type.startswith("image/") and media_type != "image/svg+xml":
        # Loaded with the first image: a project of words does not wait for it.
        from PIL import Image, UnidentifiedImageError  # noqa: PLC0415

        with contextlib.suppress(UnidentifiedImageError, OSError, ValueError):
            width, height = Image.open(io.BytesIO(content)).size
    digest = hashlib.sha256(content).hexdigest()
    return Asset(name, content, digest, media_type, width, height)


def _bytes(path: str | Path, most: int = -1) -> bytes:
    try:
        with io.FileIO(path) as handle:
            return handle.read(most)
    except OSError as error:
        raise BriefError(f"cannot read {path}: {error.strerror}") from error


def _start_of(path: str) -> bytes:
    """Read a note, or as much of a huge file as shows that it is too large."""
    return _bytes(path, MOST_BYTES + 1)


def _listed(folder: str) -> list[os.DirEntry[str]]:
    """Return what a folder shows, in order; nothing where there is no folder."""
    try:
        with os.scandir(folder) as found:
            shown = [each for each in found if not each.name.startswith(".")]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise BriefError(f"cannot read {folder}: {error.strerror}") from error
    return sorted(shown, key=lambda each: each.name)


_HINTS = {
    errno.ENOSPC: "make room on the disk and do it again; what was there is whole",
    errno.EDQUOT: "make room and do it again; what was there is whole",
    errno.EFBIG: "this user may not write files of that size; what was there is whole",
    errno.EROFS: "this disk can only be read",
}


@contextlib.contextmanager
def said(what: str, path: str | Path) -> Iterator[None]:
    """Say an error of the system in one sentence."""
    try:
        yield
    except OSError as error:
        hint = _HINTS.get(error.errno or 0)
        raise BriefError(f"{what} {path}: {error.strerror}", hint) from error
