"""What a finished PDF says of itself: its imprint, and whose personal copy it is."""

import contextlib
import io
from collections.abc import Iterator

import pikepdf

from brief.app.verify import Marks
from brief.diagnostics.world import BriefError
from brief.outputs.imprint import read_keywords

# Names of our own in the document information: PDF lets each producer add some.
# Source: ISO 32000-1, 14.3.3.
NAME = "/BriefCopyFor"
SERIAL = "/BriefCopySerial"
BASE = "/BriefCopyOf"


def read_marks(pdf: bytes) -> Marks:
    """Return what a PDF says of itself.

    Raises:
        BriefError: It is no PDF that can be read.
    """
    with opened(pdf) as document:
        return marks_in(document)


@contextlib.contextmanager
def opened(pdf: bytes) -> Iterator[pikepdf.Pdf]:
    """Open a PDF in memory.

    Raises:
        BriefError: It is no PDF that can be read.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            yield document
    except pikepdf.PdfError as error:
        hint = "give the file as it came; it may be locked, or have been cut short"
        raise BriefError("this is no PDF that can be read", hint) from error


def marks_in(document: pikepdf.Pdf) -> Marks:
    """Return what an open PDF says of itself."""
    found = {str(name): str(value) for name, value in document.docinfo.items()}
    return Marks(
        imprint=read_keywords(found.get("/Keywords", "")),
        name=found.get(NAME),
        serial=found.get(SERIAL),
        base=found.get(BASE),
    )
