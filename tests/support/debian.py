"""Packages of Debian, unpacked beside the environment and not installed."""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

from support.tools import without

FOLDER = Path(sys.prefix) / "cache"


def unpacked(name: str, packages: tuple[str, ...]) -> Path:
    """Return a folder with the files of packages, fetched once and for all runs.

    Without them a test fails in CI and is skipped elsewhere.
    """
    root = FOLDER / name
    if not root.is_dir():
        if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
            without(f"{name} is taken from Debian's packages, and this is no Debian")
        FOLDER.mkdir(parents=True, exist_ok=True)
        with (FOLDER / "packages.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not root.is_dir():
                _unpack(root, packages)
    return root


def libraries(root: Path, *own: str) -> str:
    """Return where programs of an unpacked package find its libraries: `LD_LIBRARY_PATH`."""
    found = (*root.glob("usr/lib/*-linux-gnu*"), *root.glob("lib/*-linux-gnu*"))
    return ":".join(str(each) for each in (*(root / each for each in own), *found))


def _unpack(root: Path, packages: tuple[str, ...]) -> None:
    work = root.with_name(f"{root.name}.part")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    failed = _fetched(work, packages)
    if failed and os.geteuid() == 0:
        # What is listed may have been replaced since.
        subprocess.run(["apt-get", "update", "--quiet=2"], capture_output=True, check=False)
        failed = _fetched(work, packages)
    found = sorted(work.glob("*.deb"))
    if failed or len(found) != len(packages):
        without(f"{' '.join(packages)} cannot be fetched: {failed[-200:]}")
    for each in found:
        subprocess.run(["dpkg-deb", "-x", each.name, "root"], cwd=work, check=True)
    for path in (work / "root").rglob("*"):
        # No program lies about that gives who calls it the rights of another.
        if path.is_file() and not path.is_symlink():
            path.chmod(path.stat().st_mode & 0o777)
    (work / "root").rename(root)
    shutil.rmtree(work)


def _fetched(work: Path, packages: tuple[str, ...]) -> str:
    """Fetch packages into a folder; return what failed."""
    done = subprocess.run(
        ["apt-get", "download", *packages],
        cwd=work,
        capture_output=True,
        text=True,
        check=False,
    )
    return (done.stderr.strip() or "apt-get failed") if done.returncode else ""
