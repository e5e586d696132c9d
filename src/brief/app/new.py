"""Write a new object: a commented file that checks as it stands, or a whole new project."""

import re
from collections.abc import Mapping
from datetime import date

from brief.app.ports import Files
from brief.diagnostics.world import BriefError
from brief.kinds import KINDS
from brief.schema.describe import new_text
from brief.schema.kind import Kind
from brief.schema.layout import FOLDERS, SCHEMAS
from brief.schema.types import slug_of

# What the title on the command line is called in each family.
TITLES = {"forecast": "question", "entity": "name"}


def makeable() -> tuple[str, ...]:
    """Return the kinds that a file of their own can hold."""
    return tuple(
        kind.name for kind in KINDS if kind.family in FOLDERS.values() and kind.family != "page"
    )


def new(files: Files, name: str, title: str, today: date, number: int) -> str:
    """Write a new object and return the path of its file.

    Raises:
        BriefError: The title makes no id, or the file is there already.
    """
    kind = next(kind for kind in KINDS if kind.name == name)
    slug = slug_of(title)
    if not slug:
        raise BriefError(f"no id can be made of the title: {title!r}", "use letters or digits")
    path = _path(kind, slug, today)
    depth = path.count("/")
    given = {TITLES.get(kind.family, "title"): quoted(title)}
    if kind.family == "note":
        given = {"kind": kind.name, **given, "date": today.isoformat(), "status": "draft"}
    elif kind.family in ("forecast", "scenario", "issue"):
        given |= {"date": today.isoformat(), "status": "draft"}
    if kind.family == "issue":
        given["number"] = str(number)
    text = new_text(kind, given, "../" * depth + SCHEMAS)
    if not files.write_new(path, text.encode()):
        raise BriefError(f"{path} is there already", "choose another title")
    return path


def _path(kind: Kind, slug: str, today: date) -> str:
    folder = next(name for name, family in FOLDERS.items() if family == kind.family)
    if kind.family in ("note", "issue"):
        return f"briefs/{folder}/{today.year}/{today.isoformat()}-{slug}.yaml"
    return f"briefs/{folder}/{slug}.yaml"


def id_of_file(stem: str) -> str:
    """Return the id that a file's name gives."""
    return re.sub(r"^\d{4}-\d{2}-\d{2}-", "", stem)


def quoted(text: str) -> str:
    """Return a text as a YAML scalar on one line."""
    plain = text[:1].isalnum() and not any(mark in text for mark in (": ", " #", "\n", "\t"))
    if plain and not text.endswith(":") and text == text.strip():
        return text
    return "'" + " ".join(text.split()).replace("'", "''") + "'"


def init(files: Files, starter: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write the files of a new project and return their paths.

    Raises:
        BriefError: One of them is there already.
    """
    there = sorted(path for path in starter if files.read(path) is not None)
    if there:
        raise BriefError(f"{there[0]} is there already", "choose an empty folder")
    for path in sorted(starter):
        files.write(path, starter[path])
    return tuple(sorted(starter))
