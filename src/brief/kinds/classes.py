"""A class: a named set of entities, given by a predicate and not by a list.

Rival definitions of the same thing are rival classes: which one a rule uses decides whom it
reaches.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from pydantic import Field

from brief.diagnostics.model import Loc, Problem
from brief.diagnostics.nearest import did_you_mean, one_of
from brief.schema.base import Object, Part, Tlp
from brief.schema.codes import is_jurisdiction, jurisdiction_hint, place_name
from brief.schema.edges import FORWARD, EdgeType
from brief.schema.entity_types import EntityType, type_words
from brief.schema.kind import Html, Kind, Surroundings
from brief.schema.refs import EntityRef
from brief.schema.shapes import AS_MAPPING, AS_WORD, BY_SHAPE, one_or_many
from brief.schema.types import Line, ProseText, Text

# Attributes of entities that a predicate may ask for, with the words they may hold where those
# are few. A test holds them to the fields of Entity.
ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "id": (),
    "type": get_args(EntityType),
    "weights": ("open", "gated", "api-only", "closed"),
    "licence": (),
    "mof_class": ("I", "II", "III", "none"),
    "osaid": ("conformant", "not-conformant"),
    "industry": (),
    "jurisdiction.incorporated": (),
    "jurisdiction.headquartered": (),
    "jurisdiction.controlled_from": (),
}


class Predicate(Part):
    """One condition. Exactly one of `all`, `any`, `not`, `attr`, `edge`."""

    all: tuple["Predicate", ...] | None = None
    any: tuple["Predicate", ...] | None = None
    # `not` and `in` are words of Python.
    not_: Annotated["Predicate | None", Field(alias="not")] = None
    attr: Annotated[
        Line | None, Field(description="a dotted name, such as jurisdiction.controlled_from")
    ] = None
    in_: Annotated[tuple[Text, ...] | None, Field(alias="in"), one_or_many()] = None
    edge: EdgeType | None = None
    to: (
        Annotated[Annotated[EntityRef, AS_WORD] | Annotated["Predicate", AS_MAPPING], BY_SHAPE]
        | None
    ) = None


class Class(Object):
    """A named set of entities."""

    name: Line
    description: ProseText | None = None
    match: Predicate
    tier: Line | None = None
    tlp: Tlp | None = None


@dataclass(frozen=True, slots=True)
class ClassView:
    """What the template of a class sees."""

    id: str
    name: str
    description: Html | None
    words: str


FORMS: tuple[Literal["all", "any", "not", "attr", "edge"], ...] = (
    "all",
    "any",
    "not",
    "attr",
    "edge",
)


def form(predicate: Predicate) -> list[str]:
    """Return which of the forms a predicate has; a sound one has exactly one."""
    names = {"not": "not_"}
    return [
        name for name in FORMS if getattr(predicate, names.get(name, name)) not in (None, ())
    ]


def rules(class_: Class) -> Iterator[Problem]:
    """Yield what is wrong with a class whose fields are sound."""
    yield from _predicate(class_.match, ("match",))


def _predicate(predicate: Predicate, at: Loc) -> Iterator[Problem]:
    forms = form(predicate)
    if len(forms) != 1:
        hint = f"a condition is exactly one of {one_of(FORMS)}"
        said = "nothing" if not forms else " and ".join(f"`{name}`" for name in forms)
        yield Problem("B185", f"the condition says {said}", at, hint)
        return
    if predicate.attr is not None:
        yield from _attribute(predicate, at)
    elif predicate.in_ is not None:
        yield Problem("B185", "`in` stands without `attr`", (*at, "in"))
    if predicate.edge is not None and predicate.to is None:
        yield Problem(
            "B110", "the field `to` is missing", at, "add `to:` and an id or condition"
        )
    elif predicate.edge is None and predicate.to is not None:
        yield Problem("B185", "`to` stands without `edge`", (*at, "to"))
    for name in ("all", "any"):
        for number, below in enumerate(getattr(predicate, name) or ()):
            yield from _predicate(below, (*at, name, number))
    if predicate.not_ is not None:
        yield from _predicate(predicate.not_, (*at, "not"))
    if isinstance(predicate.to, Predicate):
        yield from _predicate(predicate.to, (*at, "to"))


def _attribute(predicate: Predicate, at: Loc) -> Iterator[Problem]:
    name = predicate.attr or ""
    if name not in ATTRIBUTES:
        hint = did_you_mean(name, ATTRIBUTES) or f"known are {one_of(ATTRIBUTES)}"
        yield Problem("B186", f"entities have no attribute `{name}`", (*at, "attr"), hint)
        return
    if predicate.in_ is None:
        yield Problem("B110", "the field `in` is missing", at, "add `in: [value, …]`")
        return
    words = ATTRIBUTES[name]
    places = name.startswith("jurisdiction.")
    for number, value in enumerate(predicate.in_):
        if words and value not in words:
            hint = did_you_mean(value, words) or f"write {one_of(words)}"
            message = f"no entity can have `{name}: {value}`"
            yield Problem("B187", message, (*at, "in", number), hint)
        if places and not is_jurisdiction(value):
            message = f"no entity can have `{name}: {value}`"
            yield Problem("B187", message, (*at, "in", number), jurisdiction_hint(value))


def in_words(predicate: Predicate, around: Surroundings) -> str:
    """Say a predicate in English, with brackets where they are needed."""
    if predicate.all is not None or predicate.any is not None:
        joint = " and " if predicate.all is not None else " or "
        parts = [in_words(each, around) for each in predicate.all or predicate.any or ()]
        return parts[0] if len(parts) == 1 else "(" + joint.join(parts) + ")"
    if predicate.not_ is not None:
        return f"not {in_words(predicate.not_, around)}"
    if predicate.attr is not None:
        name = predicate.attr.replace("jurisdiction.", "").replace("_", " ")
        values = [_value(predicate.attr, value) for value in predicate.in_ or ()]
        return f"{name} is {' or '.join(values)}"
    assert predicate.edge is not None  # rules() let only whole predicates pass
    edge = FORWARD[predicate.edge]
    if isinstance(predicate.to, Predicate):
        return f"{edge} one whose {in_words(predicate.to, around)}"
    link = around.link(predicate.to) if predicate.to else None
    return f"{edge} {link.text if link else 'another'}"


def _value(name: str, value: str) -> str:
    if name == "type":
        return type_words(value)
    if name.startswith("jurisdiction."):
        return place_name(value)
    return value


def view(class_: Class, around: Surroundings) -> ClassView:
    """Return what the template sees."""
    return ClassView(
        id=class_.id or "",
        name=class_.name,
        description=around.inline(class_.description) if class_.description else None,
        words=in_words(class_.match, around).removeprefix("(").removesuffix(")"),
    )


KIND = Kind(
    name="class",
    family="class",
    model=Class,
    view=view,
    template="class.html",
    plural="Definitions",
    rules=rules,
)
