"""What no public name of WeasyPrint offers: two standards in a file, lines broken well, boxes.

Everything private is touched here and nowhere else; another version of WeasyPrint is refused.
"""

import inspect
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NoReturn

import weasyprint
from weasyprint import HTML
from weasyprint.layout import block, inline
from weasyprint.text import ffi, line_break

from brief.diagnostics.world import BriefError

MAJOR = "70."

# PDF/A-1 to 3 want a schema for whatever names their own do not hold.
# Source: ISO 14289-1, 5; PDF/A TechNote 0008, predefined XMP properties; tried with veraPDF.
_UA = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>\
<rdf:li rdf:parseType="Resource">\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\
</rdf:Description>
"""


def prepare_renderer() -> None:
    """Make sure that the renderer is the one we know, and break its lines well.

    Raises:
        BriefError: It is another version, or lacks the subsetter of fonts.
    """
    if not weasyprint.__version__.startswith(MAJOR):
        _refuse(f"WeasyPrint {weasyprint.__version__} is here, and {MAJOR}x is needed")
    if ffi.harfbuzz_subset is None:
        _refuse("PDFs need the library harfbuzz-subset, which is not here")
    if inline.split_first_line is line_break.split_first_line:
        inline.split_first_line = _split_first_line
    _keep_footnotes()


# Where a paragraph cannot end a page, stock code sends away footnotes of that page, one by one,
# to make room for another line of it. So a note leaves its call. Without this the paragraph
# goes to the next page, as it would on a page without notes.
_SENDS_AWAY = "report = not context.in_column and can_break_now and not could_break_before"


@cache
def _keep_footnotes() -> None:
    """Let no footnote be sent to another page than that of its call."""
    source = inspect.getsource(block._linebox_layout)  # noqa: SLF001 - the home of such names
    if source.count(_SENDS_AWAY) != 1:
        here = f"WeasyPrint {weasyprint.__version__}"
        _refuse(f"{here} sets footnotes in a way that is not known")
    kept = source.replace(_SENDS_AWAY, "report = False")
    exec(compile(kept, block.__file__, "exec"), vars(block))  # noqa: S102 - its own source


def _refuse(message: str) -> NoReturn:
    raise BriefError(message, "`make site` in the repository says how to install it")


def declare_accessible(document: Any) -> None:
    """Let the metadata of a rendered document claim PDF/UA-1 beside PDF/A."""
    stock = document.metadata.generate_rdf_metadata

    def both(variant: str, version: str, conformance: str) -> bytes:
        written: bytes = stock(variant, version, conformance)
        end = written.rindex(b"</rdf:RDF>")
        return written[:end] + _UA + written[end:]

    document.metadata.generate_rdf_metadata = both


class Parsed:
    """The tree of an HTML document, which may be changed before it is rendered."""

    def __init__(self, html: str, base: str, fetcher: Any) -> None:
        self._html = HTML(string=html, base_url=base, url_fetcher=fetcher)
        self.root: Any = self._html.etree_element

    def render(self, options: Mapping[str, Any]) -> Any:
        """Lay the document out, with options of WeasyPrint's `HTML.render`."""
        # Made of the tree as it was parsed.
        made = type(self._html.wrapper_element)
        self._html.wrapper_element = made.from_html_root(self.root, content_language=None)
        return self._html.render(**options)


def boxes_of(page: Any) -> Iterator[Any]:
    """Yield every box of a page, from the outermost inwards."""
    found: Iterator[Any] = page._page_box.descendants()  # noqa: SLF001 - the home of such names
    return found


def part_of(document: Any, box: Any) -> str:
    """Name the note that a box is in, as ` in `id``, or nothing where it is in none."""
    root = document._html.etree_element  # noqa: SLF001 - the home of such names
    above = {child: parent for parent in root.iter() for child in parent}
    element = box.element
    while element is not None and not (element.tag == "article" and element.get("id")):
        element = above.get(element)
    return f" in `{element.get('id')}`" if element is not None else ""


_stock_split = line_break.split_first_line


def _split_first_line(
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    justification_spacing: float,
    **options: Any,
) -> Any:
    """Break a text as WeasyPrint does, but keep what fits without its trailing space.

    Stock code measures that space, finds the line too long, and then breaks after the first
    word (seen wherever a link or emphasis follows a text that just fills the line).
    """
    line = _stock_split(text, style, context, max_width, justification_spacing, **options)
    bare = text.rstrip(" ")
    if max_width is None or line[2] is None or bare == text or not bare:
        return line
    if style["white_space"] not in ("normal", "pre-line"):
        return line
    fits = _stock_split(bare, style, context, max_width, justification_spacing, **options)
    if fits[2] is not None:
        return line
    # A space is never wider than the font is high.
    room = max_width + style["font_size"]
    return _stock_split(text, style, context, room, justification_spacing, **options)
