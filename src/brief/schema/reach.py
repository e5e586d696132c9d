"""Which fields of a model can hold values of some type, at any depth, by their annotations."""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel


@cache
def reaching(model: type[BaseModel], wanted: tuple[type, ...]) -> tuple[str, ...]:
    """Return the names of the fields below which a value of a wanted type can stand.

    A walk over values that keeps to them visits a tenth of a note: most fields are words, days
    and choices.
    """
    return tuple(
        name
        for name, field in model.model_fields.items()
        if _reaches(field.annotation, wanted, frozenset())
    )


def held(value: object, wanted: tuple[type, ...]) -> Iterator[object]:
    """Yield the fields of a model that can lead to a wanted type; nothing of another value."""
    if isinstance(value, BaseModel):
        for name in reaching(type(value), wanted):
            yield getattr(value, name)


def _reaches(annotation: Any, wanted: tuple[type, ...], above: frozenset[type]) -> bool:
    if annotation in (Any, object):
        return True
    if isinstance(annotation, type):
        if issubclass(annotation, wanted):
            return True
        if issubclass(annotation, BaseModel):
            if annotation in above:
                return False
            inside = above | {annotation}
            return any(
                _reaches(field.annotation, wanted, inside)
                for field in annotation.model_fields.values()
            )
    return any(_reaches(part, wanted, above) for part in get_args(annotation))
