"""Models described: JSON Schema for editors, and the commented text of a new object."""

import json
from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from brief.schema.fields import words_of
from brief.schema.kind import Kind
from brief.schema.refs import Ref

DIALECT = "http://json-schema.org/draft-07/schema#"

# Families of which one file may hold several objects, and what such a file is called.
COLLECTIONS = {
    "entity": "entities",
    "source": "sources",
    "class": "classes",
    "base-rate": "base-rates",
}


def json_schema(model: type[BaseModel], title: str) -> dict[str, Any]:
    """Return the JSON Schema of a model, as editors of YAML read it.

    It never rejects what `brief check` accepts: it is looser where an editor types a plain
    scalar and the author's files do not.
    """
    schema = model.model_json_schema(by_alias=True, mode="validation")
    _without_titles(schema)
    _with_numbers(schema)
    return {"$schema": DIALECT, "title": title, **schema}


def file_schema(kind: Kind) -> tuple[str, dict[str, Any]]:
    """Return the name and the schema of the files that hold a kind."""
    name = COLLECTIONS.get(kind.family, kind.name)
    schema = json_schema(kind.model, f"brief: {name}")
    if kind.family not in COLLECTIONS:
        return name, schema
    definitions = schema.pop("$defs", {})
    head = {key: schema.pop(key) for key in ("$schema", "title")}
    definitions["object"] = schema
    one = {"$ref": "#/$defs/object"}
    many = {"type": "object", "additionalProperties": one}
    shape = {"anyOf": [one, many]} if kind.family in ("entity", "source") else many
    return name, {**head, **shape, "$defs": definitions}


def _without_titles(schema: Any) -> None:
    """Drop the titles that pydantic makes of field names: they teach nothing."""
    if isinstance(schema, dict):
        if isinstance(schema.get("title"), str):
            del schema["title"]
        for value in schema.values():
            _without_titles(value)
    elif isinstance(schema, list):
        for value in schema:
            _without_titles(value)


def _with_numbers(schema: Any) -> None:
    """Let words that are digits be numbers too: an editor reads `credibility: 6` as one."""
    if isinstance(schema, dict):
        digits = [word for word in schema.get("enum", ()) if str(word).isdigit()]
        if digits:
            schema["enum"] = [*schema["enum"], *map(int, digits)]
            schema.pop("type", None)
        for value in schema.values():
            _with_numbers(value)
    elif isinstance(schema, list):
        for value in schema:
            _with_numbers(value)


def as_text(schema: Mapping[str, Any]) -> str:
    """Return a schema as it is written to a file."""
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


# Fields that come first in a new file, with the values that make it sound as it is.
_FIRST = ("kind", "title", "question", "number", "type", "name", "date", "status")


def new_text(kind: Kind, given: Mapping[str, str], schema_path: str) -> str:
    """Return the text of a new object: what it needs, then what it may say, as comments."""
    name = COLLECTIONS.get(kind.family, kind.name)
    lines = [f"# yaml-language-server: $schema={schema_path}/{name}.json"]
    values = {**kind.sample, **given}
    fields = {f.alias or n: f for n, f in kind.model.model_fields.items()}
    order = [each for each in (*_FIRST, *kind.sample) if each in values and each in fields]
    for field in dict.fromkeys(order):
        lines += _given(field, values[field], fields[field])
    optional = [
        each for each in fields if each not in values and each not in ("id", "former_ids")
    ]
    if optional:
        lines += ["", "# What else may stand here; delete what you do not need."]
    for field in optional:
        lines += _optional(field, fields[field])
    return "\n".join(lines) + "\n"


def _given(name: str, value: str, field: FieldInfo) -> list[str]:
    if "\n" in value:
        block = [f"  {line}".rstrip() for line in value.rstrip("\n").split("\n")]
        first = "" if value.lstrip().startswith("- ") else " |"
        return [f"{name}:{first}", *block]
    words = words_of(field)
    about = field.description or (", ".join(words) if words else "")
    if name == "status":
        about = "write ready when it may be published"
    said = f"{name}: {value}"
    if not about or name == "kind":
        return [said]
    beside = f"{said:<32}# {about}"
    return [beside] if len(beside) <= WIDTH else [*_wrapped(f"# {name}: {about}"), said]


