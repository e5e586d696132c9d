"""The manifest of a published tree: what it holds, so that the next build knows its own."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from brief.outputs.artefact import File

NAME = "manifest.json"
VERSION = 1

# The new files that a build is about to write, beside its tree. Without it a killed build would
# leave files that no manifest lists, and what is withdrawn next would stay for ever.
AHEAD = ".brief-publishing.json"


class Listed(NamedTuple):
    """One file of a tree."""

    path: str
    sha256: str
    size: int
    media_type: str


def manifest(files: Iterable[File]) -> bytes:
    """Return the manifest of files as JSON, sorted by path."""
    listed = [
        {
            "path": file.path,
            "sha256": hashlib.sha256(file.content).hexdigest(),
            "size": file.size,
            "type": file.media_type,
        }
        for file in sorted(files, key=lambda each: each.path)
    ]
    text = json.dumps({"version": VERSION, "files": listed}, ensure_ascii=False, indent=1)
    return text.encode() + b"\n"


def listed(content: bytes | None) -> Mapping[str, Listed]:
    """Read a manifest; one that is missing, damaged or of another version lists nothing."""
    try:
        value = json.loads(content or b"{}")
        if value.get("version") != VERSION:
            return {}
        rows = (Listed(r["path"], r["sha256"], r["size"], r["type"]) for r in value["files"])
        return {row.path: row for row in rows if _is_inside(row.path)}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _is_inside(path: object) -> bool:
    """Tell whether a path stays in its tree: a manifest must not make us delete other files."""
    return (
        isinstance(path, str)
        and bool(path)
        and not path.startswith("/")
        and ".." not in path.split("/")
        and "\\" not in path
        and "\0" not in path
    )
