"""All models: frozen, deaf to unknown keys, and made of our own types, never of bare ones."""

from collections.abc import Iterator
from datetime import date, datetime
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from pydantic import AfterValidator, BaseModel, Discriminator, PlainValidator

from brief.schema.refs import Ref
from brief.schema.shapes import Table
from brief.schema.types import Day, Id, Line
from support.models import models

MODELS = models()
UNIONS = (Union, UnionType)


def faults(annotation: Any, metadata: tuple[Any, ...] = ()) -> Iterator[str]:
    """Yield what is wrong with the type of a field, then with the types it is made of."""
    if _is_marked(PlainValidator, metadata):
        return  # read by a function of ours
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        yield from faults(inner, (*metadata, *more))
        return
    yield from _own_faults(annotation, metadata)
    for member in _members(annotation):
        yield from faults(member)


def _own_faults(annotation: Any, metadata: tuple[Any, ...]) -> Iterator[str]:
    origin = get_origin(annotation)
    if origin in UNIONS:
        if len(_members(annotation)) > 1 and not _is_marked(Discriminator, metadata):
            yield f"an open union: {annotation}"
    elif origin is dict:
        if not _is_marked(AfterValidator, metadata):
            yield f"a dict that can change: {annotation}"
    elif origin not in (tuple, Literal) and not _is_ours(annotation):
        yield f"a bare type: {annotation}"


def _members(annotation: Any) -> list[Any]:
    """Return the types that a union, a tuple or a mapping is made of."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in UNIONS:
        return [each for each in arguments if each is not type(None)]
    if origin in (tuple, dict):
        return [each for each in arguments if each is not Ellipsis]
    return []


def _is_marked(mark: type, metadata: tuple[Any, ...]) -> bool:
    return any(isinstance(each, mark) for each in metadata)


def _is_ours(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel | Ref)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_field_is_a_type_of_the_schema(model: type[BaseModel]) -> None:
    found = {
        name: list(faults(field.annotation, tuple(field.metadata)))
        for name, field in model.model_fields.items()
    }
    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_model_is_frozen_and_knows_its_keys(model: type[BaseModel]) -> None:
    assert model.model_config.get("frozen") is True
    assert model.model_config.get("extra") == "forbid"
    assert (model.__doc__ or "").rstrip().endswith(".")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_default_cannot_be_changed_by_anybody(model: type[BaseModel]) -> None:
    for field in model.model_fields.values():
        assert field.default_factory is None
        assert not isinstance(field.default, list | dict | set)


class Bare(BaseModel):
    """A field of each sort that is refused."""

    a: bool
    b: int
    c: float
    d: date
    e: datetime | None
    f: list[Id]
    g: dict[Id, Line]
    h: tuple[str, ...]
    i: Line | Day
    j: tuple[Ref | Line, ...]
    k: Any


class Sound(BaseModel):
    """A field of each sort that is allowed."""

    a: Line | None
    b: tuple[Id, ...] = ()
    c: Table[Id, Line] | None
    d: Literal["x"] | None
    e: tuple[Bare, ...]


def test_the_rule_finds_every_sort_of_bare_field() -> None:
    fields = Bare.model_fields.items()
    assert all(list(faults(field.annotation, tuple(field.metadata))) for _, field in fields)


def test_the_rule_lets_sound_fields_pass() -> None:
    fields = Sound.model_fields.items()
    assert not any(list(faults(field.annotation, tuple(field.metadata))) for _, field in fields)
