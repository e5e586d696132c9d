"""Build a project unless nothing has changed since the last build, which is then recalled."""

import hashlib
from datetime import datetime

from brief.app.build import Built, build_of
from brief.app.perform import Performer
from brief.app.ports import Files
from brief.build.again import Known, fingerprint, from_json, known, to_json
from brief.build.compile import Options
from brief.build.manifest import NAME, listed
from brief.build.publish import AHEAD
from brief.build.search import advice
from brief.build.snapshot import Snapshot

HOME = ".brief"
TREES = ("site", "editions")


def build_unless_known(
    files: Files, perform: Performer, snapshot: Snapshot, options: Options, code: str
) -> Built | Known:
    """Build what was read of a project, or return what a build of the same has said.

    `code` stands for the program; another one may make other files of the same project.
    """
    key = fingerprint(snapshot, options, code)
    found = recalled(files, "build", key, snapshot.at)
    if found is not None:
        return found
    done = build_of(files, perform, snapshot, options)
    settings = done.compilation.settings
    if done.site is not None and settings is not None:
        said = advice(settings, options.indexer) or ()
        trees = {tree: files.read(f"{tree}/{NAME}") or b"" for tree in TREES}
        remember(files, "build", known(key, snapshot, done.compilation, trees, said))
    return done


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
