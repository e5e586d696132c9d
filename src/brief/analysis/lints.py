"""What objects say together and should not: lints over the library and over its editions."""

from collections.abc import Iterator, Mapping
from datetime import date

from brief.diagnostics.model import Problem
from brief.library.model import Complaint, Library
from brief.schema.settings import Settings


def lints(
    library: Library, settings: Settings, narrowed: Mapping[str, Library], day: date
) -> tuple[Complaint, ...]:
    """Return every complaint about objects that are sound one by one."""
    del settings, narrowed, day
    return tuple(_none(library))


def _none(_library: Library) -> Iterator[Complaint]:
    yield from ()


_ = Problem
