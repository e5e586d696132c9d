"""Codes of all objects together."""

from brief.diagnostics.code import Code

CODES = (
    Code(
        "B201",
        "an id used twice",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B202",
        "no such family",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B203",
        "an unknown reference",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B204",
        "a former id that is taken",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B205",
        "a name with two owners",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B206",
        "an ambiguous reference",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B207",
        "no such claim",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B209",
        "no such edition",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B210",
        "sources that republish each other",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B211",
        "a text that mentions what its readers may not see",
        fixed=True,
        reason="",
        wrong="",
        right="",
    ),
)
