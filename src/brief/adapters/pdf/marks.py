"""What a finished PDF says of itself: its imprint, and whose personal copy it is."""

import io

import pikepdf

from brief.app.ports import BriefError
from brief.app.verify import Marks
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
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            information = document.docinfo
            found = {str(name): str(value) for name, value in information.items()}
    except (pikepdf.PdfError, ValueError, TypeError) as error:
        hint = "give the file as it came; a copy may have been cut short"
        raise BriefError("this is no PDF that can be read", hint) from error
    return Marks(
        imprint=read_keywords(found.get("/Keywords", "")),
        name=found.get(NAME),
        serial=found.get(SERIAL),
        base=found.get(BASE),
    )
