"""Make a grown structure conform: no empty nodes, text in paragraphs, cells with headers."""

from collections import defaultdict
from collections.abc import Iterator

from brief.adapters.pdf.nodes import Annotation, Node, Piece
from brief.adapters.pdf.roles import INLINE

_GROUPS = frozenset(("Art", "BlockQuote", "Div", "Document", "Sect", "TOCI"))
_CELLS = frozenset(("TD", "TH"))
_ORDER = {"Caption": 0, "THead": 1, "TFoot": 3}


def conform(root: Node) -> None:
    """Settle a structure after its document was painted.

    Source: ISO 14289-1, 7.2 to 7.9; ISO 32000-1, 14.8.4.
    """
    _settle(root)
    for number, table in enumerate(_tables(root), start=1):
        _connect_cells(table, f"t{number}")


def _settle(node: Node) -> bool:
    """Dissolve, wrap and prune what is in a node; return whether anything is left."""
    kept: list[Node | Piece | Annotation] = []
    for kid in node.kids:
        if isinstance(kid, Piece):
            if kid.number is not None:
                kept.append(kid)
        elif isinstance(kid, Annotation):
            if kid.box.link_annotation is not None:
                kept.append(kid)
        elif _settle(kid) or kid.role in _CELLS:
            kept += [kid] if kid.role else kid.kids
    if node.role in _GROUPS or (not node.role and node.is_block):
        kept = list(_in_paragraphs(kept))
    if any(isinstance(kid, Node) and kid.role in _ORDER for kid in kept):
        kept.sort(key=lambda kid: _ORDER.get(kid.role, 2) if isinstance(kid, Node) else 2)
    for kid in kept:
        if isinstance(kid, Node):
            kid.parent = node
    node.kids = kept
    return bool(kept)


def _in_paragraphs(
    kids: list[Node | Piece | Annotation],
) -> Iterator[Node | Piece | Annotation]:
    """Put what stands in a line into paragraphs, one for each run; figures alone stay."""
    run: list[Node | Piece | Annotation] = []
    for kid in [*kids, None]:
        if kid is not None and (not isinstance(kid, Node) or kid.role in INLINE):
            run.append(kid)
            continue
        if run and all(isinstance(each, Node) and each.role in _ALONE for each in run):
            yield from run
        elif run:
            paragraph = Node("P", kids=run)
            for each in run:
                if isinstance(each, Node):
                    each.parent = paragraph
            yield paragraph
        run = []
        if kid is not None:
            yield kid


_ALONE = frozenset(("Figure", "Reference"))


def _tables(node: Node) -> Iterator[Node]:
    if node.role == "Table":
        yield node
    for kid in node.kids:
        if isinstance(kid, Node):
            yield from _tables(kid)


def _rows(table: Node) -> Iterator[tuple[Node, Node]]:
    """Yield each row of a table with the group it stands in."""
    for kid in table.kids:
        if not isinstance(kid, Node):
            continue
        if kid.role == "TR":
            yield table, kid
        elif kid.role in ("THead", "TBody", "TFoot"):
            yield from ((kid, row) for row in kid.kids if isinstance(row, Node))


def _connect_cells(table: Node, name: str) -> None:
    """Name the header cells of a table, and give each other cell those that stand for it."""
    taken: dict[tuple[int, int], Node] = {}
    over_column: dict[int, list[str]] = defaultdict(list)
    beside_row: dict[int, list[str]] = defaultdict(list)
    groups: dict[int, list[str]] = {}
    plain: list[tuple[Node, int, int]] = []
    count = 0
    of_group: list[str] = []
    group: Node | None = None
    for y, (within, row) in enumerate(_rows(table)):
        if within is not group:
            group, of_group = within, []
        x = 0
        for cell in row.kids:
            if not isinstance(cell, Node):
                continue
            while (x, y) in taken:
                x += 1
            for across in range(cell.columns):
                taken |= {(x + across, y + down): cell for down in range(cell.rows)}
            if cell.role == "TH":
                count += 1
                cell.identifier = f"{name}-{count}"
                if cell.element is not None and cell.element.get("scope") == "rowgroup":
                    of_group = [cell.identifier]
                elif cell.scope == "Column":
                    for across in range(cell.columns):
                        over_column[x + across].append(cell.identifier)
                else:
                    for down in range(cell.rows):
                        beside_row[y + down].append(cell.identifier)
            else:
                plain.append((cell, x, y))
            x += cell.columns
        groups[y] = of_group
    for cell, x, y in plain:
        names = list(groups[y])
        for down in range(cell.rows):
            names += beside_row[y + down]
        for across in range(cell.columns):
            names += over_column[x + across]
        cell.headers = tuple(dict.fromkeys(names))
