"""Make a grown structure conform: no empty nodes, text in paragraphs, cells with headers."""

from collections import defaultdict
from collections.abc import Iterator

from brief.adapters.pdf.nodes import Annotation, Node, Piece
from brief.adapters.pdf.roles import INLINE

_GROUPS = frozenset(("Art", "BlockQuote", "Div", "Document", "Sect", "TOCI"))
_CELLS = frozenset(("TD", "TH"))


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
        if isinstance(kid, Piece | Annotation):
            kept += [kid] if _is_there(kid) else []
        elif _settle(kid) or kid.role in _CELLS:
            kept += [kid] if kid.role else kid.kids
    if node.role in _GROUPS or (not node.role and node.is_block):
        kept = list(_in_paragraphs(kept))
    node.kids = sorted(kept, key=_rank)
    for kid in node.kids:
        if isinstance(kid, Node):
            kid.parent = node
    return bool(kept)


def _is_there(kid: Piece | Annotation) -> bool:
    """Say whether a piece was painted, or a link written."""
    if isinstance(kid, Piece):
        return kid.number is not None
    return kid.box.link_annotation is not None


def _rank(kid: Node | Piece | Annotation) -> int:
    """Put captions first, and the parts of a table in the order in which they are read."""
    ranks = {"Caption": 0, "THead": 1, "TFoot": 3}
    return ranks.get(kid.role, 2) if isinstance(kid, Node) else 2


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
    placed = list(_placed(table))
    over_column: dict[int, list[str]] = defaultdict(list)
    beside_row: dict[int, list[str]] = defaultdict(list)
    over_rows: dict[int, list[str]] = {}
    of_group: tuple[Node, list[str]] | None = None
    headers = 0
    for within, cell, x, y in placed:
        if of_group is not None and of_group[0] is not within:
            of_group = None
        if cell.role == "TH":
            headers += 1
            cell.identifier = f"{name}-{headers}"
            if cell.element is not None and cell.element.get("scope") == "rowgroup":
                of_group = within, [cell.identifier]
            elif cell.scope == "Column":
                _append(over_column, range(x, x + cell.columns), cell.identifier)
            else:
                _append(beside_row, range(y, y + cell.rows), cell.identifier)
        over_rows[y] = [] if of_group is None else of_group[1]
    for _, cell, x, y in placed:
        if cell.role == "TD":
            names = list(over_rows[y])
            names += (each for row in range(y, y + cell.rows) for each in beside_row[row])
            names += (
                each for column in range(x, x + cell.columns) for each in over_column[column]
            )
            cell.headers = tuple(dict.fromkeys(names))


def _append(lists: dict[int, list[str]], places: range, name: str) -> None:
    for place in places:
        lists[place].append(name)


def _placed(table: Node) -> Iterator[tuple[Node, Node, int, int]]:
    """Yield the cells of a table: the group, the cell, its column and its row, from 0."""
    taken: set[tuple[int, int]] = set()
    for y, (within, row) in enumerate(_rows(table)):
        x = 0
        for cell in row.kids:
            if not isinstance(cell, Node):
                continue
            while (x, y) in taken:
                x += 1
            taken |= {(x + i, y + j) for i in range(cell.columns) for j in range(cell.rows)}
            yield within, cell, x, y
            x += cell.columns
