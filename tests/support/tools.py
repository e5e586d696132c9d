"""Programs that some tests need: absent, they fail in CI and are skipped elsewhere."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn, TypeVar

import pytest

T = TypeVar("T")

PACKAGES = Path(__file__).parent.parent / "site/tools/node_modules"


def need_program(name: str) -> str:
    """Return the path of a program; without it, fail in CI and skip elsewhere."""
    return _need(shutil.which(name), f"the program {name}")


def need_perl(module: str) -> str:
    """Return the path of Perl, which has a module; without, fail in CI and skip elsewhere."""
    perl = need_program("perl")
    if subprocess.run(
        [perl, f"-M{module}", "-e", "1"], capture_output=True, check=False
    ).returncode:
        without(f"Perl's {module} is not installed; `make test` as root installs it")
    return perl


def need_file(path: Path) -> Path:
    """Return a file of the system; without it, fail in CI and skip elsewhere."""
    return _need(path if path.is_file() else None, f"the file {path}")


def _need(found: T | None, what: str) -> T:
    if found is None:
        without(f"{what} is not installed; `make test` as root installs it")
    return found


def need_package(name: str) -> Path:
    """Return the folder of a package from npm; without it, fail in CI and skip elsewhere."""
    found = PACKAGES / name
    if not found.is_dir():
        without(f"the package {name} is not installed; `make test` installs it from npm")
    return found


def node() -> str:
    """Return the path of Node, which the development dependencies bring along."""
    return str(Path(sys.executable).with_name("node"))


def said_by_node(script: str, *arguments: str) -> list[str]:
    """Return the lines that a script of ours beside the packages prints."""
    done = subprocess.run(
        [node(), script, *arguments],
        cwd=PACKAGES.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def without(message: str) -> NoReturn:
    """End a test that lacks something: it fails in CI, and is skipped visibly elsewhere."""
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)
