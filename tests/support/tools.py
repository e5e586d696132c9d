"""Programs that some tests need: absent, they fail in CI and are skipped elsewhere."""

import os
import shutil

import pytest


def need_program(name: str) -> str:
    """Return the path of a program; without it, fail in CI and skip elsewhere."""
    found = shutil.which(name)
    if found is None:
        message = f"the program {name} is not installed; `make test` as root installs it"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return found
