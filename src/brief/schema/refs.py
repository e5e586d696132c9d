"""References: ids that point at other objects, each knowing the families it may point at."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, ClassVar, Self, TypeVar

from pydantic import BaseModel, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from brief.diagnostics.model import Loc
from brief.schema.reach import reaching
from brief.schema.types import TEXT_SCHEMA, MarkdownText, Prose, id_of, is_url, text_of, url_of

FAMILIES = (
    "note",
    "entity",
    "class",
    "source",
    "forecast",
    "scenario",
    "issue",
    "page",
    "base-rate",
)


# What is no id is mostly a name. A slug made of it would name an object that is not there; the
# library puts the id of the object with that name in place of these where it knows one.
WRITE_ITS_ID = "write its id: lower-case letters, digits and hyphens"
WRITE_ITS_ID_OR_ADDRESS = "write an id or an address"


class Ref(str):
    """The id of an object of one of `families`."""

    __slots__ = ()
    families: ClassVar[tuple[str, ...]] = FAMILIES

    @classmethod
    def read(cls, value: Any) -> Self:
        """Read an id as it was written.

        Raises:
            PydanticCustomError: It breaks the rule for ids.
        """
        return cls(id_of(text_of(value), WRITE_ITS_ID))

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: Any, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Let pydantic read values of this type with `read`."""
        return core_schema.no_info_plain_validator_function(cls.read)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Tell editors that an id is text, and of what it is one."""
        return {
            **TEXT_SCHEMA,
            "description": f"id of: {', '.join(cls.families)}",
        }


class NoteRef(Ref):
    """The id of a note."""

    __slots__ = ()
    families = ("note",)


class EntityRef(Ref):
    """The id of an entity."""

    __slots__ = ()
    families = ("entity",)


class ClassRef(Ref):
    """The id of a class."""

    __slots__ = ()
    families = ("class",)


class BaseRateRef(Ref):
    """The id of a reference class of base-rates.yaml."""

    __slots__ = ()
    families = ("base-rate",)


class ForecastRef(Ref):
    """The id of a forecast."""

    __slots__ = ()
    families = ("forecast",)


class ScenarioRef(Ref):
    """The id of a scenario."""

    __slots__ = ()
    families = ("scenario",)


class ClaimRef(Ref):
    """A claim: `c2` of the same note, or `note-id#c2`.

    Points at a note only when it names one.
    """

    __slots__ = ()
    families = ("note",)

    @classmethod
    def read(cls, value: Any) -> Self:
        """Read a claim's name, with or without its note."""
        note, mark, claim = text_of(value).partition("#")
        if mark:
            id_of(claim, WRITE_ITS_ID)
        id_of(note, WRITE_ITS_ID)
        return cls(f"{note}{mark}{claim}")


class SourceRef(Ref):
    """The id of a source, or the web address of one."""

    __slots__ = ()
    families = ("source",)

    @classmethod
    def read(cls, value: Any) -> Self:
        """Read an id or an address."""
        text = text_of(value)
        return cls(url_of(text) if is_url(text) else id_of(text, WRITE_ITS_ID_OR_ADDRESS))

    @property
    def is_url(self) -> bool:
        """Whether this is an address and no id."""
        return is_url(self)


AnyPart = TypeVar("AnyPart", bound=BaseModel)

_WORDS = (Ref, Prose, MarkdownText)
Word = Ref | Prose | MarkdownText
"""What a library looks at in an object: references, and texts that may hold some."""


def words(value: Any, at: Loc = ()) -> Iterator[tuple[Loc, Word]]:
    """Yield every reference and Markdown text below a value, in the order of fields.

    The way to each uses the names that authors write, so that a problem can be placed by it.
    """
    if isinstance(value, Word):
        yield at, value
    elif isinstance(value, BaseModel):
        for name, alias in _fields(type(value), _WORDS):
            below = getattr(value, name)
            if below is not None:
                yield from words(below, (*at, alias))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from words(item, (*at, number))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from words(item, (*at, key))


def parts_of(value: Any, sort: type[AnyPart], at: Loc = ()) -> Iterator[tuple[Loc, AnyPart]]:
    """Yield every part of a sort in a value, the value itself included, with the way to it."""
    if isinstance(value, sort):
        yield at, value
    if isinstance(value, BaseModel):
        for name, alias in _fields(type(value), (sort,)):
            yield from parts_of(getattr(value, name), sort, (*at, alias))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from parts_of(item, sort, (*at, number))


@cache
def _fields(model: type[BaseModel], wanted: tuple[type, ...]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, model.model_fields[name].alias or name) for name in reaching(model, wanted)
    )
