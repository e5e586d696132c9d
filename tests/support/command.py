"""The installed command, run as a user runs it: a process of its own, real files."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from click.testing import CliRunner, Result

from brief.cli import main

BRIEF = Path(sys.executable).with_name("brief")


@cache
def _compiled() -> str:
    """Return a folder for compiled modules: half of a short command is compiling them again."""
    folder = tempfile.mkdtemp(prefix="brief-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def state_home() -> str:
    """Return a folder for what commands keep of a user, in place of that of who runs tests."""
    folder = tempfile.mkdtemp(prefix="brief-state-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def environment(env: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a command, without the caller's settings of ours."""
    ours = ("BRIEF", "SOURCE_DATE", "PYTHONDONTWRITEBYTECODE")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    kept = {"PYTHONPYCACHEPREFIX": _compiled(), "XDG_STATE_HOME": state_home()}
    return {**clean, **kept, **(env or {})}


def run(
    *arguments: str,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    python: Path | None = None,
    timeout: int = 300,
) -> subprocess.CompletedProcess[str]:
    """Run `brief` and return what it printed."""
    command = [str(python), "-m", "brief"] if python else [str(BRIEF)]
    return subprocess.run(
        [*command, *arguments],
        cwd=cwd,
        env=environment(env),
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout,
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder and return it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def run_here(*arguments: str, cwd: Path, env: Mapping[str, str] | None = None) -> Result:
    """Run `brief` in this process: for tests that run it often and start no other process."""
    before = Path.cwd()
    os.chdir(cwd)
    try:
        return CliRunner().invoke(
            main, arguments, env={"XDG_STATE_HOME": state_home(), **(env or {})}
        )
    finally:
        os.chdir(before)
