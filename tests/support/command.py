"""The installed command, run as a user runs it: a process of its own, real files."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

BRIEF = Path(sys.executable).with_name("brief")


def run(
    *arguments: str,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    python: Path | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run `brief` and return what it printed. Nothing of the caller's settings leaks in."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("BRIEF", "SOURCE_DATE"))}
    command = [str(python), "-m", "brief"] if python else [str(BRIEF)]
    return subprocess.run(
        [*command, *arguments],
        cwd=cwd,
        env={**clean, **(env or {})},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
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
