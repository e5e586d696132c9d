"""Sentences that say what a figure shows: counts in words, stages as claims."""

from collections.abc import Iterable, Sequence

from brief.kinds.policy import Policy
from brief.library.model import Entry
from brief.schema.stages import LABELS, Stage

_SMALL = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)

# How one and several measures are said to stand at a stage.
_CLAIMS: dict[Stage, tuple[str, str]] = {
    "hypothetical": ("is named as possible", "are named as possible"),
    "anticipated": ("is expected", "are expected"),
    "signalled": ("is signalled", "are signalled"),
    "pre-rule": ("is at the pre-rule stage", "are at the pre-rule stage"),
    "proposed": ("is proposed", "are proposed"),
    "in-committee-or-comment": (
        "stands in committee or comment",
        "stand in committee or comment",
    ),
    "passed-one-chamber": ("has passed one chamber", "have passed one chamber"),
    "passed-final-text": ("has passed in its final text", "have passed in their final texts"),
    "adopted": ("has been adopted", "have been adopted"),
    "in-force": ("is in force", "are in force"),
    "enforced": ("is enforced", "are enforced"),
    "failed": ("has failed", "have failed"),
    "vetoed": ("was vetoed", "were vetoed"),
    "withdrawn": ("was withdrawn", "were withdrawn"),
    "lapsed": ("has lapsed", "have lapsed"),
    "enjoined": ("is enjoined", "are enjoined"),
    "repealed": ("was repealed", "were repealed"),
    "superseded": ("was superseded", "were superseded"),
}
_LAW = ("has become law", "have become law")
_LEGISLATION = ("bill", "statute", "joint-resolution", "state-law")


def number(count: int) -> str:
    """Return a count in words up to twelve, beyond it in figures."""
    return _SMALL[count] if count < len(_SMALL) else f"{count:,}"


def sentence(text: str) -> str:
    """Return a text with a capital at its start and a full stop at its end."""
    return f"{text[:1].upper()}{text[1:]}."


def listed(parts: Sequence[str], *, separator: str = ", ") -> str:
    """Join parts as prose does: "a, b and c"."""
    if len(parts) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(parts)
    return f"{separator.join(parts[:-1])} and {parts[-1]}"


def standing(stage: Stage | None, entries: Iterable[Entry]) -> str:
    """Say where some measures of one stage stand: "have passed one chamber"."""
    found = tuple(entries)
    if stage is None:
        return "stands at no known stage" if len(found) == 1 else "stand at no known stage"
    claims = _CLAIMS[stage]
    policies = [entry.object for entry in found if isinstance(entry.object, Policy)]
    if stage == "adopted" and all(each.instrument in _LEGISLATION for each in policies):
        claims = _LAW
    return claims[0] if len(found) == 1 else claims[1]


def label(stage: Stage) -> str:
    """Return a stage as a figure names it: "In committee or comment"."""
    return LABELS[stage][:1].upper() + LABELS[stage][1:]
