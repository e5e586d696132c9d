"""Codes of Markdown text."""

from brief.diagnostics.code import Code

CODES = (
    Code(
        "B030",
        "an undefined footnote",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B031",
        "a footnote that is never called",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B032",
        "a footnote defined twice",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B034",
        "an undefined link label",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B035",
        "a page without a head",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B036",
        "Markdown nested too deeply",
        reason="",
        wrong="",
        right="",
    ),
)
