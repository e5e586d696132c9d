"""Files that a PDF carries: declared ones alone, dated by the issue, each associated once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from weasyprint import Attachment

# Before each name: the content, and the description.
CONTENT, DESCRIPTION = "attachment ", "attached-as "


def attached(ingredients: Mapping[str, bytes], at: datetime, fetcher: Any) -> list[Attachment]:
    """Return the attachments that a step declares, in order of name.

    `at` stands in for the clock, which WeasyPrint would ask.
    """
    names = sorted(name for name in ingredients if name.startswith(CONTENT))
    return [
        Attachment(
            string=ingredients[name],
            name=name.removeprefix(CONTENT),
            description=ingredients[DESCRIPTION + name.removeprefix(CONTENT)].decode(),
            relationship="Data",
            created=at,
            modified=at,
            url_fetcher=fetcher,
        )
        for name in names
    ]


def associate_once(_document: Any, pdf: Any) -> None:
    """Drop the second entry that WeasyPrint 70 gives each attachment among associated files."""
    files = pdf.catalog.get("AF")
    if files is not None:
        pdf.catalog["AF"] = type(files)(dict.fromkeys(files))
