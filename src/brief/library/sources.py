"""The sources of a library: shared, written out in notes or bare addresses; merged by URL.

Merging happens in each narrowed library anew: what a hidden note says of an address is not said
where the note is hidden.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from brief.library.model import Entry, Library
from brief.schema.parts import Source
from brief.schema.reach import held
from brief.schema.refs import SourceRef

_SORTS = (SourceRef, Source)

_ADDRESS = re.compile(r"https?://([^/?#]+)([^?#]*)(\?[^#]*)?(#.*)?", re.IGNORECASE)
_TRACKING = re.compile(r"(utm_[a-z]+|fbclid|gclid|ref|ref_src|s|t)=", re.IGNORECASE)


def normalised(url: str) -> str:
    """Return what addresses of one source share: no scheme, `www.`, closing slash, tracking."""
    found = _ADDRESS.fullmatch(url)
    if found is None:
        return url
    host = found[1].lower().removeprefix("www.")
    query = [part for part in (found[3] or "")[1:].split("&") if part]
    kept = sorted(part for part in query if not _TRACKING.match(part))
    return host + (found[2] or "").rstrip("/") + ("?" + "&".join(kept) if kept else "")


@dataclass(frozen=True, slots=True)
class CitedSource:
    """One source as the library knows it. `id` is that of a shared source, else nothing."""

    key: str
    id: str | None
    source: Source


Sources = Mapping[str, CitedSource]


def key_of(item: SourceRef | Source, owner: str) -> str:
    """Return the key of a source item; without address or id it is the owner's alone."""
    if isinstance(item, SourceRef):
        return normalised(item) if item.is_url else item
    return normalised(item.url) if item.url else f"{owner}: {item.title}"


def items(value: object) -> Iterator[SourceRef | Source]:
    """Yield every source item below a value."""
    if isinstance(value, _SORTS):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from items(item)
    else:
        for field in held(value, _SORTS):
            yield from items(field)


def gather(library: Library) -> Sources:
    """Return every source of a library by key, merged."""
    found: dict[str, CitedSource] = {}
    for entry in library.family("source"):
        if isinstance(entry.object, Source):
            found[entry.id] = CitedSource(entry.id, entry.id, entry.object)
    shared = {
        normalised(cited.source.url): cited for cited in found.values() if cited.source.url
    }
    # A shared source may be republished by its address, which no other object need cite.
    found = {**shared, **found}
    for entry in library.entries.values():
        if entry.object is None or entry.family == "source":
            continue
        for item in items(entry.object):
            _add(found, shared, item, entry)
    return MappingProxyType(found)


def _add(
    found: dict[str, CitedSource],
    shared: dict[str, CitedSource],
    item: SourceRef | Source,
    entry: Entry,
) -> None:
    key = key_of(item, f"{entry.family}/{entry.id}")
    if key in found and found[key].id is not None:
        return
    if key in shared:
        found[key] = shared[key]
        return
    source = Source(url=str(item)) if isinstance(item, SourceRef) and item.is_url else item
    if isinstance(source, SourceRef):
        return  # an unknown id, reported elsewhere
    before = found.get(key)
    found[key] = CitedSource(key, None, _merged(before.source, source) if before else source)


def _merged(first: Source, second: Source) -> Source:
    """Fill what the first mention leaves out from the second."""
    missing = {
        name: getattr(second, name)
        for name in Source.model_fields
        if name not in first.model_fields_set and name in second.model_fields_set
    }
    return first.model_copy(update=missing) if missing else first


def root(sources: Sources, key: str) -> str:
    """Follow `republishes` to its end: repeats are reach, never corroboration."""
    seen = [key]
    while (cited := sources.get(key)) and cited.source.republishes:
        key = key_of(cited.source.republishes, "")
        if key in sources:
            key = sources[key].key
        if key in seen:
            return min(seen)
        seen.append(key)
    return key
