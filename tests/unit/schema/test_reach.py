"""A walk that keeps to the fields which can hold a type finds what a walk over all finds."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from pydantic import BaseModel

from brief.kinds import KINDS
from brief.schema.parts import Source
from brief.schema.reach import reaching
from brief.schema.refs import Ref, SourceRef
from brief.schema.types import MarkdownText, Prose
from support.compiling import compiled
from support.projects import projects

SORTS = [(Ref,), (Source,), (SourceRef, Source), (Ref, Prose, MarkdownText)]


def everything(value: Any, wanted: tuple[type, ...]) -> Iterator[object]:
    """Yield what is wanted below a value, looking everywhere."""
    if isinstance(value, wanted):
        yield value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from everything(getattr(value, name), wanted)
    elif isinstance(value, tuple):
        for item in value:
            yield from everything(item, wanted)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from everything(item, wanted)


def planned(value: Any, wanted: tuple[type, ...]) -> Iterator[object]:
    """Yield the same, looking only where it can stand."""
    if isinstance(value, wanted):
        yield value
    if isinstance(value, BaseModel):
        for name in reaching(type(value), wanted):
            yield from planned(getattr(value, name), wanted)
    elif isinstance(value, tuple):
        for item in value:
            yield from planned(item, wanted)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from planned(item, wanted)


@pytest.mark.parametrize("wanted", SORTS)
def test_nothing_is_overlooked_in_any_object_of_any_project(wanted: tuple[type, ...]) -> None:
    seen = 0
    for files in projects().values():
        library = compiled(files).library
        assert library is not None
        for entry in library.entries.values():
            found = list(everything(entry.object, wanted))
            assert list(planned(entry.object, wanted)) == found
            seen += len(found)
    assert seen > 0


class Leaf(BaseModel):
    """Holds a reference."""

    to: SourceRef | None = None


class Tree(BaseModel):
    """Holds itself, and a reference only below that."""

    title: str = ""
    again: "tuple[Tree, ...]" = ()
    leaf: Leaf | None = None


def test_a_model_that_holds_itself_is_walked_to_the_end() -> None:
    assert reaching(Tree, (SourceRef,)) == ("again", "leaf")
    assert reaching(Tree, (Source,)) == ()


def test_few_fields_of_a_kind_are_worth_a_look() -> None:
    for kind in KINDS:
        assert len(reaching(kind.model, (Source,))) <= len(kind.model.model_fields) / 2
