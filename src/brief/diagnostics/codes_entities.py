"""Codes of entities, classes, scenarios and issues."""

from brief.diagnostics.code import Code
from brief.diagnostics.model import Severity

CODES = (
    Code(
        "B180",
        "an edge without one type",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B181",
        "an edge to itself",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B182",
        "a relation that is no derivation",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B183",
        "weights of what is no model",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B185",
        "a condition that says nothing or too much",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B186",
        "no such attribute",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B187",
        "a value that no entity can have",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B190",
        "a scenario that cannot be checked",
        severity=Severity.WARN,
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B191",
        "an indicator never checked",
        severity=Severity.WARN,
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B195",
        "a bottom line without a basis",
        severity=Severity.WARN,
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B196",
        "a section without one source of notes",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B197",
        "a note twice in an issue",
        reason="",
        wrong="",
        right="",
    ),
)
