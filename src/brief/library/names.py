"""What authors call objects: the hints for a reference that is no id, or that nobody has."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from brief.diagnostics.nearest import nearest
from brief.library.model import Complaint, Entry, Library
from brief.schema.fields import families_of, field_at
from brief.schema.layout import ALONE, FOLDERS
from brief.schema.refs import FAMILIES
from brief.text.tree import Scalar, find

Names = Mapping[str, Mapping[str, str]]
"""Ids by family and by what people may call the object."""


def names_of(library: Library) -> Names:
    """Return the ids and names of all objects; an id wins over a name."""
    names: dict[str, dict[str, str]] = {family: {} for family in FAMILIES}
    for entry in library.entries.values():
        names.setdefault(entry.family, {})[entry.id] = entry.id
    for entry in library.entries.values():
        for name in _called(entry):
            names[entry.family].setdefault(name.casefold(), entry.id)
    return names


def _called(entry: Entry) -> tuple[str, ...]:
    found = (getattr(entry.object, field, None) for field in ("name", "title", "question"))
    return (*(name for name in found if name), *getattr(entry.object, "aliases", ()))


def meant(name: str, families: tuple[str, ...], names: Names) -> str | None:
    """Return a hint with the id that was probably meant, or nothing."""
    known: dict[str, str] = {}
    for family in families:
        known = {**names[family], **known}
    close = nearest(name, known)
    return f"did you mean `{known[close]}`?" if close else None


def how_to_make(name: str, families: tuple[str, ...]) -> str:
    """Return what to do about an id that nobody has."""
    family = families[0]
    home = next((path for path, each in ALONE.items() if each == family), None)
    if len(families) == len(FAMILIES):
        return "write the id of an object; `brief new` makes one"
    if home is not None:
        return f"define it in {home.removeprefix('briefs/')}"
    if family == "page" or family not in FOLDERS.values():
        return f"write it as briefs/pages/{name}.md"
    return f"`brief new` makes {a(family)}"


def a(family: str) -> str:
    """Return the name of a family with its article."""
    return f"{'an' if family[0] in 'aeiou' else 'a'} {family}"


def named(complaints: Iterable[Complaint], library: Library) -> tuple[Complaint, ...]:
    """Name the id in the hint where an author wrote the name of an object in place of it."""
    names: Names | None = None
    refined = []
    for entry, problem in complaints:
        written, left = find(entry.tree, problem.at)
        field = field_at(entry.kind.model, problem.at)
        ref = problem.code == "B121" and field is not None and families_of(field)
        if ref and isinstance(written, Scalar) and not left:
            names = names or names_of(library)
            hint = meant(written.text, ref, names) or problem.hint
            refined.append(Complaint(entry, replace(problem, hint=hint)))
        else:
            refined.append(Complaint(entry, problem))
    return tuple(refined)
