"""Text of a list as CSV to rows with places, and back: a piece at a time, never the whole.

The standard library splits the cells; what it does not tell, the place of a cell, is found
again only for a row that something is wrong with.
"""

import codecs
import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import chain

# A line longer than this is no line of a list: a file without line ends, or no text at all.
LONGEST_LINE = 1_000_000

# Spreadsheets take a cell that begins so for a formula. Source: OWASP, "CSV Injection".
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_NEUTRALISED = re.compile(r"'+[=+\-@\t\r＝＋－＠]")

_END = re.compile(r"\r\n|\r|\n")
# What a decoder makes of bytes that are no text in the encoding.
UNREAD = re.compile("[\udc80-\udcff\ufffd]")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Form:
    """How a list is written: its encoding, and what stands between two cells."""

    encoding: str
    delimiter: str


@dataclass(frozen=True, slots=True)
class Record:
    """One row. `line` is its first line in the file, from 1; `raw` its lines as they are."""

    line: int
    cells: tuple[str, ...]
    raw: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that cannot be split; nothing after it can be trusted."""

    line: int
    raw: tuple[str, ...]
    says: str
    hint: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands: lines and columns from 1, the end one behind."""

    line: int
    column: int
    end_line: int
    end_column: int


def read_csv(
    pieces: Iterable[bytes], encoding: str | None = None
) -> tuple[Form, Iterator[Record | Broken]]:
    """Split a list into rows, the header first. Rows without any text are left out.

    Line ends may be mixed. Without an `encoding`, a byte order mark tells it, else UTF-8 is
    taken, and UTF-16 where every second byte is zero. Bytes that are no text become characters
    that `UNREAD` finds, so that they can be shown where they stand.
    """
    rest = iter(pieces)
    head = b""
    for piece in rest:
        head += piece
        if len(head) >= 4096:  # noqa: PLR2004 - a page shows what a file is
            break
    name, skip = _encoding_of(head, encoding)
    lines = _lines(_decoded(chain((head[skip:],), rest), name))
    first = next(lines, "")
    declared = re.fullmatch(r"sep=(.)[\r\n]*", first)
    begins = 2 if declared else 1
    delimiter = declared[1] if declared else _delimiter_of(first)
    whole = lines if declared else chain((first,), lines)
    return Form(name, delimiter), _records(whole, delimiter, begins)


def _encoding_of(head: bytes, given: str | None) -> tuple[str, int]:
    """Return the encoding, and how many bytes of a mark to leave out."""
    for mark, name in _MARKS:
        if head.startswith(mark) and given in (None, name, "utf-16", "utf-8-sig"):
            return name, len(mark)
    if given is not None:
        return given, 0
    even, odd = head[0:200:2], head[1:200:2]
    if odd and odd.count(0) > len(odd) // 2:
        return "utf-16-le", 0
    if even and even.count(0) > len(even) // 2:
        return "utf-16-be", 0
    return "utf-8", 0


def _decoded(pieces: Iterable[bytes], encoding: str) -> Iterator[str]:
    faults = "surrogateescape" if encoding == "utf-8" else "replace"
    decoder = codecs.getincrementaldecoder(encoding)(faults)
    for piece in pieces:
        yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)


def _lines(texts: Iterable[str]) -> Iterator[str]:
    """Yield lines with their ends. CR, LF and CRLF end one, and nothing else does."""
    rest = ""
    for text in texts:
        # A CR at the end may be half of a CRLF: it is looked at with what follows.
        seen = max(0, len(rest) - 1)
        rest += text
        begins = 0
        for found in _END.finditer(rest, seen):
            if found[0] == "\r" and found.end() == len(rest):
                break
            yield rest[begins : found.end()]
            begins = found.end()
        rest = rest[begins:]
        if len(rest) > LONGEST_LINE:
            break
    if rest:
        yield rest


def _delimiter_of(header: str) -> str:
    bare = re.sub(r'"[^"]*"', "", header)
    return max(DELIMITERS, key=lambda each: (bare.count(each), -DELIMITERS.index(each)))


def _records(lines: Iterator[str], delimiter: str, begins: int) -> Iterator[Record | Broken]:
    taken: list[str] = []

    def noted() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            if len(line) > LONGEST_LINE:
                raise csv.Error("line too long")
            yield line

    line = begins
    reader = csv.reader(noted(), delimiter=delimiter, strict=True)
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield Broken(line, tuple(taken[:3]), *_told(str(error)))
            return
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield Record(line, tuple(cells), tuple(taken))
        line += len(taken)
        taken.clear()


def _told(error: str) -> tuple[str, str]:
    """Say what the standard library found, in the words of somebody who looks at a list."""
    if "too long" in error:
        return "the line has no end", "is this a list as CSV?"
    if "expected after" in error:
        hint = 'a quote inside a cell is written twice, as in `Ann ""Lee""`'
        return "text stands behind a closing quote", hint
    return "a quote is opened and never closed", "close it, or delete it"


def place_of(record: Record, index: int, delimiter: str) -> Place:
    """Return where a cell of a row stands; behind its end where there is no such cell."""
    line, column = record.line, 1
    cell, quoted = 0, False
    start = (line, column)
    for text in record.raw:
        bare = text.rstrip("\r\n")
        for character in bare:
            if character == '"':
                quoted = not quoted
            elif character == delimiter and not quoted:
                if cell == index:
                    return Place(*start, line, column)
                cell += 1
                start = (line, column + 1)
            column += 1
        if quoted:
            line, column = line + 1, 1
    return Place(*start, line, max(column, start[1] + 1))


def neutralised(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: with an apostrophe before it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def as_meant(cell: str) -> str:
    """Return a cell without the apostrophe that `neutralised` put before it."""
    return cell[1:] if _NEUTRALISED.match(cell) else cell


def row_text(cells: Sequence[str]) -> str:
    """Return a row of a list for other programs: neutralised, quoted where needed, CRLF."""
    out = StringIO()
    csv.writer(out).writerow([neutralised(cell) for cell in cells])
    return out.getvalue()
