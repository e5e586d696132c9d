"""Grow the structure of a rendered document: one node for each element, on however many pages.

The boxes of a page are walked in the order of the text. Boxes of the same element meet in the
same node, so nothing splits at a line or a page. What is decoration gets no node: margin boxes,
leaders, repeated heads of tables, and what the HTML hides from those who listen.
"""

from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from brief.adapters.pdf import roles
from brief.adapters.pdf.nodes import Annotation, Node, Piece

# CSS pixels to points.
POINTS = 0.75


@dataclass(slots=True)
class Structure:
    """What a document says, and where on its pages it says it."""

    root: Node = field(default_factory=lambda: Node("Document"))
    pieces: dict[Any, Piece | None] = field(default_factory=dict)
    """Each box of text or image and its piece; None is decoration."""
    nodes: dict[tuple[Any, str], Node] = field(default_factory=dict)
    heads: dict[Any, int] = field(default_factory=dict)
    """The page on which the head or the foot of a table is read."""
    notes: int = 0
    language: str = ""


def grow(document: Any) -> Structure:
    """Return the structure of a rendered document, and prepare its links.

    Each link keeps one area for each of its lines; footnotes and their calls are linked both
    ways. Both change the pages of the document.
    """
    structure = Structure(language=document.metadata.lang or "")
    for number, page in enumerate(document.pages):
        walk = _Walk(structure, number, page)
        walk.down(page._page_box, structure.root, hidden=False, linked=False)  # noqa: SLF001
        page.links[:] = [link for link in page.links if link[3] in walk.linked] + walk.added
    return structure


