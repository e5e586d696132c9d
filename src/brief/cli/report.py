"""Diagnostics for people, as JSON, and as workflow annotations; progress for terminals."""

import json
import sys
import time
from collections.abc import Callable, Iterable

import click

from brief.diagnostics.model import Diagnostic, Severity

Lines = Callable[[str], list[str]]
"""The lines of a file that a diagnostic stands in."""

_NAMES = {Severity.ERROR: "error", Severity.WARN: "warning"}
_COLOURS = {Severity.ERROR: "red", Severity.WARN: "yellow"}


def as_text(diagnostic: Diagnostic, lines: Lines) -> str:
    """Return a diagnostic with an excerpt, a caret and its hint."""
    span = diagnostic.span
    text = lines(span.path)
    line = text[span.line - 1] if 1 <= span.line <= len(text) else None
    return with_excerpt(diagnostic, line)


def with_excerpt(diagnostic: Diagnostic, line: str | None) -> str:
    """Return a diagnostic with its hint, and a caret below the line that it begins in."""
    span = diagnostic.span
    name = _NAMES[diagnostic.severity]
    colour = _COLOURS[diagnostic.severity]
    head = (
        click.style(f"{span.path}:{span.line}:{span.column}:", bold=True)
        + " "
        + click.style(f"{name} {diagnostic.code}:", fg=colour, bold=True)
        + f" {diagnostic.message}"
    )
    rows = [head]
    if line is not None:
        rows += _excerpt(diagnostic, line, colour)
    if diagnostic.hint:
        rows.append("  " + click.style("hint:", bold=True) + f" {diagnostic.hint}")
    return "\n".join(rows)


# Wider excerpts wrap in terminals and lose their carets.
WIDTH = 88


def _excerpt(diagnostic: Diagnostic, line: str, colour: str) -> list[str]:
    span = diagnostic.span
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    # A long line is shown around the place.
    first = max(0, start - WIDTH // 2) if len(line) > WIDTH else 0
    shown = line[first : first + WIDTH].replace("\t", " ")
    shown = "".join(c if c.isprintable() else "·" for c in shown)
    before = ("…" if first else "") + shown
    offset = start - first + (1 if first else 0)
    width = max(1, _columns(line[start : min(end, first + WIDTH)]))
    number = f"{span.line:>4}"
    caret = " " * _columns(before[:offset]) + click.style("^" * width, fg=colour, bold=True)
    return [f"{number} | {before}", f"{'':>4} | {caret}"]


def _columns(text: str) -> int:
    """Return how wide a text is in a terminal: East Asian wide characters take two columns."""
    from unicodedata import combining, east_asian_width  # noqa: PLC0415 - only where errors are

    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text if not combining(c))


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """Return diagnostics as a JSON list."""
    rows = [
        {
            "code": each.code,
            "severity": _NAMES[each.severity],
            "path": each.span.path,
            "line": each.span.line,
            "column": each.span.column,
            "end_line": each.span.end_line,
            "end_column": each.span.end_column,
            "message": each.message,
            "hint": each.hint,
        }
        for each in diagnostics
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_annotation(diagnostic: Diagnostic) -> str:
    """Return a diagnostic as a workflow command of GitHub."""
    span = diagnostic.span
    said = diagnostic.message + (f" ({diagnostic.hint})" if diagnostic.hint else "")
    place = (
        f"file={_property(span.path)},line={span.line},col={span.column},"
        f"endLine={span.end_line},endColumn={span.end_column},title={diagnostic.code}"
    )
    return f"::{_NAMES[diagnostic.severity]} {place}::{_data(said)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


_DOING = {
    "figure": "drawing pictures",
    "read": "reading",
    "markdown": "rendering text",
    "pdf": "setting PDFs",
    "search": "indexing for search",
}


# Where no terminal shows it, a line is said no more often than this.
PLAIN_EVERY_S = 10.0
TENTH_S = 0.1


class Progress:
    """Says what is going on, on standard error: a line that changes, or lines now and then.

    Lines are said where that is no terminal, of what takes long alone.
    """

    def __init__(self, *, quiet: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self._quiet = quiet
        self._is_terminal = sys.stderr.isatty()
        self._clock = clock
        self._began_at = self._shown_at = clock()
        self._width = 0

    def step(self, name: str, done: int, total: int) -> None:
        """Show how far a batch is; its beginning is told with nothing done."""
        now = self._clock()
        if not done:
            self._began_at = now
        if self._quiet:
            return
        pause = TENTH_S if self._is_terminal else PLAIN_EVERY_S
        since = max(self._shown_at, self._began_at) if not self._is_terminal else self._shown_at
        is_last = done == total and self._is_terminal
        if now - since < pause and not is_last:
            return
        self._shown_at = now
        text = f"{_DOING.get(name, name)} {done}/{total}"
        if 0 < done < total:
            text += f", about {_span((now - self._began_at) / done * (total - done))} left"
        if not self._is_terminal:
            click.echo(text, err=True)
            return
        sys.stderr.write("\r" + text.ljust(self._width))
        sys.stderr.flush()
        self._width = len(text)

    def clear(self) -> None:
        """Wipe the line."""
        if self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            sys.stderr.flush()
            self._width = 0


def _span(seconds: float) -> str:
    """Return a span of time in words, no finer than anybody can know it."""
    if seconds < 60:  # noqa: PLR2004 - a minute
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes / 60:.1f} h"  # noqa: PLR2004 - an hour
