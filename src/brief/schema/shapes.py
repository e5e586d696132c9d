"""Shapes a field may take when written: one or a list, a word for a mapping, frozen tables."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    Discriminator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Tag,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

Item = TypeVar("Item")
Key = TypeVar("Key")
Value = TypeVar("Value")

# Tags of a union get into the way to an error; no author can write a control character.
WORD, MAPPING = "\0word", "\0mapping"


def _shape(value: Any) -> str:
    return MAPPING if isinstance(value, dict) else WORD


BY_SHAPE = Discriminator(_shape)
"""What tells the text from the mapping in a union; its two members carry the tags below."""

AS_WORD = Tag(WORD)
AS_MAPPING = Tag(MAPPING)


class _Widened:
    """A validator before the field's own, and what it adds to the JSON Schema."""

    def __init__(
        self,
        read: Callable[[Any], Any],
        widen: Callable[[JsonSchemaValue], JsonSchemaValue],
    ) -> None:
        self.read = read
        self.widen = widen

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.read, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return self.widen(handler(schema))


def one_or_many() -> _Widened:
    """Let a list of one be written as its one item."""

    def read(value: Any) -> Any:
        return value if isinstance(value, list) else [value]

    return _Widened(read, lambda schema: {"anyOf": [schema, schema.get("items", {})]})


def none_as_empty() -> _Widened:
    """Let `none` stand for the empty list: it is said that there are none."""

    def read(value: Any) -> Any:
        return [] if value == "none" else value

    return _Widened(read, lambda schema: {"anyOf": [{"const": "none"}, schema]})


def shorthand(field: str) -> _Widened:
    """Let a model be written as the text of its one main field."""

    def read(value: Any) -> Any:
        return {field: value} if isinstance(value, str) else value

    text = {"type": ["string", "number", "boolean", "null"]}
    return _Widened(read, lambda schema: {"anyOf": [text, schema]})


def _frozen(value: dict[Key, Value]) -> Mapping[Key, Value]:
    return MappingProxyType(dict(value))


Table = Annotated[dict[Key, Value], AfterValidator(_frozen)]
"""A mapping that cannot be changed; typed as `dict` for pydantic, read as a `Mapping`."""
