"""Which document a PDF is: issue, edition, briefing and build, as keywords of its metadata.

The build id names what a document says. It stands in for nothing else: whether the bytes are
those that were published is for `brief verify` to find from the record.
"""

import hashlib
import re
from dataclasses import dataclass

from markupsafe import Markup

# The place of the build id in print HTML while its digest is taken. What an author writes is
# escaped, so no text of theirs can hold it.
PLACE = Markup("<!-- build -->")

# Hex digits of a build id: 48 bits, short enough to read out.
DIGITS = 12

_WORDS = re.compile(
    r"issue:(?P<issue>[\w-]+), edition:(?P<edition>[\w-]+), "
    r"briefing:(?P<briefing>[\w-]+), build:(?P<build>[0-9a-f]{12})"
)


@dataclass(frozen=True, slots=True, order=True)
class Imprint:
    """A document as it names itself."""

    issue: str
    edition: str
    briefing: str
    build: str

    @property
    def keywords(self) -> str:
        """The imprint as keywords of a document: pairs of name and value."""
        return (
            f"issue:{self.issue}, edition:{self.edition}, "
            f"briefing:{self.briefing}, build:{self.build}"
        )


def open_keywords(issue: str, edition: str, briefing: str) -> Markup:
    """Return keywords for a template, with a place for the build id."""
    bare = Imprint(issue, edition, briefing, "")
    return Markup.escape(bare.keywords) + PLACE


def sealed(html: str) -> tuple[str, str]:
    """Return print HTML with its build id in every place for it, and that id.

    The id is the beginning of the SHA-256 of the HTML with the places still open. So it changes
    with every word that the document shows, and with nothing that it does not.
    """
    build = hashlib.sha256(html.encode()).hexdigest()[:DIGITS]
    return html.replace(str(PLACE), build), build


def read_keywords(text: str) -> Imprint | None:
    """Return the imprint that keywords hold, or nothing where they are another's."""
    found = _WORDS.fullmatch(text.strip())
    return Imprint(**found.groupdict()) if found else None
