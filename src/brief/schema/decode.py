"""A tree and a model to a value, or to problems at the places where they can be mended."""

import re
from collections.abc import Callable, Iterable
from copy import copy
from functools import cache
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError, create_model
from pydantic_core import ErrorDetails

from brief.diagnostics.model import KEY, Loc, Problem
from brief.diagnostics.nearest import did_you_mean, nearest, one_of
from brief.schema.fault import shown
from brief.schema.fields import (
    field_at,
    first_field,
    holds_mappings,
    model_at,
    names_at,
    words_of,
)
from brief.schema.shapes import MAPPING, WORD
from brief.text.tree import Fields, Items, Node, find, plain

Model = TypeVar("Model", bound=BaseModel)

_CODE = re.compile(r"B\d{3}")


def decode(
    tree: Node,
    model: type[Model],
    *,
    given: dict[str, str] | None = None,
    called: str = "this",
) -> tuple[Model | None, tuple[Problem, ...]]:
    """Return the value that a tree describes, or what is wrong with it.

    `given` holds values that stand outside the file, such as the day in its name; the tree
    wins. `called` names the whole in messages.
    """
    values = plain(tree)
    if isinstance(values, dict) and given:
        values = {**given, **values}
    try:
        return model.model_validate(values), ()
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, tuple(_problems(details, tree, model, called))


def sound_part(
    tree: Node,
    model: type[BaseModel],
    problems: Iterable[Problem],
    *,
    given: dict[str, str] | None = None,
) -> BaseModel | None:
    """Return a broken object without the fields at fault, for what the others refer to.

    Required fields may be nothing in it: it is read for its words and never shown.
    """
    values = plain(tree)
    if not isinstance(values, dict):
        return None
    faulty = {problem.at[0] for problem in problems if problem.at}
    kept = {key: value for key, value in values.items() if key not in faulty}
    try:
        return _lenient(model).model_validate({**(given or {}), **kept})
    except ValidationError:
        return None


@cache
def _lenient(model: type[BaseModel]) -> type[BaseModel]:
    """Return a model like another in which no field is required."""
    fields: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if field.is_required():
            optional = copy(field)
            optional.default = None
            fields[name] = (field.annotation, optional)
    return create_model(model.__name__, __base__=model, **fields)


def _problems(
    details: list[ErrorDetails], tree: Node, model: type[BaseModel], whole: str
) -> list[Problem]:
    unknown: dict[Loc, list[str]] = {}
    missing: dict[Loc, list[str]] = {}
    rest: list[tuple[Loc, ErrorDetails]] = []
    for detail in details:
        at = _way(detail)
        if detail["type"] == "extra_forbidden":
            unknown.setdefault(at[:-1], []).append(str(at[-1]))
        elif detail["type"] == "missing":
            missing.setdefault(at[:-1], []).append(str(at[-1]))
        else:
            rest.append((at, detail))
    problems = []
    for at, keys in unknown.items():
        gone = missing.get(at, [])
        for key in keys:
            problem, absorbed = _unknown(at, key, gone, names_at(model, at), tree)
            problems.append(problem)
            gone = [name for name in gone if name != absorbed]
        missing[at] = gone
    for at, keys in missing.items():
        problems += _missing(at, keys, tree, model)
    rest = [(at, detail) for at, detail in rest if not _is_echo(at, tree)]
    problems += [
        _translated(at, detail, model, _called(at, tree, whole)) for at, detail in rest
    ]
    return problems


def _way(detail: ErrorDetails) -> Loc:
    """Drop the tags of unions, which no author wrote, and name keys as `Loc` does."""
    way = tuple(step for step in detail["loc"] if step not in (WORD, MAPPING))
    is_key = way[-1:] == ("[key]",) and detail["type"] != "extra_forbidden"
    return (*way[:-1], KEY) if is_key else way


def _is_echo(at: Loc, tree: Node) -> bool:
    """Tell whether an error only repeats that a field could not be read from YAML."""
    above, left = find(tree, at[:-1])
    return isinstance(above, Fields) and not left and bool(at) and at[-1] in above.spoilt


def _unknown(
    at: Loc, key: str, gone: list[str], names: tuple[str, ...], tree: Node
) -> tuple[Problem, str | None]:
    above, _ = find(tree, at)
    written = {name.text for name, _ in above.pairs} if isinstance(above, Fields) else set()
    absorbed = nearest(key, gone)
    free = [name for name in names if name not in written]
    hint = f"did you mean `{absorbed}`?" if absorbed else did_you_mean(key, free)
    if hint is None and len(names) <= 12:  # noqa: PLR2004 - more do not fit a line
        hint = f"known here: {one_of(names)}"
    return Problem("B111", f"unknown field `{key}`", (*at, key, KEY), hint), absorbed


