"""Programs of Debian's packages, unpacked beside the environment and never installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from support.tools import without

# Unpacked once and for all runs.
CACHE = Path(sys.prefix) / "cache"


def unpacked(name: str, *packages: str) -> Path:
    """Return a folder with packages unpacked into it; without them, fail in CI, else skip."""
    folder = CACHE / name
    if not folder.is_dir():
        _unpack(folder, packages)
    return folder


def _unpack(folder: Path, packages: tuple[str, ...]) -> None:
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        without(f"{folder.name} is taken from Debian's packages, and this is no Debian")
    work = folder.with_name(f"{folder.name}.{os.getpid()}")
    work.mkdir(parents=True, exist_ok=True)
    try:
        done = subprocess.run(
            ["apt-get", "download", *packages],
            cwd=work,
            capture_output=True,
            text=True,
            check=False,
        )
        found = sorted(work.glob("*.deb"))
        if done.returncode or len(found) != len(packages):
            without(f"Debian's {folder.name} cannot be fetched: {done.stderr.strip()[-200:]}")
        for each in found:
            subprocess.run(["dpkg-deb", "-x", each.name, "root"], cwd=work, check=True)
        for path in (work / "root").rglob("*"):
            # No program lies about that gives its caller the rights of another.
            if path.is_file() and not path.is_symlink():
                path.chmod(path.stat().st_mode & 0o0777)
        try:
            (work / "root").rename(folder)
        except OSError:
            # Another process was faster.
            assert folder.is_dir()
    finally:
        shutil.rmtree(work, ignore_errors=True)
