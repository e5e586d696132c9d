"""What the editions cannot show: objects in none of them, and bottom lines that fall away."""

from collections.abc import Iterator, Mapping
from datetime import date

from brief.diagnostics.model import Problem
from brief.kinds.issue import Issue
from brief.library.markings import misfit
from brief.library.model import Complaint, Entry, Library
from brief.schema.base import TLP_ORDER
from brief.schema.refs import FAMILIES
from brief.schema.settings import Settings


def visibility(
    library: Library, settings: Settings, narrowed: Mapping[str, Library], day: date
) -> Iterator[Complaint]:
    """Yield what is written for nobody."""
    for entry in library.entries.values():
        if entry.object is None or entry.family not in ("note", "issue", "scenario"):
            continue
        if misfit(entry, settings):
            continue  # it names what the project does not have, and that is said already
        if entry.object.status != "ready" or _is_waiting(entry, day):
            continue
        if not any(entry.key in shown.entries for shown in narrowed.values()):
            message = f"no edition shows this {entry.family}"
            why = "its `tier`, `tlp` and `audiences` together fit no edition"
            at = next(((n,) for n in ("audiences", "tlp", "tier") if _says(entry, n)), ())
            if entry.object.tlp == TLP_ORDER[-1]:
                why, at = "RED is for individual recipients and is never built", ("tlp",)
            hint = f"{why}; what is meant to stay hidden has `status: withheld`"
            yield Complaint(entry, Problem("B612", message, at, hint))
    for entry in library.family("issue"):
        if isinstance(entry.object, Issue):
            yield from _bottom_lines(entry, library, narrowed)


def _says(entry: Entry, name: str) -> bool:
    return name in entry.object.model_fields_set and entry.object.__dict__[name] is not None


def _is_waiting(entry: Entry, day: date) -> bool:
    """Tell whether an object will show one day, or showed once: its gates are no mistake."""
    value = entry.object
    later = value.date is not None and value.date > day
    return later or bool(value.embargoed_until or value.expires)


def _bottom_lines(
    entry: Entry, library: Library, narrowed: Mapping[str, Library]
) -> Iterator[Complaint]:
    issue: Issue = entry.object
    for number, line in enumerate(issue.bottom_line):
        for position, ref in enumerate(line.basis):
            name = ref.partition("#")[0]
            found = [e for family in FAMILIES if (e := library.get(family, name))]
            if not found or any(each.object is None for each in found):
                continue  # it is broken or not there, which is reported elsewhere
            hiding = [
                edition
                for edition, shown in narrowed.items()
                if entry.key in shown.entries
                and not any((family, name) in shown.entries for family in FAMILIES)
            ]
            if hiding:
                listed = ", ".join(f"`{each}`" for each in hiding)
                at = ("bottom_line", number, "basis", position)
                message = f"`{name}` is hidden in {listed}: this sentence falls away there"
                hint = "that may be meant; then write another sentence for those readers"
                yield Complaint(entry, Problem("B611", message, at, hint))