def _missing(at: Loc, keys: list[str], tree: Node, model: type[BaseModel]) -> list[Problem]:
    above, left = find(tree, at)
    there = above if isinstance(above, Fields) and not left else None
    add = "add" if there and there.flow else "add a line"
    problems = []
    for key in keys:
        if there and key in there.spoilt:
            continue
        field = field_at(model, (*at, key))
        words = words_of(field) if field else ()
        hint = f"{add} `{key}:` and {one_of(words)}" if words else f"{add} `{key}: …`"
        problems.append(Problem("B110", f"the field `{key}` is missing", at, hint))
    return problems


def _translated(at: Loc, detail: ErrorDetails, model: type[BaseModel], called: str) -> Problem:
    """Turn one of pydantic's errors into a problem, by its type and context."""
    sort, context, value = detail["type"], detail.get("ctx", {}), detail["input"]
    if _CODE.fullmatch(sort):
        return Problem(sort, f"{called} {context['says']}", at, context.get("hint"))
    rule = _TRANSLATIONS.get(sort)
    if rule is None:
        raise AssertionError(f"no translation for pydantic's error type {sort!r}")
    code, says, hint = rule(value, _Place(model, at, context.get("expected", "")))
    return Problem(code, f"{called} {says}", at, hint)


def _called(at: Loc, tree: Node, whole: str) -> str:
    """Name a field by the last key on the way to it that was written."""
    if at[-1:] == (KEY,):
        return "the key"
    written = [n for n in range(len(at)) if _stands(at[: n + 1], tree)]
    names = [at[n] for n in written if isinstance(at[n], str)]
    if not names:
        return whole
    return f"an item of `{names[-1]}`" if isinstance(at[written[-1]], int) else f"`{names[-1]}`"


def _stands(at: Loc, tree: Node) -> bool:
    """Tell whether the last step of a way is in the file: a short form leaves steps out."""
    above, left = find(tree, at[:-1])
    return not left and isinstance(above, Items if isinstance(at[-1], int) else Fields)


class _Place(NamedTuple):
    """Where a value was refused, and the words that pydantic expected."""

    model: type[BaseModel]
    at: Loc
    expected: str


Told = tuple[str, str, str | None]


def _word(value: Any, place: _Place) -> Told:
    known = re.findall(r"'([^']*)'", place.expected)
    if not isinstance(value, str):
        return "B119", f"is {shown(value)} where a word is due", f"write {one_of(known)}"
    hint = did_you_mean(value, known) or f"write {one_of(known)}"
    return "B115", f"is none of the words it may be: {shown(value)}", hint


# What stands well between brackets: words, ids and addresses, with commas between them.
_LISTED = re.compile(r"[^\s,\[\]{}]+(, *[^\s,\[\]{}]+)*")


def _list(value: Any, place: _Place) -> Told:
    hint = "write one item a line, with dashes"
    below = model_at(place.model, place.at)
    field = field_at(place.model, place.at)
    if below is not None and field is not None and holds_mappings(field):
        hint = f"write `- {first_field(below)}: …`, one a line"
    elif isinstance(value, str) and _LISTED.fullmatch(value):
        hint = f"write `[{value}]`"
    return "B119", f"is {shown(value)} where a list is due", hint


def _mapping(value: Any, place: _Place) -> Told:
    below = model_at(place.model, place.at)
    name = first_field(below) if below else "field"
    hint = f"write `{name}: …` below it"
    if isinstance(place.at[-1] if place.at else None, int):
        hint = f"write `- {name}: …`"
    return "B119", f"is {shown(value)} where fields are due", hint


def _key(value: Any, _place: _Place) -> Told:
    return "B119", f"has a key that cannot stand here: {shown(value)}", None


_TRANSLATIONS: dict[str, Callable[[Any, _Place], Told]] = {
    "literal_error": _word,
    "tuple_type": _list,
    "list_type": _list,
    "dict_type": _mapping,
    "mapping_type": _mapping,
    "model_type": _mapping,
    "model_attributes_type": _mapping,
    "string_type": lambda value, _p: ("B119", f"is {shown(value)} where text is due", None),
    "too_short": lambda _v, _p: ("B127", "is an empty list", "leave the field out"),
    "invalid_key": _key,
}


def translated_types() -> Iterable[str]:
    """Return pydantic's error types that are translated; a test holds our models to them."""
    return _TRANSLATIONS
