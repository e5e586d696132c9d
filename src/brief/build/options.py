"""What a caller of the compiler wants made."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """What a caller wants made. `pages` without `pdf` finds every fault but those of print.

    `pictures` are figures and social cards; without them their templates are tried anyway.
    `indexer` is what indexes on this machine, with its version; without one there is no search.
    `only` are pages of the site to be made: those alone, for a glance while one writes. What
    takes the whole project is then left out: other pages, editions, lints, broken links.
    """

    pages: bool = True
    pdf: bool = True
    drafts: bool = False
    pictures: bool = False
    indexer: str | None = None
    only: frozenset[str] | None = None


def build_options(*, pdf: bool, drafts: bool, indexer: str | None) -> Options:
    """Return what a build wants made."""
    return Options(pdf=pdf, drafts=drafts, pictures=True, indexer=indexer)


def check_options(*, drafts: bool) -> Options:
    """Return what a check wants made: everything but print, so that every fault is found."""
    return Options(pdf=False, drafts=drafts)
