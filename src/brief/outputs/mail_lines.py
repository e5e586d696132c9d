"""Lines of text by the columns that a terminal gives them, for scripts without spaces too."""

import re
import textwrap
import unicodedata
from collections.abc import Iterator

# Ideographs, kana and hangul: a line may end behind each of them. Source: UAX 14, class ID.
_WIDE = (
    "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3"
    "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60"
)
# What begins no line: it stays with what it closes.
_CLOSING = "、。〉》」』】〕〗！），．：；？｝"
_PIECES = re.compile(rf"[{_WIDE}][{_CLOSING}]*| +|[^ {_WIDE}]+")


def columns(text: str) -> int:
    """Return how many columns a line takes: wide characters two, marks above letters none."""
    if text.isascii():
        return len(text)
    return sum(_width(each) for each in text)


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrapped(text: str, width: int, then: str = "") -> list[str]:
    """Return a paragraph in lines of at most `width` columns; a longer word stands alone.

    `then` begins every line but the first.
    """
    if columns(text) == len(text):
        return textwrap.wrap(
            text,
            width,
            subsequent_indent=then,
            break_long_words=False,
            break_on_hyphens=False,
        )
    return list(_lines(text, width, then))


def _lines(text: str, width: int, then: str) -> Iterator[str]:
    line, taken = "", 0
    for piece in _PIECES.findall(" ".join(text.split())):
        size = columns(piece)
        if line.strip() and taken + size > width and piece.strip():
            yield line.rstrip()
            line, taken = then, len(then)
        if not (line == then and not piece.strip()):
            line, taken = line + piece, taken + size
    if line.strip():
        yield line.rstrip()
