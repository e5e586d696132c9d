"""Write a rendered document as tagged PDF, by our own structure and not by the renderer's.

WeasyPrint's own tagger writes an element for each line and page, knows no notes, and reads
decoration aloud. For the time of one document it is replaced here; another version of
WeasyPrint is refused and never half-replaced.
"""

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pydyf
import weasyprint
from weasyprint import pdf as renderer
from weasyprint.formatting_structure import boxes
from weasyprint.pdf.stream import Stream

from brief.adapters.pdf.conform import conform
from brief.adapters.pdf.nodes import Annotation, Node, Piece
from brief.adapters.pdf.structure import Structure, grow
from brief.diagnostics.world import BriefError

_SOFT_HYPHEN = "\u00ad"


def write_tagged(document: Any, **options: Any) -> bytes:
    """Return the PDF of a rendered document, with the options it was rendered with.

    Raises:
        BriefError: The renderer is not the one that we know.
    """
    _require_contract()
    structure = grow(document)
    stock = renderer.add_tags, Stream.marked

    def marked(stream: Any, box: Any, tag: str) -> Any:
        return _marked(structure, stream, box, tag)

    def add_tags(pdf: Any, document: Any, _version: Any, page_streams: Any) -> None:
        del document
        for stream in page_streams:
            stream._tags.clear()  # noqa: SLF001
        conform(structure.root)
        _Writer(pdf, structure).write()

    renderer.add_tags, Stream.marked = add_tags, contextmanager(marked)
    try:
        return bytes(document.write_pdf(None, **options))
    finally:
        renderer.add_tags, Stream.marked = stock


@cache
def _require_contract() -> None:
    """Make sure that what is replaced is what we know.

    Source: the package weasyprint 70.0, read for this purpose.
    """
    known = {
        renderer.add_tags: ["pdf", "document", "pdf_version", "page_streams"],
        Stream.marked: ["self", "box", "tag"],
    }
    for function, names in known.items():
        if list(inspect.signature(function).parameters) != names:
            raise BriefError(
                f"WeasyPrint {weasyprint.__version__} writes tags in a way that is not known",
                "`make site` in the repository says how to install the one that is",
            )


def _marked(structure: Structure, stream: Any, box: Any, tag: str) -> Iterator[None]:
    """Paint a box as a numbered piece of its node, or as decoration."""
    # A box without an entry is a mistake of ours: what is painted must be read.
    piece = structure.pieces[box]
    if piece is None:
        pydyf.Stream.begin_marked_content(stream, "Artifact")
    else:
        piece.number = len(stream._tags)  # noqa: SLF001
        stream._tags[box] = piece  # noqa: SLF001
        properties = pydyf.Dictionary({"MCID": piece.number})
        if isinstance(box, boxes.TextBox):
            hyphen = _SOFT_HYPHEN + box.style["hyphenate_character"]
            if box.text.endswith(hyphen):
                whole = box.text[: -len(hyphen)] + _SOFT_HYPHEN
                properties["ActualText"] = pydyf.String(whole)
        pydyf.Stream.begin_marked_content(stream, tag, properties)
    try:
        yield
    finally:
        pydyf.Stream.end_marked_content(stream)


class _Writer:
    """Turns nodes into the objects of one PDF."""

    def __init__(self, pdf: Any, structure: Structure) -> None:
        self._pdf = pdf
        self._structure = structure
        self._marks: list[dict[int, Any]] = [{} for _ in pdf.page_references]
        self._annotations: list[Any] = []
        self._names: dict[str, Any] = {}

    def write(self) -> None:
        """Add the structure, what points back to it, and what the catalogue says of both.

        Source: ISO 32000-1, 14.7.
        """
        root = self._object({"Type": "/StructTreeRoot"})
        root["K"] = pydyf.Array([self._element(self._structure.root, root).reference])
        numbers = pydyf.Array()
        for page, marks in enumerate(self._marks):
            numbers += [page, pydyf.Array(marks[number] for number in range(len(marks)))]
        for key, reference in enumerate(self._annotations, start=len(self._marks)):
            numbers += [key, reference]
        root["ParentTree"] = self._object({"Nums": numbers}).reference
        root["ParentTreeNextKey"] = len(self._marks) + len(self._annotations)
        if self._names:
            root["IDTree"] = self._object({"Names": self._sorted_names()}).reference
        catalogue = self._pdf.catalog
        catalogue["StructTreeRoot"] = root.reference
        catalogue["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
        catalogue["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})

    def _sorted_names(self) -> Any:
        names = pydyf.Array()
        for name in sorted(self._names):
            names += [pydyf.String(name), self._names[name]]
        return names

    def _object(self, content: dict[str, Any]) -> Any:
        added = pydyf.Dictionary(content)
        self._pdf.add_object(added)
        return added

    def _element(self, node: Node, parent: Any) -> Any:
        """Add the element of a node and all below it."""
        element = self._object(
            {"Type": "/StructElem", "S": f"/{node.role}", "P": parent.reference}
        )
        page = next((kid.page for kid in node.kids if not isinstance(kid, Node)), None)
        if page is not None:
            element["Pg"] = self._pdf.page_references[page]
        element |= _texts(node)
        attributes = _attributes(node)
        if attributes:
            element["A"] = attributes
        if node.identifier:
            self._names[node.identifier] = element.reference
        kids = pydyf.Array()
        for kid in node.kids:
            if isinstance(kid, Node):
                kids.append(self._element(kid, element).reference)
            elif isinstance(kid, Annotation):
                kids.append(self._area(kid, node, element))
            else:
                kids.append(self._content(kid, page, element))
        if kids:
            element["K"] = kids
        return element

    def _content(self, piece: Piece, page: int | None, element: Any) -> Any:
        assert piece.number is not None  # what is not painted was pruned
        self._marks[piece.page][piece.number] = element.reference
        if piece.page == page:
            return piece.number
        reference = self._pdf.page_references[piece.page]
        return pydyf.Dictionary({"Type": "/MCR", "Pg": reference, "MCID": piece.number})

    def _area(self, annotation: Annotation, node: Node, element: Any) -> Any:
        area = annotation.box.link_annotation
        area["StructParent"] = len(self._marks) + len(self._annotations)
        area["Contents"] = pydyf.String(node.contents or "")
        self._annotations.append(element.reference)
        page = self._pdf.page_references[annotation.page]
        return pydyf.Dictionary({"Type": "/OBJR", "Obj": area.reference, "Pg": page})


def _texts(node: Node) -> dict[str, Any]:
    said = {
        "Lang": node.language,
        "Alt": node.alternative,
        "ActualText": node.actual_text,
        "E": node.expansion,
        "ID": node.identifier,
    }
    return {key: pydyf.String(text) for key, text in said.items() if text is not None}


def _attributes(node: Node) -> Any:
    """Return what an owner of attributes says of a node, or nothing.

    Source: ISO 32000-1, 14.8.5.
    """
    if node.numbering is not None:
        return pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{node.numbering}"})
    if node.bounds is not None:
        return pydyf.Dictionary({"O": "/Layout", "BBox": pydyf.Array(node.bounds)})
    table: dict[str, Any] = {}
    if node.scope is not None:
        table["Scope"] = f"/{node.scope}"
    if node.headers:
        table["Headers"] = pydyf.Array(pydyf.String(name) for name in node.headers)
    if node.columns != 1:
        table["ColSpan"] = node.columns
    if node.rows != 1:
        table["RowSpan"] = node.rows
    return pydyf.Dictionary({"O": "/Table"} | table) if table else None
