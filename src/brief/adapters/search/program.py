"""Which program indexes on this machine, if any does."""

import importlib
from importlib.metadata import version
from pathlib import Path

# The extended program knows where the words of Chinese and Japanese end; the plain one, which
# the extra `search` installs, does not.
PACKAGES = ("pagefind_bin_extended", "pagefind_bin")


def indexer() -> str | None:
    """Return what indexes on this machine and its version; nothing where nothing does."""
    for package in PACKAGES:
        if program(package) is not None:
            extended = " extended" if package.endswith("extended") else ""
            return version(package) + extended
    return None


def program(package: str) -> Path | None:
    """Return the program of a package, if that is installed."""
    try:
        found = importlib.import_module(package)
        return Path(found.get_executable())
    except (ImportError, FileNotFoundError):
        return None