class _Walk:
    """The way through one page."""

    def __init__(self, structure: Structure, number: int, page: Any) -> None:
        self._structure = structure
        self._number = number
        self._page = page
        self.linked: set[Any] = set()
        self.added: list[Any] = []

    def down(self, box: Any, node: Node, *, hidden: bool, linked: bool) -> None:
        """Walk a box and what is in it; `node` is the node of what it stands in."""
        placed, box = box, box._box if isinstance(box, AbsolutePlaceholder) else box  # noqa: SLF001
        hidden = hidden or isinstance(box, boxes.MarginBox) or box.is_leader
        if box.element is not None and not hidden:
            hidden = roles.is_hidden(box.element) or self._is_repeated(box)
            if not hidden:
                node = self._node(box, node)
                linked = self._link(placed, box, node, linked=linked)
        if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
            self._place(box, node, hidden=hidden)
            return
        for child in box.children:
            self.down(child, node, hidden=hidden, linked=linked)

    def _is_repeated(self, box: Any) -> bool:
        """Say whether a head or a foot was read on an earlier page."""
        if not isinstance(box, boxes.TableRowGroupBox) or not (box.is_header or box.is_footer):
            return False
        return self._structure.heads.setdefault(box.element, self._number) != self._number

    def _place(self, box: Any, node: Node, *, hidden: bool) -> None:
        """Give a box of text or image its place in the structure."""
        if isinstance(box, boxes.TextBox):
            # Of spaces no glyph is drawn, only, at most, a line below them.
            shown = bool(box.text.strip(" \t\n\r\f\u00a0\u200b"))
        else:
            shown = node.role == "Figure"
            if shown and not hidden:
                node.bounds = self._bounds(box)
        if hidden or not shown:
            self._structure.pieces[box] = None
            return
        piece = Piece(self._number)
        self._structure.pieces[box] = piece
        node.body.kids.append(piece)

    def _bounds(self, box: Any) -> tuple[float, float, float, float]:
        left, top = box.content_box_x(), box.content_box_y()
        height = self._page.height
        bottom, right = height - top - box.height, left + box.width
        return left * POINTS, bottom * POINTS, right * POINTS, (height - top) * POINTS

    def _link(self, placed: Any, box: Any, node: Node, *, linked: bool) -> bool:
        """Keep the area of a link, and drop those that its parts inherit."""
        if not (box.link or linked) or isinstance(box, boxes.TextBox | boxes.LineBox):
            return linked
        if not linked or not box.is_in_normal_flow():
            link = node.nearest("Link")
            if link is not None:
                self.linked |= {placed, box}
                link.kids.append(Annotation(self._number, placed))
        return True

    def _node(self, box: Any, above: Node) -> Node:
        """Return the node of a box's element or pseudo-element; the first box makes it."""
        pseudo = box.element_tag.rpartition("::")[2] if "::" in box.element_tag else ""
        if pseudo not in ("marker", "footnote-call", "footnote-marker"):
            pseudo = ""
        key = (box.element, pseudo)
        found = self._structure.nodes.get(key)
        if found is None:
            if pseudo == "marker":
                found = self._marker(box, above)
            elif pseudo == "footnote-call":
                found = self._call(box, above)
            elif pseudo == "footnote-marker":
                found = self._note_marker(box, above)
            else:
                found = self._element(box, above)
            self._structure.nodes[key] = found
        return found

    def _marker(self, box: Any, above: Node) -> Node:
        item = self._structure.nodes.get((box.element, ""), above)
        if item.role not in ("LI", "TOCI"):
            return item
        marker = Node("Lbl", item, element=box.element)
        item.kids.insert(0, marker)
        return marker

    def _call(self, box: Any, above: Node) -> Node:
        """Make the call of a footnote, and directly after it the node of the footnote."""
        self._structure.notes += 1
        number = self._structure.notes
        words = roles.words_of(box.element)
        link = above.add("Reference").add("Link", contents=words or "Note")
        note = above.add("Note", identifier=f"note-{number}", element=box.element)
        self._structure.nodes[box.element, ""] = note
        # Names with a space: no identifier of the HTML has one.
        self._connect(box, link, here=f"call {number}", there=f"note {number}")
        return link

    def _note_marker(self, box: Any, above: Node) -> Node:
        note = self._structure.nodes.get((box.element, ""), above)
        number = (note.identifier or "").removeprefix("note-")
        link = note.add("Lbl").add("Link", contents=box.content_text or number)
        self._connect(box, link, here=f"note {number}", there=f"call {number}")
        return link

    def _connect(self, box: Any, link: Node, *, here: str, there: str) -> None:
        left, top, width, height = box.hit_area()
        area = (left, top, left + width, top + height)
        self._page.anchors[here] = area
        self.added.append(("internal", there, area, box))
        link.kids.append(Annotation(self._number, box))

    def _element(self, box: Any, above: Node) -> Node:
        element = box.element
        if element.tag in ("html", "body"):
            return self._structure.root
        role = roles.role_of(element)
        if role in ("Lbl", "LBody"):
            node = _described(above, role, element)
        elif role == "LI":
            node = self._item(above, element)
        elif role == "Link":
            node = _anchor(above, element)
        else:
            node = above.add(role, element=element, is_block=roles.is_block(element))
        self._attributes(node, box)
        return node

    def _item(self, above: Node, element: Any) -> Node:
        if above.nearest("TOC", "L") is not None and above.role == "TOC":
            return above.add("TOCI", element=element)
        item = above.add("LI", element=element)
        item.inner = Node("LBody", item)
        item.kids.append(item.inner)
        if above.element is not None and roles.is_notes(above.element):
            self._structure.notes += 1
            inner = Node("Note", item.inner, identifier=f"note-{self._structure.notes}")
            item.inner.kids.append(inner)
            item.inner.inner = inner
        return item

    def _attributes(self, node: Node, box: Any) -> None:
        element = box.element
        if node.role == "L":
            node.numbering = roles.numbering_of(element)
            if _is_in_contents(node):
                node.role, node.numbering = "TOC", None
            elif box.style["list_style_type"] == "none":
                node.numbering = "None"
        elif node.role == "Figure":
            node.alternative = roles.alternative_of(element)
        elif node.role in ("TD", "TH"):
            node.columns, node.rows = box.colspan, box.rowspan
            if node.role == "TH":
                in_head = node.nearest("THead") is not None
                node.scope = roles.scope_of(element, in_head=in_head)
        elif element.get("role") == "img" and element.get("aria-label"):
            node.role, node.actual_text = "Span", element.get("aria-label")
        elif element.tag == "abbr" and element.get("title"):
            node.role, node.expansion = "Span", element.get("title")
        if element.tag == "pre" and element.find("code") is None:
            node.inner = Node("Code", node)
            node.kids.append(node.inner)
        self._language(node, element)

    def _language(self, node: Node, element: Any) -> None:
        said = element.get("lang")
        if not said:
            return
        over: Node | None = node.parent
        while over is not None and over.language is None:
            over = over.parent
        if said == (self._structure.language if over is None else over.language):
            return
        node.language = said
        if not node.role:
            node.role = "Div" if node.is_block else "Span"


def _described(above: Node, role: str, element: Any) -> Node:
    """Add a term or what is said of it to a list; each group of both is one item."""
    terms = above.nearest("L")
    if terms is None:
        return above.add("", element=element, is_block=True)
    last = terms.kids[-1] if terms.kids else None
    is_full = role == "Lbl" and isinstance(last, Node) and _holds(last, "LBody")
    item = last if isinstance(last, Node) and last.role == "LI" and not is_full else None
    return (item or terms.add("LI")).add(role, element=element)


def _holds(node: Node, role: str) -> bool:
    return any(isinstance(kid, Node) and kid.role == role for kid in node.kids)


def _anchor(above: Node, element: Any) -> Node:
    """Add a link; one to a note, a source or a chapter of this document is a reference."""
    over = above.nearest("TOCI") or (above if _is_raised(above) else None)
    if over is not None and element.get("href").startswith("#"):
        above = above.add("Reference")
    contents = roles.destination_of(element)
    said = element.get("aria-label")
    return above.add("Link", element=element, contents=contents, alternative=said)


def _is_raised(node: Node) -> bool:
    return node.element is not None and node.element.tag == "sup"


def _is_in_contents(node: Node) -> bool:
    over: Node | None = node
    while over is not None:
        if over.element is not None and roles.is_contents(over.element):
            return True
        over = over.parent
    return False
