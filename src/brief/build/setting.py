"""What setting a PDF gave, as bytes that can be kept: the PDF, or why there is none."""

import json
from collections.abc import Sequence
from typing import NamedTuple

_START = b"%PDF"


class AtEnd(NamedTuple):
    """A footnote that found no place on the page of its call, and stands after its text."""

    article: str
    """The id of the article it is in, empty outside any."""
    note: str
    """Its own id."""


class Setting(NamedTuple):
    """A PDF, or what is wrong with the document; and the footnotes that had to move."""

    pdf: bytes | None
    fault: str = ""
    at_end: tuple[AtEnd, ...] = ()


def packed(pdf: bytes, at_end: Sequence[AtEnd]) -> bytes:
    """Return a PDF and what is to be said of it; one without remarks is itself."""
    return json.dumps(at_end).encode() + b"\n" + pdf if at_end else pdf


def is_set(result: bytes) -> bool:
    """Tell whether there is a PDF. That there is none may be the machine's fault."""
    return _START in result


def unpacked(result: bytes) -> Setting:
    """Return what `packed` was given, or the fault that stands in the place of a PDF."""
    said, start, rest = result.partition(_START)
    if not start:
        return Setting(None, result.decode())
    at_end = tuple(AtEnd(*each) for each in json.loads(said or "[]"))
    return Setting(start + rest, at_end=at_end)
