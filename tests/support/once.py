"""What several processes of a test run read and one of them makes."""

import fcntl
from collections.abc import Callable
from pathlib import Path

import pytest


def shared_by_all(factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all processes of a run share; each has one of its own inside it."""
    base = factory.getbasetemp()
    return base.parent if base.name.startswith("popen-") else base


def made_once(shared: Path, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder in a shared one that one process of the run fills and all others read."""
    folder = shared / name
    folder.mkdir(parents=True, exist_ok=True)
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder / "done"
        if not done.exists():
            make(folder)
            done.touch()
    return folder
