"""Take over a list from a file: read it whole, say what is wrong, take all or none."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Protocol

from brief.delivery.cells import Words
from brief.delivery.columns import Field, preset_of
from brief.delivery.csv_text import Broken, Form, Place, Record, place_of, read_csv
from brief.delivery.difference import Difference
from brief.delivery.layout import Layout, Wrong, layout_of
from brief.delivery.rows import Row, row_of
from brief.diagnostics.model import Diagnostic, Severity, Span

# Rows that are compared at once: few statements, little memory.
BATCH_ROWS = 500

# A list in which every row is wrong has one cause; more lines would not help to see it.
MOST_FINDINGS = 200

MOST_CHANGES = 50


class Gathering(Protocol):
    """Where the rows of a list are gathered before any is taken over."""

    def add(self, rows: Sequence[Row]) -> list[tuple[Row, int]]:
        """Gather rows; return those whose address came before, with the line of that."""

    def difference(self, most: int) -> Difference:
        """Compare what was gathered with the list there is; tell some changes by name."""

    def take_over(self, most: int) -> Difference:
        """Write all that was gathered, at once, and return what was changed."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in a list, with the line it stands in."""

    diagnostic: Diagnostic
    excerpt: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How a list is to be read: options of somebody who knows it.

    `columns` names the header of a field. `all_left` says that everybody in it has left,
    `pending` that nobody in it has confirmed.
    """

    encoding: str | None = None
    columns: Mapping[Field, str] | None = None
    all_left: bool = False
    pending: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What a list held, and what became of it. Without a difference nothing was compared."""

    form: Form
    system: str
    rows: int
    ignored: tuple[str, ...]
    findings: tuple[Finding, ...]
    errors: int
    warnings: int
    difference: Difference | None
    written: bool


class _Findings:
    """What is wrong: counted whole, kept as far as somebody will read."""

    def __init__(self, path: str, delimiter: str) -> None:
        self.path, self.delimiter = path, delimiter
        self.kept: list[Finding] = []
        self.counted = dict.fromkeys(Severity, 0)

    def add(self, wrong: Wrong, record: Record) -> None:
        self.counted[wrong.severity] += 1
        if len(self.kept) >= MOST_FINDINGS:
            return
        if wrong.cell is None:
            width = len(record.raw[0].rstrip("\r\n"))
            place = Place(record.line, 1, record.line, width + 1)
        else:
            place = place_of(record, wrong.cell, self.delimiter)
        span = Span(self.path, place.line, place.column, place.end_line, place.end_column)
        diagnostic = Diagnostic(span, wrong.code, wrong.message, wrong.hint, wrong.severity)
        line = record.raw[min(place.line - record.line, len(record.raw) - 1)]
        self.kept.append(Finding(diagnostic, line.rstrip("\r\n")))


def import_list(
    pieces: Iterable[bytes],
    path: str,
    into: Gathering,
    words: Words,
    reading: Reading,
    *,
    dry_run: bool,
) -> Imported:
    """Read a list and take it over; with an error in any row, or in a dry run, nothing.

    `path` is what messages call it. Of the whole list only a batch of rows is ever held.
    """
    form, records = read_csv(pieces, reading.encoding)
    findings = _Findings(path, form.delimiter)
    header = next(records, None)
    layout = _layout(header, findings, reading)
    rows = 0
    if layout is not None:
        taken = _rows(records, layout, words, findings)
        while batch := list(islice(taken, BATCH_ROWS)):
            rows += len(batch)
            # The rows of a list with errors are still looked at, for all that is wrong.
            marked = [_marked(row, reading) for row, _ in batch]
            held = {row.line: record for row, record in batch}
            for row, first in into.add(marked):
                message = f"`{row.address.text}` stands in line {first} too"
                hint = "the first row counts; where one of them says `left`, that does"
                number = layout.cells["address"]
                wrong = Wrong("B545", message, hint, number, Severity.WARN)
                findings.add(wrong, held[row.line])
    errors = findings.counted[Severity.ERROR]
    difference = None
    if not errors:
        compare = into.difference if dry_run else into.take_over
        difference = compare(MOST_CHANGES)
    return Imported(
        form,
        layout.preset.name if layout else "",
        rows,
        layout.ignored if layout else (),
        tuple(sorted(findings.kept, key=lambda each: each.diagnostic.span)),
        errors,
        findings.counted[Severity.WARN],
        difference,
        written=difference is not None and not dry_run and not difference.nothing,
    )


def _layout(
    header: Record | Broken | None, findings: _Findings, reading: Reading
) -> Layout | None:
    if header is None:
        findings.add(Wrong("B543", "the list is empty"), Record(1, (), ("",)))
        return None
    if isinstance(header, Broken):
        findings.add(Wrong("B541", header.says, header.hint), _as_record(header))
        return None
    found, wrong = layout_of(header, preset_of(header.cells), reading.columns or {})
    for each in wrong:
        findings.add(each, header)
    return found


def _rows(
    records: Iterator[Record | Broken], layout: Layout, words: Words, findings: _Findings
) -> Iterator[tuple[Row, Record]]:
    for record in records:
        if isinstance(record, Broken):
            findings.add(Wrong("B541", record.says, record.hint), _as_record(record))
            return
        row, wrong = row_of(record, layout, words)
        for each in wrong:
            findings.add(each, record)
        if row is not None:
            yield row, record


def _as_record(broken: Broken) -> Record:
    return Record(broken.line, (), broken.raw or ("",))


def _marked(row: Row, reading: Reading) -> Row:
    if reading.all_left:
        return replace(row, status="left")
    if reading.pending and row.status == "confirmed":
        return replace(row, status="pending")
    return row
