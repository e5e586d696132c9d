"""Tables in mail: with few columns as they are, with many as lines of text and a link."""

from collections.abc import Iterator

from brief.outputs.mail_model import Node, Walk
from brief.outputs.mail_tree import Element

MOST_COLUMNS = 5
"""Columns of a table in mail: a phone shows no more. A wider one becomes lines of text."""

# A word of so many characters may break, or it would push the table out of a phone.
_LONG = 18

# Days stay in one line where there are so many columns, and not more.
_ROOMY = 3


def table(element: Element, walk: Walk) -> list[Node]:
    """Return a table, or its rows as lines where a phone cannot show its columns."""
    rows = [each for each in element.walk() if each.tag == "tr"]
    width = max((sum(1 for _ in row.elements()) for row in rows), default=0)
    # The room around cells as attributes: styles in them would be a tenth of a mail.
    attrs = {"class": "data", "cellpadding": "6", "cellspacing": "0"}
    made = Element("table", attrs, walk.flow(element))
    if width > MOST_COLUMNS:
        return list(_in_lines(made, walk))
    for cell in made.walk():
        if cell.tag in ("th", "td") and any(len(word) > _LONG for word in cell.text().split()):
            cell.attrs["class"] = f"{cell.attrs.get('class', '')} long".strip()
        if width > _ROOMY:
            cell.children = [
                each.replace("\u00a0", " ") if isinstance(each, str) else each
                for each in cell.children
            ]
    return [made] if rows else []


def _in_lines(table: Element, walk: Walk) -> Iterator[Node]:
    """Yield a wide table as text: a line for a row, each cell behind the name of its column."""
    names: list[str] = []
    caption = next(table.find(lambda each: each.tag == "caption"), None)
    if caption is not None:
        yield Element("p", {"class": "caption"}, caption.children)
    lines: list[Node] = []
    for row in table.find(lambda each: each.tag == "tr"):
        cells = list(row.elements())
        if all(each.attrs.get("scope") == "col" for each in cells):
            names = [each.text() for each in cells]
            continue
        inside: list[Node] = []
        for number, cell in enumerate(cells):
            if number == 0:
                inside += [Element("strong", {}, cell.children)]
            elif cell.text():
                said = f"{names[number]}: " if number < len(names) and names[number] else ""
                inside += [". " if number == 1 else "; ", said, *cell.children]
        lines.append(Element("li", {}, inside))
    yield Element("ul", {}, lines)
    if walk.place.page is not None:
        link = Element("a", {"href": walk.place.page}, ["The table on the site"])
        yield Element("p", {}, [Element("small", {}, [link])])
