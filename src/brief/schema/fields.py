"""What the fields of a model may hold, found by the way an author would take: for hints."""

from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from brief.diagnostics.model import Loc
from brief.schema.refs import Ref


@cache
def model_at(model: type[BaseModel], at: Loc) -> type[BaseModel] | None:
    """Return the model of what stands at a place; nothing where no model does."""
    if not at:
        return model
    step, rest = at[0], at[1:]
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    if step not in fields:
        return None
    below = next(_models_in(fields[str(step)].annotation), None)
    while rest and below is not None and not _has_field(below, rest[0]):
        rest = rest[1:]
    return model_at(below, rest) if below is not None else None


def _has_field(model: type[BaseModel], step: str | int) -> bool:
    return any(step in (name, field.alias) for name, field in model.model_fields.items())


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


def names_at(model: type[BaseModel], at: Loc) -> tuple[str, ...]:
    """Return the fields that may stand at a place, as authors write them."""
    here = model_at(model, at)
    if here is None:
        return ()
    return tuple(field.alias or name for name, field in here.model_fields.items())


def field_at(model: type[BaseModel], at: Loc) -> FieldInfo | None:
    """Return the field whose value, or part of whose value, stands at a place."""
    for depth in range(len(at), 0, -1):
        above = model_at(model, at[: depth - 1])
        for name, field in above.model_fields.items() if above else ():
            if at[depth - 1] == (field.alias or name):
                return field
    return None


def first_field(model: type[BaseModel]) -> str:
    """Return the field to begin with: the first that must be there, else the first."""
    fields = model.model_fields.items()
    names = [field.alias or name for name, field in fields if field.is_required()]
    return (*names, *(field.alias or name for name, field in fields))[0]


def holds_mappings(field: FieldInfo) -> bool:
    """Tell whether a field is a list of mappings, none of which can be written as a word."""
    annotation: Any = field.annotation
    if get_origin(annotation) in (Union, UnionType):
        annotation = next((each for each in get_args(annotation) if get_args(each)), None)
    inner = get_args(annotation)[:1] if get_origin(annotation) is tuple else ()
    return any(isinstance(each, type) and issubclass(each, BaseModel) for each in inner)


def words_of(field: FieldInfo) -> tuple[str, ...]:
    """Return the vocabulary of a field, where it has one."""
    return tuple(dict.fromkeys(_literals(field.annotation)))


def _literals(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    elif get_origin(annotation) in (Union, UnionType, tuple):
        for argument in get_args(annotation):
            yield from _literals(argument)


def families_of(field: FieldInfo) -> tuple[str, ...]:
    """Return the families that references in a field may point at."""
    return tuple(dict.fromkeys(_families(field.annotation)))


def _families(annotation: Any) -> Iterator[str]:
    if isinstance(annotation, type) and issubclass(annotation, Ref):
        yield from annotation.families
    for argument in get_args(annotation):
        yield from _families(argument)
