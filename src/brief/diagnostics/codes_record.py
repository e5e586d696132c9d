"""Codes of the record of what was published."""

from brief.diagnostics.code import Code

CODES = (
    Code(
        "B620",
        "a published question changed",
        fixed=True,
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B621",
        "a published update changed",
        fixed=True,
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B622",
        "a backdated update",
        fixed=True,
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B623",
        "a published forecast removed",
        fixed=True,
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B624",
        "a published text changed without a correction",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B625",
        "a published address vanished",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B626",
        "a damaged record",
        reason="",
        wrong="",
        right="",
    ),
)
