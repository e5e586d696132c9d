"""What sorts of page a site has: where their files stand, and which one of them is looked at.

A site that gains a sort of page fails a test until the sort stands here, and so is looked at.
"""

import fnmatch
from typing import NamedTuple


class PageType(NamedTuple):
    """One sort of page: the pattern of its files, and pages of it in the hard project."""

    pattern: str
    samples: tuple[str, ...]


# The first pattern that fits says the type.
PAGE_TYPES = {
    "home": PageType("index.html", ("",)),
    "not-found": PageType("404.html", ("404.html",)),
    "issue": PageType("issues/*/", ("issues/first/", "issues/second/")),
    "issues": PageType("issues/", ("issues/",)),
    "note": PageType(
        "notes/*/",
        (
            *("notes/announced/", "notes/observed/", "notes/enacted/", "notes/argued/"),
            *("notes/footnoted/", "notes/bare/", "notes/over/"),
        ),
    ),
    "entity": PageType("entities/*/", ("entities/chinese-lab/", "entities/model-0/")),
    "entities": PageType("entities/", ("entities/",)),
    "topic": PageType("topics/*/", ("topics/chips/",)),
    "topics": PageType("topics/", ("topics/",)),
    "forecast": PageType("forecasts/*/", ("forecasts/running/", "forecasts/resolved/")),
    "forecasts": PageType("forecasts/", ("forecasts/",)),
    "scenario": PageType("scenarios/*/", ("scenarios/hosted/",)),
    "scenarios": PageType("scenarios/", ("scenarios/",)),
    "notes": PageType("notes/", ("notes/",)),
    "announcements": PageType("announcements/", ("announcements/",)),
    "observations": PageType("observations/", ("observations/",)),
    "policy": PageType("policy/", ("policy/",)),
    "commentary": PageType("commentary/", ("commentary/",)),
    "exposure": PageType("exposure/", ("exposure/",)),
    "corrections": PageType("corrections/", ("corrections/",)),
    "definitions": PageType("definitions/", ("definitions/",)),
    "sources": PageType("sources/", ("sources/",)),
    "feeds": PageType("feeds/", ("feeds/",)),
    "search": PageType("search/", ("search/",)),
    "facet": PageType(
        "*/*/*/",
        (
            *("announcements/event/funding/", "policy/stage/repealed/"),
            *("policy/jurisdiction/us/", "entities/type/ai-lab/"),
        ),
    ),
    # Only lists too long for one page are cut by year.
    "year": PageType("*/[12][0-9][0-9][0-9]/", ()),
    "page": PageType("about/", ("about/",)),
    "method": PageType("method/", ()),
}
SAMPLES = tuple(sample for each in PAGE_TYPES.values() for sample in each.samples)


def type_of(path: str) -> str | None:
    """Return the type of a page, by the path of its file; none if nobody knows it."""
    bare = path.removesuffix("index.html") or path
    found = (name for name, each in PAGE_TYPES.items() if _fits(bare, each.pattern))
    return next(found, None)


def _fits(path: str, pattern: str) -> bool:
    # A star stands for one folder, not for several.
    return path.count("/") == pattern.count("/") and fnmatch.fnmatchcase(path, pattern)