def _optional(name: str, field: FieldInfo) -> list[str]:
    words = words_of(field)
    about = field.description or ""
    if words:
        about = f"{about}: {', '.join(words)}" if about else ", ".join(words)
    nested, many = _nested(field.annotation)
    if nested is None:
        return _wrapped(f"# {name}: {about}".rstrip())
    lines = _wrapped(f"# {name}:" + (f"  # {about}" if about else ""))
    start = "#   - " if many else "#   "
    for inner, each in nested.model_fields.items():
        said = each.description or ", ".join(words_of(each))
        lines += _wrapped(f"{start}{each.alias or inner}: {said}".rstrip())
        start = "#     " if many else "#   "
    return lines


# More fields than this are a page of their own in the reference, and no comment.
MOST_NESTED = 8


def _nested(annotation: Any) -> tuple[type[BaseModel] | None, bool]:
    """Return the model that a field holds, where it is small, and whether it holds many."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        found = [each for each in arguments if each is not type(None)]
        return _nested(found[0]) if len(found) == 1 else (None, False)
    if origin is tuple:
        return _nested(arguments[0])[0], True
    if hasattr(annotation, "__metadata__"):
        return _nested(arguments[0])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        small = len(annotation.model_fields) <= MOST_NESTED
        return (annotation if small else None), False
    return None, False


# The width of our own files.
WIDTH = 96


def _wrapped(line: str) -> list[str]:
    """Break a comment at 96 columns."""
    rows: list[str] = []
    while len(line) > WIDTH:
        at = line.rfind(" ", 8, WIDTH)
        if at < 0:
            break
        rows.append(line[:at])
        line = "#     " + line[at + 1 :]
    return [*rows, line]


def rows(model: type[BaseModel]) -> Iterator[tuple[str, bool, str, str]]:
    """Yield name, whether it is required, what it holds, and what it means, for every field."""
    for name, field in model.model_fields.items():
        yield field.alias or name, field.is_required(), _holds(field), field.description or ""


def models_of(model: type[BaseModel]) -> tuple[type[BaseModel], ...]:
    """Return the models that a model is made of, each once, in the order of its fields."""
    found: dict[type[BaseModel], None] = {}
    _gather(model, found)
    found.pop(model, None)
    return tuple(found)


def _gather(annotation: Any, found: dict[type[BaseModel], None]) -> None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation not in found:
            found[annotation] = None
            for field in annotation.model_fields.values():
                _gather(field.annotation, found)
        return
    for argument in get_args(annotation):
        _gather(argument, found)


def _holds(field: FieldInfo) -> str:
    words = words_of(field)
    if words:
        return ", ".join(f"`{word}`" for word in words)
    return _named(field.annotation)


def _named(annotation: Any) -> str:
    """Say what an annotation holds, in the author's words."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return " or ".join(
            dict.fromkeys(_named(each) for each in arguments if each is not type(None))
        )
    if origin is tuple:
        return f"list of {_named(arguments[0])}"
    if origin is dict:
        return f"mapping to {_named(arguments[1])}"
    if hasattr(annotation, "__metadata__"):
        return _named(arguments[0])
    if isinstance(annotation, type) and issubclass(annotation, Ref):
        return f"id ({', '.join(annotation.families)})"
    return _TYPES.get(getattr(annotation, "__name__", ""), "") or _fields(annotation)


def _fields(annotation: Any) -> str:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        names = (f.alias or n for n, f in annotation.model_fields.items())
        return "{" + ", ".join(names) + "}"
    return str(getattr(annotation, "__name__", annotation)).lower()


_TYPES = {
    "str": "text",
    "Prose": "a paragraph",
    "MarkdownText": "Markdown",
    "date": "day",
    "When": "date expression",
    "Instant": "day or instant",
    "Decimal": "number",
    "int": "whole number",
    "bool": "yes or no",
    "Absence": "`unknown`, `none`, `withheld`",
    "Likelihood": "number or ICD 203 term",
}
