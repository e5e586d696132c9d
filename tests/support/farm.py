"""What workers of a test do: they load this module by its name."""

import hashlib
import os
import time
from collections.abc import Mapping
from pathlib import Path

from brief.build.step import Step
from brief.diagnostics.world import BriefError


def tools() -> Mapping[str, str]:
    """Return the tools of every machine of a test."""
    return {"pango": "1"}


def whose_tools() -> Mapping[str, str]:
    """Return the tools of this machine, which may be another's."""
    return {"pango": os.environ.get("TOOL_OF_A_TEST", "1")}


def no_library() -> Mapping[str, str]:
    """Miss a library."""
    raise BriefError("no pango here")


def needing(step: Step) -> bytes:
    """Return the digest of all that a step has."""
    return hashlib.sha256(repr(step.ingredients).encode()).digest()


def die_once(step: Step) -> bytes:
    """End this process, unless one did so before."""
    path = step["html"].decode()
    if not path or not Path(path).exists():
        if path:
            Path(path).touch()
        os._exit(9)
    return b"alive"


def slow(step: Step) -> bytes:
    """Take a while."""
    time.sleep(0.5)
    return step["html"]
