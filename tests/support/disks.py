"""Disks with little room or no rights, made for a test and taken away after it."""

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from support.tools import without


@contextmanager
def small_disk(folder: Path, size_kib: int) -> Iterator[bool]:
    """Lay a disk of some size under a folder; tell whether this machine lets us."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size_kib}k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, check=False).returncode != 0:
        yield False
        return
    try:
        yield True
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def free_kib(folder: Path) -> int:
    """Return how much room is left."""
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize // 1024


def fill(folder: Path, left_kib: int) -> Path:
    """Fill a disk up to some room, and return the file that does so."""
    ballast = folder / "ballast"
    ballast.write_bytes(b"\0" * ((free_kib(folder) - left_kib) * 1024))
    return ballast


@contextmanager
def files_of_at_most(kib: int) -> Iterator[None]:
    """Let this process be refused larger files than that."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (kib * 1024, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let nobody write below a folder. Rights do not bind root: a mount does."""
    if os.geteuid() != 0:
        rights = folder.stat().st_mode
        folder.chmod(0o555)
        yield
        folder.chmod(rights)
        return
    bind = ["mount", "--bind", str(folder), str(folder)]
    if subprocess.run(bind, check=False).returncode != 0:
        without("root may not mount here, so nothing is read-only for it")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
