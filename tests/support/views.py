"""What each edition of a project held in memory may show."""

from collections.abc import Mapping
from datetime import datetime

from brief.build.compile import compile_snapshot, narrowed_libraries
from brief.build.options import Options
from brief.build.steps import PURE, in_place
from brief.library.model import Library
from support.compiling import AT, snapshot

# Four editions: nothing hidden from `inside` but what nobody may see.
SETTINGS = """\
title: Example Letter
url: https://letter.example
tiers: [free, paid, inner]
audiences: {buyer: {name: Buyers}, investor: {name: Investors}}
editions:
  public: {}
  members: {tier: paid}
  investor: {tier: paid, audience: investor}
  inside: {tier: inner}
"""


def views(files: Mapping[str, str], *, at: datetime = AT) -> dict[str, Library]:
    """Return what the site and each edition show, by name. Files without settings get ours."""
    taken = snapshot({"briefs/newsletter.yaml": SETTINGS, **files}, at=at)
    done = compile_snapshot(taken, Options(pages=False, pdf=False), in_place(PURE))
    return narrowed_libraries(taken, done)


def names(library: Library) -> set[str]:
    """Return the keys of a library as `family/id`."""
    return {f"{family}/{name}" for family, name in library.entries}


def showing(files: Mapping[str, str], key: str, *, at: datetime = AT) -> set[str]:
    """Return the names of the editions that show an object, `family/id`."""
    found = views(files, at=at)
    return {edition for edition, library in found.items() if key in names(library)}
