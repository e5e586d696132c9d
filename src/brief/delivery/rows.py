"""One row of a list to what it says of a person, or to what is wrong with it, by cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from brief.delivery.addresses import Address
from brief.delivery.cells import Refused, Words, value_of
from brief.delivery.columns import heading
from brief.delivery.csv_text import UNREAD, Record, as_meant
from brief.delivery.layout import Layout, Wrong
from brief.delivery.subscriber import Cadence, Pdf
from brief.diagnostics.model import Severity

Standing = Literal["confirmed", "pending", "left"]


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says of a person. Nothing stands for what it does not say."""

    line: int
    address: Address
    status: Standing
    name: str | None = None
    language: str | None = None
    tier: str | None = None
    audiences: tuple[str, ...] | None = None
    cadence: Cadence | None = None
    pdf: Pdf | None = None
    topics: tuple[str, ...] | None = None
    attributes: Mapping[str, str] | None = None
    created_at: datetime | None = None
    source: str | None = None


def row_of(
    record: Record, layout: Layout, words: Words
) -> tuple[Row | None, tuple[Wrong, ...]]:
    """Read a row. With an error there is no row; all errors of a row are told."""
    cells = record.cells
    if len(cells) != len(layout.headers) and any(
        cell.strip() for cell in cells[len(layout.headers) :]
    ):
        return None, (_uneven(cells, layout),)
    if len(cells) < len(layout.headers):
        return None, (_uneven(cells, layout),)
    wrong = [*_unread(cells)]
    found: dict[str, Any] = {}
    for name, number in layout.cells.items():
        text = as_meant(cells[number]).strip()
        if not text or any(each.cell == number for each in wrong):
            continue
        try:
            found[name] = value_of(name, text, words)
        except Refused as refused:
            wrong.append(Wrong(refused.code, refused.message, refused.hint, number))
    address = found.pop("address", None)
    number = layout.cells["address"]
    if address is None:
        if not any(each.cell == number for each in wrong):
            wrong.append(Wrong("B544", "the row has no address", None, number))
        return None, tuple(wrong)
    wrong += _manners(address, number, words)
    if any(each.severity is Severity.ERROR for each in wrong):
        return None, tuple(wrong)
    return _row(record, layout, words, address, found), tuple(wrong)


def _row(
    record: Record, layout: Layout, words: Words, address: Address, found: dict[str, Any]
) -> Row:
    first, last = found.pop("first name", None), found.pop("last name", None)
    name = found.pop("name", None) or " ".join(filter(None, (first, last))) or address.name
    status: Standing = found.pop("status", None) or "confirmed"
    attributes = dict(found.pop("attributes", None) or {})
    for number, called in layout.attributes.items():
        text = as_meant(record.cells[number]).strip()
        if text:
            attributes[called] = text
    said = {
        heading(header): cell.strip().lower()
        for header, cell in zip(layout.headers, record.cells, strict=False)
    }
    preset = layout.preset
    if _says(said, preset.left) or any(said.get(each) for each in preset.left_when_filled):
        status = "left"
    elif _says(said, preset.pending):
        status = "pending"
    if _says(said, preset.paid) or any(said.get(each) for each in preset.paid_when_filled):
        found.setdefault("tier", words.paid)
    return Row(record.line, address, status, name, attributes=attributes or None, **found)


def _says(said: Mapping[str, str], rules: Mapping[str, frozenset[str]]) -> bool:
    return any(said.get(header) in words for header, words in rules.items())


def _uneven(cells: Sequence[str], layout: Layout) -> Wrong:
    wanted = len(layout.headers)
    message = f"the row has {len(cells)} cells where the header has {wanted}"
    hint = "a cell that holds what stands between cells is put in quotes"
    return Wrong("B542", message, hint if len(cells) > wanted else "was the file cut off?")


def _unread(cells: Sequence[str]) -> Iterator[Wrong]:
    """Yield the cells with bytes or signs that are no text."""
    for number, cell in enumerate(cells):
        if not UNREAD.search(cell):
            continue
        if "\ufffd" in cell:
            hint = "the letter was lost before; export the list again, as UTF-8"
            yield Wrong("B540", "the cell holds the sign for a lost letter", hint, number)
            continue
        raw = cell.encode("utf-8", "surrogateescape")
        seen = raw.decode("cp1252", "replace").strip()
        hint = f"`--encoding windows-1252` would read `{seen[:60]}`; export it as UTF-8 else"
        yield Wrong("B540", "the cell is not UTF-8", hint, number)


def _manners(address: Address, number: int, words: Words) -> Iterator[Wrong]:
    """Yield what the project's settings have against an address."""
    if address.domain in words.refused:
        message = f"the settings refuse the domain `{address.domain}`"
        yield Wrong("B548", message, "take the row out", number)
    elif address.is_role and words.roles != "allow":
        severity = Severity.ERROR if words.roles == "refuse" else Severity.WARN
        message = f"`{address.text}` is the box of a role, which no single person reads"
        hint = "did a person ask for it? `subscribers: {roles: allow}` takes all of them"
        yield Wrong("B548", message, hint, number, severity)
