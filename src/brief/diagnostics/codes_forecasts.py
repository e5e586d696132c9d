"""Codes of forecasts, base rates and prose."""

from brief.diagnostics.code import Code
from brief.diagnostics.model import Severity

CODES = (
    Code(
        "B130",
        "a question without a question mark",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B131",
        "closes before it opens",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B132",
        "resolves before it closes",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B133",
        "two updates on one day",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B134",
        "an update outside the life of the question",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B135",
        "no reference class",
        severity=Severity.WARN,
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B136",
        "a rate that cannot be",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B137",
        "a yes without its day",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B138",
        "a yes after the close",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B139",
        "a comma splits prose",
        severity=Severity.WARN,
        reason="",
        wrong="",
        right="",
    ),
)
