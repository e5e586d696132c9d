"""A tree and a model to a value, or to problems at the places where the author can mend them."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from brief.diagnostics.model import KEY, Loc, Problem
from brief.diagnostics.nearest import did_you_mean, nearest, one_of
from brief.schema.fault import shown
from brief.schema.shapes import MAPPING, WORD
from brief.text.tree import Fields, Items, Node, find, plain

Model = TypeVar("Model", bound=BaseModel)

_CODE = re.compile(r"B\d{3}")


def decode(
    tree: Node, model: type[Model], *, given: dict[str, str] | None = None
) -> tuple[Model | None, tuple[Problem, ...]]:
    """Return the value that a tree describes, or what is wrong with it.

    `given` holds values that stand outside the file, such as the day in its name; the tree wins.
    """
    values = plain(tree)
    if isinstance(values, dict) and given:
        values = {**given, **values}
    try:
        return model.model_validate(values), ()
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, tuple(_problems(details, tree, model))


def _problems(details: list[ErrorDetails], tree: Node, model: type[BaseModel]) -> list[Problem]:
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
            problem, absorbed = _unknown(at, key, gone, _names(model, at), tree)
            problems.append(problem)
            gone = [name for name in gone if name != absorbed]
        missing[at] = gone
    for at, keys in missing.items():
        problems += _missing(at, keys, tree)
    rest = [(at, detail) for at, detail in rest if not _is_echo(at, tree)]
    problems += [_translated(at, detail, _called(at, tree)) for at, detail in rest]
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


def _missing(at: Loc, keys: list[str], tree: Node) -> list[Problem]:
    above, left = find(tree, at)
    spoilt = above.spoilt if isinstance(above, Fields) and not left else ()
    return [
        Problem("B110", f"the field `{key}` is missing", at, f"add a line `{key}: …`")
        for key in keys
        if key not in spoilt
    ]


def _names(model: type[BaseModel], at: Loc) -> tuple[str, ...]:
    """Return the fields that may stand at a place, as authors write them."""
    here = _model_at(model, at)
    if here is None:
        return ()
    return tuple(field.alias or name for name, field in here.model_fields.items())


@cache
def _model_at(model: type[BaseModel], at: Loc) -> type[BaseModel] | None:
    if not at:
        return model
    step, rest = at[0], at[1:]
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    if step not in fields:
        return None
    below = next(_models_in(fields[str(step)].annotation), None)
    while rest and below is not None and not _has_field(below, rest[0]):
        rest = rest[1:]
    return _model_at(below, rest) if below is not None else None


def _has_field(model: type[BaseModel], step: str | int) -> bool:
    return any(step in (name, field.alias) for name, field in model.model_fields.items())


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


def _translated(at: Loc, detail: ErrorDetails, called: str) -> Problem:
    """Turn one of pydantic's errors into a problem, by its type and context."""
    sort, context, value = detail["type"], detail.get("ctx", {}), detail["input"]
    if _CODE.fullmatch(sort):
        return Problem(sort, f"{called} {context['says']}", at, context.get("hint"))
    rule = _TRANSLATIONS.get(sort)
    if rule is None:
        raise AssertionError(f"no translation for pydantic's error type {sort!r}")
    code, says, hint = rule(value, context)
    return Problem(code, f"{called} {says}", at, hint)


def _called(at: Loc, tree: Node) -> str:
    """Name a field by the last key on the way to it that was written."""
    if at[-1:] == (KEY,):
        return "the key"
    written = [n for n in range(len(at)) if _stands(at[: n + 1], tree)]
    names = [at[n] for n in written if isinstance(at[n], str)]
    if not names:
        return "this"
    return f"an item of `{names[-1]}`" if isinstance(at[written[-1]], int) else f"`{names[-1]}`"


def _stands(at: Loc, tree: Node) -> bool:
    """Tell whether the last step of a way is in the file: a short form leaves steps out."""
    above, left = find(tree, at[:-1])
    return not left and isinstance(above, Items if isinstance(at[-1], int) else Fields)


Told = tuple[str, str, str | None]


def _word(value: Any, context: dict[str, Any]) -> Told:
    known = re.findall(r"'([^']*)'", str(context.get("expected", "")))
    if not isinstance(value, str):
        return "B119", f"is {shown(value)} where a word is due", f"write {one_of(known)}"
    hint = did_you_mean(value, known) or f"write {one_of(known)}"
    return "B115", f"is none of the words it may be: {shown(value)}", hint


def _list(value: Any, _context: dict[str, Any]) -> Told:
    hint = (
        f"write `[{value}]`" if isinstance(value, str) else "write one item a line, with dashes"
    )
    return "B119", f"is {shown(value)} where a list is due", hint


def _mapping(value: Any, _context: dict[str, Any]) -> Told:
    return "B119", f"is {shown(value)} where fields are due", "write `field: value` below it"


def _key(value: Any, _context: dict[str, Any]) -> Told:
    return "B119", f"has a key that cannot stand here: {shown(value)}", None


_TRANSLATIONS: dict[str, Callable[[Any, dict[str, Any]], Told]] = {
    "literal_error": _word,
    "tuple_type": _list,
    "list_type": _list,
    "dict_type": _mapping,
    "mapping_type": _mapping,
    "model_type": _mapping,
    "model_attributes_type": _mapping,
    "string_type": lambda value, _c: ("B119", f"is {shown(value)} where text is due", None),
    "too_short": lambda _v, _c: ("B127", "is an empty list", "leave the field out"),
    "invalid_key": _key,
}


def translated_types() -> Iterable[str]:
    """Return the error types of pydantic that are translated; a test holds our models to them."""
    return _TRANSLATIONS
