"""Programs that some tests need: absent, they fail in CI and are skipped elsewhere."""

import os
import shutil
from pathlib import Path
from typing import TypeVar

import pytest

T = TypeVar("T")


def need_program(name: str) -> str:
    """Return the path of a program; without it, fail in CI and skip elsewhere."""
    return _need(shutil.which(name), f"the program {name}")


def need_file(path: Path) -> Path:
    """Return a file of the system; without it, fail in CI and skip elsewhere."""
    return _need(path if path.is_file() else None, f"the file {path}")


def _need(found: T | None, what: str) -> T:
    if found is None:
        message = f"{what} is not installed; `make test` as root installs it"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return found
