"""Pages between plan and file: what makes one in its turn, and what others need of it."""

from collections.abc import Callable
from typing import NamedTuple

from brief.library.model import Entry
from brief.outputs.artefact import Artefact, File
from brief.outputs.chrome import MetaView


class Plan(NamedTuple):
    """A page that is to be: where it stands, what plans it, and whose page it is."""

    path: str
    make: Callable[[], Artefact]
    entry: Entry | None = None


class Made(NamedTuple):
    """A finished page, and what feeds, the sitemap and complaints need of it."""

    file: File
    head: MetaView | None
    item: str | None
    """Its text as feeds carry it, where a feed wants it."""
    addresses: frozenset[bytes]
    """Where its links lead, as they are written."""
    subject: str
    owner: str
