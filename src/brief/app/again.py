"""Find out whether anything has changed since the last build or check, and remember one."""

import hashlib
from typing import NamedTuple

from brief.app.ports import Files
from brief.build.known import Known, fingerprint, from_json, to_json
from brief.build.manifest import AHEAD, NAME, listed
from brief.build.options import Options
from brief.build.snapshot import Snapshot

HOME = ".brief"


class Recall(NamedTuple):
    """The digest of all that a command sees, and what the last one said that saw the same."""

    key: str
    found: Known | None


def recall(files: Files, act: str, snapshot: Snapshot, options: Options, code: str) -> Recall:
    """Return what the last build or check said, if this one would say and make the same.

    `code` stands for the program. The published trees are read: what somebody changed there is
    made again.
    """
    key = fingerprint(snapshot, options, code)
    found = from_json(files.read(f"{HOME}/last-{act}.json"))
    if found is None or found.key != key or not found.since <= snapshot.at < found.until:
        return Recall(key, None)
    whole = all(_is_whole(files, tree, digest) for tree, digest in found.trees.items())
    return Recall(key, found if whole else None)


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
