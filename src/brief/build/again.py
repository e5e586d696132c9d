"""What is to be remembered of a compilation, and for how long it holds."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta

from brief.build.compile import Compilation
from brief.build.known import Known
from brief.build.snapshot import Snapshot
from brief.library.model import Library
from brief.schema.base import Marked


def holds_until(library: Library, at: datetime) -> datetime:
    """Return when time alone changes what is shown: at midnight in UTC, or at a note's hour."""
    midnight = datetime.combine(at.astimezone(UTC).date(), time(), tzinfo=UTC) + timedelta(
        days=1
    )
    hours = [midnight]
    for entry in library.entries.values():
        if isinstance(entry.object, Marked):
            named = (entry.object.embargoed_until, entry.object.expires)
            hours += [each.at for each in named if each is not None and each.at > at]
    return min(hours)


def papers(done: Compilation) -> tuple[str, ...]:
    """Return the PDFs of editions, by path below `editions/`."""
    return tuple(sorted(path for path in done.editions if path.endswith(".pdf")))


def known(
    key: str,
    snapshot: Snapshot,
    done: Compilation,
    trees: Mapping[str, bytes],
    advice: tuple[str, ...] = (),
) -> Known:
    """Return what to remember of a compilation. `trees` are manifests as published."""
    return Known(
        key=key,
        since=snapshot.at,
        until=holds_until(done.library, snapshot.at),
        objects=done.objects,
        pages=sum(path.endswith(".html") for path in done.site),
        pdfs=sum(path.endswith(".pdf") for path in (*done.site, *done.editions)),
        papers=papers(done),
        diagnostics=done.diagnostics,
        trees={name: hashlib.sha256(each).hexdigest() for name, each in trees.items()},
        advice=advice,
    )
