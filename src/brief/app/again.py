"""Find out whether anything has changed since the last build or check, and remember one."""

import hashlib
from datetime import datetime

from brief.app.ports import Files
from brief.build.known import Known, from_json, to_json
from brief.build.manifest import AHEAD, NAME, listed

HOME = ".brief"


def recalled(files: Files, act: str, key: str, at: datetime) -> Known | None:
    """Return what the last build or check said, if this one would say and make the same.

    The published trees are read: what somebody changed there is made again.
    """
    found = from_json(files.read(f"{HOME}/last-{act}.json"))
    if found is None or found.key != key or not found.since <= at < found.until:
        return None
    whole = all(_is_whole(files, tree, digest) for tree, digest in found.trees.items())
    return found if whole else None


def remember(files: Files, act: str, found: Known) -> None:
    """Keep what a build or check said."""
    files.write(f"{HOME}/last-{act}.json", to_json(found))


def _is_whole(files: Files, tree: str, digest: str) -> bool:
    """Say whether every file of a tree is as it was published."""
    manifest = files.read(f"{tree}/{NAME}")
    if manifest is None or hashlib.sha256(manifest).hexdigest() != digest:
        return False
    if files.read(f"{tree}/{AHEAD}") is not None:
        return False
    for path, row in listed(manifest).items():
        content = files.read(f"{tree}/{path}")
        if content is None or hashlib.sha256(content).hexdigest() != row.sha256:
            return False
    return True
