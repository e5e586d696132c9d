"""People as a list that other programs and we ourselves read: CSV in UTF-8, a row at a time."""

import json
from collections.abc import Iterable, Iterator

from brief.delivery.columns import OWN
from brief.delivery.csv_text import row_text
from brief.delivery.subscriber import Subscriber


def export(people: Iterable[Subscriber]) -> Iterator[str]:
    """Yield the header and a row for each person. What is not said is an empty cell.

    Cells that a spreadsheet would take for formulas begin with an apostrophe, which our import
    takes away again.
    """
    yield row_text(OWN)
    for each in people:
        yield row_text(_cells(each))


def _cells(each: Subscriber) -> list[str]:
    wants = each.wants
    attributes = dict(sorted(wants.attributes.items()))
    return [
        each.address,
        wants.name or "",
        wants.language or "",
        wants.tier,
        "; ".join(wants.audiences),
        wants.cadence,
        wants.pdf,
        "; ".join(wants.topics),
        each.status,
        each.created_at.isoformat().replace("+00:00", "Z"),
        each.source,
        json.dumps(attributes, ensure_ascii=False) if attributes else "",
    ]
