"""Objects that disagree: one measure with two answers, companions not tied, numbers of issues.

The tool reports both sides and never chooses.

Source of the rules: the project's page on analysis, section 13.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from brief.diagnostics.model import Problem
from brief.kinds.issue import Issue
from brief.kinds.policy import Policy, stage_of
from brief.library.model import Complaint, Entry, Library
from brief.schema.stages import congress


def consistency(library: Library) -> Iterator[Complaint]:
    """Yield what disagrees."""
    policies = [e for e in library.family("note") if isinstance(e.object, Policy)]
    yield from _measures(policies)
    yield from _companions(policies)
    yield from _numbers(library)


def _measures(policies: list[Entry]) -> Iterator[Complaint]:
    first: dict[tuple[str, str], Entry] = {}
    for entry in policies:
        policy: Policy = entry.object
        if policy.official_id is None:
            continue
        key = (policy.jurisdiction, policy.official_id.casefold())
        other = first.setdefault(key, entry)
        if other is entry:
            continue
        for name, here, there in (
            ("stage", stage_of(policy), stage_of(other.object)),
            ("issuer", policy.issuer, other.object.issuer),
        ):
            if here and there and here != there:
                message = (
                    f"`{policy.official_id}` has {name} `{here}` here,"
                    f" `{there}` in `{other.id}`"
                )
                at = (name,) if getattr(policy, name) else ("official_id",)
                yield Complaint(entry, Problem("B610", message, at, "they are one measure"))


def _companions(policies: list[Entry]) -> Iterator[Complaint]:
    """Suggest companions: equal names but for a closing "of YEAR", in two chambers."""
    named: dict[tuple[int, str], list[Entry]] = {}
    for entry in policies:
        measure = congress(entry.object.official_id)
        if measure:
            bare = re.sub(r",? of \d{4}$", "", entry.object.title.casefold().strip())
            named.setdefault((measure.number, bare), []).append(entry)
    for members in named.values():
        for entry in members[1:]:
            first = members[0]
            here, there = congress(entry.object.official_id), congress(first.object.official_id)
            tied = entry.id in first.object.companions or first.id in entry.object.companions
            if here and there and here.chamber != there.chamber and not tied:
                message = f"`{first.id}` has the same name in the other chamber"
                hint = f"if it is the same measure, add `companions: [{first.id}]`"
                yield Complaint(entry, Problem("B607", message, ("title",), hint))


def _numbers(library: Library) -> Iterator[Complaint]:
    issues = [e for e in library.family("issue") if isinstance(e.object, Issue)]
    issues.sort(key=lambda entry: (entry.object.number, entry.id))
    for before, entry in pairwise(issues):
        number, last = entry.object.number, before.object.number
        if number == last:
            message = f"issue {number} is also `{before.id}`"
            yield Complaint(
                entry, Problem("B614", message, ("number",), "give each its own number")
            )
        elif number > last + 1:
            message = f"issue {number} follows issue {last}"
            hint = "readers take a gap for a lost issue"
            yield Complaint(entry, Problem("B613", message, ("number",), hint))
