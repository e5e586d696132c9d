"""Check a finished PDF: what it claims, what it shows, what it leads to, and how it is read.

It knows nothing of how the PDF was made. It is no proof of conformance: veraPDF in the tests is
nearer to one. It finds what a changed template or style breaks, in every build.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from typing import Any

import pikepdf

from brief.adapters.pdf.reading import Reading, read_structure

_SCHEMES = ("https:", "http:", "mailto:")
_PAINTING = (
    "Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "BI",
)  # fmt: skip
_MARKING = ("BMC", "BDC", "EMC")
# Enough to see what sort of thing is wrong; all of them would be a page of the same line.
_MOST = 8


@dataclass(frozen=True, slots=True)
class Expected:
    """What the HTML says of itself, and so must the PDF."""

    title: str
    language: str
    created: str
    """The instant of the issue, as XMP writes it."""
    base: str
    """The address that stands for our own files; it must not be in the PDF."""


def find_faults(content: bytes, expected: Expected) -> tuple[str, ...]:
    """Return what is wrong with a PDF, each fault once, the first ones of many.

    Source: ISO 14289-1 and ISO 19005-3, as far as they can be checked by counting.
    """
    with pikepdf.open(BytesIO(content)) as pdf:
        if "/StructTreeRoot" not in pdf.Root:
            return ("it has no structure",)
        reading = read_structure(pdf)
        faults = chain(
            _catalogue(pdf, expected),
            _claims(pdf, expected),
            reading.faults,
            _outline(pdf, reading),
            _content(pdf),
            _links(pdf, reading, expected),
            _fonts(pdf),
            _files(pdf),
        )
        return tuple(dict.fromkeys(faults))[:_MOST]


def _catalogue(pdf: pikepdf.Pdf, expected: Expected) -> Iterator[str]:
    root: Any = pdf.Root
    if str(root.get("/Lang", "")) != expected.language:
        yield f"its language is not `{expected.language}`"
    if not _flag(root, "/MarkInfo", "/Marked"):
        yield "it does not say that it is tagged"
    if not _flag(root, "/ViewerPreferences", "/DisplayDocTitle"):
        yield "readers would show the name of the file in place of the title"
    if "/OutputIntents" not in root:
        yield "its colours have no output intent"
    if "/ID" not in pdf.trailer:
        yield "it has no identifier"
    if pdf.is_encrypted:
        yield "it is encrypted"
    for name in ("/AA", "/OpenAction", "/AcroForm"):
        if name in root:
            yield f"its catalogue holds `{name}`"


def _flag(root: Any, holder: str, name: str) -> bool:
    return holder in root and bool(root[holder].get(name, False))


def _claims(pdf: pikepdf.Pdf, expected: Expected) -> Iterator[str]:
    with pdf.open_metadata(update_docinfo=False) as said:
        claims = {
            "pdfaid:part": "3",
            "pdfaid:conformance": "A",
            "pdfuaid:part": "1",
            "dc:title": expected.title,
            "xmp:CreateDate": expected.created,
            "xmp:ModifyDate": expected.created,
        }
        for name, value in claims.items():
            if said.get(_full(name)) != value:
                yield f"its metadata say `{said.get(_full(name))}` for {name}, not `{value}`"


def _full(name: str) -> str:
    spaces = {
        "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
        "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "xmp": "http://ns.adobe.com/xap/1.0/",
    }
    prefix, _, local = name.partition(":")
    return f"{{{spaces[prefix]}}}{local}"


def _outline(pdf: pikepdf.Pdf, reading: Reading) -> Iterator[str]:
    """Compare the bookmarks with the headings."""
    first = pdf.Root.Outlines.get("/First") if "/Outlines" in pdf.Root else None
    if list(_depths(first, 1)) != reading.headings:
        yield "its bookmarks are not its headings"


def _depths(entry: Any, depth: int) -> Iterator[int]:
    while entry is not None:
        yield depth
        yield from _depths(entry.get("/First"), depth + 1)
        entry = entry.get("/Next")


def _content(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Look for what is painted and neither read nor marked as decoration."""
    operators = " ".join(_PAINTING + _MARKING)
    for number, page in enumerate(pdf.pages, start=1):
        if page.obj.get("/Tabs") != "/S" or page.obj.get("/StructParents") != number - 1:
            yield f"page {number} is not tied to the structure"
        within: list[str] = []
        for instruction in pikepdf.parse_content_stream(page, operators):
            sign = str(instruction.operator)
            if sign == "EMC":
                within.pop()
            elif sign in _MARKING:
                within.append(str(instruction.operands[0]))
                if len(within) > 1 and "/Artifact" in within:
                    yield f"page {number} mixes text and decoration"
            elif not within:
                yield f"page {number} shows what is neither text nor decoration"


def _links(pdf: pikepdf.Pdf, reading: Reading, expected: Expected) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, start=1):
        for area in page.obj.get("/Annots", ()):
            if not str(area.get("/Contents", "")).strip():
                yield f"a link on page {number} does not say where it leads"
            if reading.parents.get(int(area.get("/StructParent", -1))) != "/Link":
                yield f"a link on page {number} has no place in the structure"
            action = area.get("/A")
            if action is None:
                continue
            address = str(action.get("/URI", ""))
            if action.S != "/URI" or not address.startswith(_SCHEMES):
                yield f"a link on page {number} does more than lead to an address"
            if address.startswith(expected.base):
                yield f"a link on page {number} leads to `{address}`, which is nowhere"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    # All pages share one dictionary of resources.
    resources: Any = pdf.pages[0].obj.get("/Resources", {})
    for font in resources.get("/Font", {}).values():
        name = str(font.get("/BaseFont", "")).partition("+")[2]
        inner = font.get("/DescendantFonts", [font])[0]
        described: Any = inner.get("/FontDescriptor", {})
        if not any(f"/FontFile{suffix}" in described for suffix in ("", "2", "3")):
            yield f"the font {name} is not in it"
        if "/ToUnicode" not in font:
            yield f"the font {name} does not say which characters it shows"
    for image in resources.get("/XObject", {}).values():
        if bool(image.get("/Interpolate", False)):
            yield "an image is smoothed, which PDF/A forbids"


def _files(pdf: pikepdf.Pdf) -> Iterator[str]:
    counts = Counter(file.objgen for file in pdf.Root.get("/AF", ()))
    for file in pdf.Root.get("/AF", ()):
        if "/AFRelationship" not in file or counts[file.objgen] > 1:
            yield f"the attachment {file.get('/UF', '')} is not tied to it once"
