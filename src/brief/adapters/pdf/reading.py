"""Read the structure of a finished PDF, and say what no reader could follow."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

_CONTENT = frozenset((
    "/BlockQuote", "/Code", "/Figure", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/L", "/Link",
    "/Note", "/P", "/Quote", "/Reference", "/Span", "/Table", "/TOC",
))  # fmt: skip
_GROUPS = frozenset(("/Art", "/Caption", "/Div", "/Document", "/Sect"))
_KIDS = {
    "/L": frozenset(("/Caption", "/LI")),
    "/LI": frozenset(("/LBody", "/Lbl")),
    "/TOC": frozenset(("/Caption", "/TOC", "/TOCI")),
    "/TOCI": frozenset(("/Lbl", "/P", "/Reference", "/TOC")),
    "/Table": frozenset(("/Caption", "/TBody", "/TFoot", "/THead", "/TR")),
    "/THead": frozenset(("/TR",)),
    "/TBody": frozenset(("/TR",)),
    "/TFoot": frozenset(("/TR",)),
    "/TR": frozenset(("/TD", "/TH")),
}
"""What may stand in an element whose kids are limited. Source: ISO 14289-1, 7.2 and 7.5."""
_KNOWN = _CONTENT | _GROUPS | frozenset(_KIDS) | {"/LBody", "/Lbl", "/TD", "/TH"}


@dataclass(slots=True)
class Reading:
    """What was found in the structure."""

    headings: list[int] = field(default_factory=list)
    parents: dict[int, str] = field(default_factory=dict)
    """For each entry of the tree of parents that is one element, the role of it."""
    identifiers: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


def read_structure(pdf: pikepdf.Pdf) -> Reading:
    """Walk the structure once."""
    reading = Reading()
    root = pdf.Root.StructTreeRoot
    named = list(root.IDTree.Names) if "/IDTree" in root else []
    reading.identifiers = {str(name) for name in named[::2]}
    if len(reading.identifiers) * 2 != len(named):
        reading.faults.append("two elements have the same identifier")
    numbered = list(root.ParentTree.Nums)
    for key, value in zip(numbered[::2], numbered[1::2], strict=True):
        if isinstance(value, pikepdf.Dictionary):
            reading.parents[int(key)] = str(value.S)
    for element in _elements(root):
        _walk(element, reading)
    for before, level in zip([0, *reading.headings], reading.headings, strict=False):
        if level > before + 1:
            reading.faults.append(f"a heading of level {level} follows one of level {before}")
    return reading


def _elements(parent: Any) -> Iterator[Any]:
    """Yield the elements directly below one."""
    kids = parent.get("/K", ())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid


def _walk(element: Any, reading: Reading) -> None:
    role = str(element.S)
    kids = list(_elements(element))
    faults = reading.faults
    if role not in _KNOWN:
        faults.append(f"{role[1:]} is not a role that is known")
    allowed = _KIDS.get(role)
    for kid in kids:
        if allowed is not None and str(kid.S) not in allowed:
            faults.append(f"{role[1:]} holds {str(kid.S)[1:]}")
    if len(role) == len("/H1") and role.startswith("/H"):
        reading.headings.append(int(role[2]))
    elif role == "/Figure":
        faults += _figure(element)
    elif role == "/Note" and str(element.get("/ID", "")) not in reading.identifiers:
        faults.append("a note has no identifier")
    elif role == "/Table":
        faults += _table(element, reading)
    for kid in kids:
        _walk(kid, reading)


def _figure(element: Any) -> Iterator[str]:
    if not str(element.get("/Alt", "")).strip():
        yield "a figure has no words for those who do not see it"
    bounds = element.get("/A", {}).get("/BBox")
    if bounds is None:
        yield "a figure does not say where it stands"
        return
    left, bottom, right, top = (float(edge) for edge in bounds)
    x0, y0, x1, y1 = (float(edge) for edge in element.Pg.MediaBox)
    if not (x0 <= left < right <= x1 and y0 <= bottom < top <= y1):
        yield "a figure stands outside its page"


def _table(table: Any, reading: Reading) -> Iterator[str]:
    widths: dict[int, int] = defaultdict(int)
    cells = []
    for y, row in enumerate(_rows(table)):
        for cell in _elements(row):
            said = cell.get("/A", pikepdf.Dictionary())
            for down in range(int(said.get("/RowSpan", 1))):
                widths[y + down] += int(said.get("/ColSpan", 1))
            cells.append((str(cell.S), said))
    named = [{str(name) for name in said.get("/Headers", ())} for role, said in cells]
    if not reading.identifiers.issuperset(set().union(*named)):
        yield "a cell of a table names a header that is not there"
    if any(role == "/TH" and "/Scope" not in said for role, said in cells):
        yield "a header of a table does not say what it stands for"
    if any(role == "/TD" and "/Headers" not in said for role, said in cells):
        yield "a table has cells without a header"
    if len(set(widths.values())) > 1:
        yield "the rows of a table have different numbers of columns"


def _rows(table: Any) -> Iterator[Any]:
    for kid in _elements(table):
        if kid.S == "/TR":
            yield kid
        elif kid.S != "/Caption":
            yield from _elements(kid)
