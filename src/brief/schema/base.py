"""The base of every model, and the header that notes and other dated objects share."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from brief.schema.types import Day, Id, Line, Moment, Tag, Text

Tlp = Literal["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]
TLP_ORDER: tuple[Tlp, ...] = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")

Status = Literal["draft", "ready", "withheld", "canceled"]


class Part(BaseModel):
    """A mapping inside an object. Frozen, and deaf to keys nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Object(Part):
    """What an author writes in one file, or under one id of a file."""

    id: Annotated[Id | None, Field(description="overrides the id that the file name gives")] = (
        None
    )
    former_ids: Annotated[
        tuple[Id, ...], Field(description="ids it had before; their addresses lead here")
    ] = ()


class Marked(Object):
    """An object with markings of its own: who may see it, and when."""

    status: Annotated[Status, Field(description="what may happen to it")] = "ready"
    tier: Annotated[Line | None, Field(description="a tier of newsletter.yaml")] = None
    tlp: Annotated[Tlp | None, Field(description="how far it may be shared")] = None
    audiences: Annotated[
        tuple[Id, ...] | None, Field(description="audiences of newsletter.yaml")
    ] = None
    embargoed_until: Annotated[
        Moment | None, Field(description="nothing shows before this day or instant")
    ] = None
    expires: Annotated[
        Moment | None, Field(description="nothing but the title shows after")
    ] = None
    tags: Annotated[tuple[Tag, ...], Field(description="topics, in lower-case words")] = ()
    author: Annotated[Text | None, Field(description="an entity's id, or a name")] = None


class Dated(Marked):
    """A marked object with a day of its own."""

    date: Annotated[
        Day | None,
        Field(description="day it was written for publication; default: the file name's"),
    ] = None
