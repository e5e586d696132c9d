"""Codes of templates, links and assets."""

from brief.diagnostics.code import Code
from brief.diagnostics.model import Severity

CODES = (
    Code(
        "B301",
        "a template that cannot be read",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B302",
        "a template that is missing",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B303",
        "an unknown filter or test",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B304",
        "an unknown name in a template",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B305",
        "a template that failed",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B401",
        "a link with a scheme that is not allowed",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B405",
        "an image without a text alternative",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B402",
        "an image that is not there",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B403",
        "a path that leads out of the project",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B404",
        "an image on another host",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B410",
        "a file that is not read",
        severity=Severity.WARN,
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B411",
        "a link of the file system that leads out of the project",
        reason="",
        wrong="",
        right="",
    ),
    Code(
        "B412",
        "two pages with one address",
        reason="",
        wrong="",
        right="",
    ),
)
