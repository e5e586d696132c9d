"""What objects say together and should not: lints over the library and over its editions."""

from collections.abc import Collection, Mapping
from datetime import date

from brief.analysis.coherence import coherence
from brief.analysis.consistency import consistency
from brief.analysis.evidence import evidence
from brief.analysis.staleness import staleness
from brief.analysis.visibility import visibility
from brief.library.model import Complaint, Key, Library
from brief.library.sources import gather
from brief.schema.settings import Settings


def lints(
    library: Library,
    settings: Settings,
    narrowed: Mapping[str, Library],
    day: date,
    *,
    doubtful: Collection[Key] = (),
) -> tuple[Complaint, ...]:
    """Return every complaint about objects that are sound one by one.

    `day` is that of the build. Who sees the `doubtful` is not judged: their markings are wrong.
    """
    return (
        *evidence(library, gather(library)),
        *coherence(library, day),
        *consistency(library),
        *staleness(library, day),
        *visibility(library.without(doubtful), settings, narrowed, day),
    )
