"""Where and how a YAML text is broken: libyaml's errors in the author's words."""

import re
from typing import Any, NamedTuple

import yaml

from brief.diagnostics.model import Diagnostic, Span

# C0 and C1 controls but for tab and line feed; the separators that libyaml takes for line ends
# and editors do not; a byte order mark inside the text.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def first_control(path: str, text: str) -> Diagnostic | None:
    """Find the first character that cannot stand in a text file."""
    found = CONTROL.search(text)
    if found is None:
        return None
    span = _span(path, text, found.start(), 1)
    name = f"U+{ord(found.group()):04X}"
    return Diagnostic(span, "B003", f"a control character stands here: {name}", "delete it")


class _Mark(NamedTuple):
    """A place in the text, counted from 0."""

    line: int
    column: int
    offset: int


class _Told(NamedTuple):
    """What libyaml says: the problem and its place, and in the course of what."""

    problem: str
    mark: _Mark
    context: str
    opened: _Mark | None


def _told(error: yaml.YAMLError) -> _Told | None:
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return None
    at, opened = error.problem_mark, error.context_mark
    return _Told(
        problem=error.problem or "it cannot be read",
        mark=_Mark(at.line, at.column, at.index),
        context=error.context or "",
        opened=_Mark(opened.line, opened.column, opened.index) if opened else None,
    )


def fault(path: str, text: str, error: yaml.YAMLError) -> Diagnostic:
    """Return the one diagnostic for a text that libyaml refused."""
    told = _told(error)
    if told is None:
        return Diagnostic(Span(path, 1, 1, 1, 1), "B018", "this is not YAML", str(error))
    lines = text.split("\n")
    mark = told.mark
    found: Diagnostic | None = (
        _tab(path, lines, told)
        or _open_quote(path, text, told)
        or _open_bracket(path, lines, told)
        or _alias(path, lines, told)
        or _colon_or_indent(path, lines, told)
        or _bad_start(path, lines, told)
    )
    if found:
        return found
    line, column = mark.line + 1, mark.column + 1
    if "could not find expected ':'" in told.problem and told.opened:
        line, column = told.opened.line + 1, told.opened.column + 1
        written = lines[line - 1].strip()
        span = Span(path, line, column, line, column + len(written))
        message = f"this line is not `field: value`: `{_short(written)}`"
        advice = "indent it if it belongs to the text above"
        return Diagnostic(span, "B018", message, advice)
    if "escape" in told.problem:
        escape = lines[mark.line][mark.column : mark.column + 2]
        message = f"unknown escape in double quotes: `{escape}`"
        advice = "use single quotes, or write the backslash twice"
        span = Span(path, line, column, line, column + 2)
        return Diagnostic(span, "B021", message, advice)
    character = (
        lines[mark.line][mark.column : mark.column + 1] if mark.line < len(lines) else ""
    )
    if character in ("]", "}"):
        message = f"nothing opens this `{character}`"
        span = Span(path, line, column, line, column + 1)
        return Diagnostic(span, "B014", message, "delete it, or put quotes around the value")
    hint = _after_quote(lines, mark.line, mark.column)
    message = "text follows the closing quote" if hint else f"this is not YAML: {told.problem}"
    if told.problem == "did not find expected comment or line break":
        message = "text stands on the line of the `|`"
        hint = "begin the text on the line below the `|`"
    return Diagnostic(Span(path, line, column, line, column + 1), "B018", message, hint)


def _tab(path: str, lines: list[str], told: _Told) -> Diagnostic | None:
    first = told.opened.line if told.opened else told.mark.line
    for number in range(min(told.mark.line, len(lines) - 1), first - 1, -1):
        margin = re.match(r" *\t", lines[number])
        if margin:
            line, column = number + 1, margin.end()
            span = Span(path, line, column, line, column + 1)
            return Diagnostic(span, "B004", "a tab indents this line", "indent with spaces")
    return None


def _open_quote(path: str, text: str, told: _Told) -> Diagnostic | None:
    mark = told.mark
    opened: _Mark | None = None
    if told.context == "while scanning a quoted scalar":
        opened = told.opened
    else:
        # A quote that was never closed swallows the text up to the next quote; the error then
        # stands on the line where that one "closes" it.
        for start, end in _quoted(text):
            if start.offset > mark.offset:
                break
            spans = start.line < end.line
            # What closed it may have been meant to open the next value.
            opens = _VALUE_BEGINS.search(text[: end.offset - 1])
            if (spans and end.line == mark.line) or (
                opens and (spans or end.offset == mark.offset)
            ):
                opened = start
                break
    if opened is None:
        return None
    return open_quote(path, opened.line + 1, opened.column + 1)


def open_quote(path: str, line: int, column: int, *, hint: str = "close it") -> Diagnostic:
    """Say that a quote is not closed, where it opens."""
    span = Span(path, line, column, line, column + 1)
    return Diagnostic(span, "B013", "the quote that opens here is not closed", hint)


_FIELD_OR_ITEM = re.compile(r"( *)(?:[\w-]+:|-)(?: |\Z)")


def holds_fields(lines: list[str], margin: int) -> bool:
    """Tell whether lines of a quoted text are fields or items of the mapping or list around it.

    The text of a value is indented deeper than its key (YAML 1.2.2, 7.3); libyaml lets it pass.
    """
    found = (_FIELD_OR_ITEM.match(line) for line in lines)
    return any(each and len(each[1]) <= margin for each in found)


_VALUE_BEGINS = re.compile(r"(: |, ?|[\[{])\Z")


def _quoted(text: str) -> list[tuple[_Mark, _Mark]]:
    """Return where the quoted texts up to the fault begin and end."""
    loader = yaml.CLoader(text)
    found = []
    try:
        while loader.check_token():
            token: Any = loader.get_token()
            start, end = token.start_mark, token.end_mark
            if isinstance(token, yaml.ScalarToken) and text[start.index] in "'\"":
                first = _Mark(start.line, start.column, start.index)
                found.append((first, _Mark(end.line, end.column, end.index)))
    except yaml.YAMLError:
        pass  # what stands before the fault is what is wanted
    return found


def _open_bracket(path: str, lines: list[str], told: _Told) -> Diagnostic | None:
    contexts = {"while parsing a flow sequence": "[", "while parsing a flow mapping": "{"}
    bracket = contexts.get(told.context)
    mark = told.opened
    if bracket is None or mark is None:
        return None
    at = told.mark
    here = lines[at.line][at.column : at.column + 1] if at.line < len(lines) else ""
    if at.line == mark.line and here == ":":
        return _colon(path, at)
    if at.line == mark.line and here not in ("]", "}"):
        mark = at
        span = Span(path, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)
        message = f"a comma or the end of `{bracket}` is missing before this"
        return Diagnostic(span, "B014", message, "put a comma between items")
    span = Span(path, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)
    return Diagnostic(
        span, "B014", f"the `{bracket}` that opens here is not closed", "close it"
    )


def _alias(path: str, lines: list[str], told: _Told) -> Diagnostic | None:
    mark = told.mark
    if told.context == "while scanning an alias" and told.opened:
        mark = told.opened
    elif told.problem != "found undefined alias":
        return None
    word = re.match(r"\*[^\s,\]}]*", lines[mark.line][mark.column :])
    end = mark.column + 1 + (len(word.group()) if word else 1)
    span = Span(path, mark.line + 1, mark.column + 1, mark.line + 1, end)
    message = "a value that begins with `*` is an alias in YAML"
    return Diagnostic(span, "B006", message, "put quotes around the whole value")


def _colon_or_indent(path: str, lines: list[str], told: _Told) -> Diagnostic | None:
    mark = told.mark
    line = lines[mark.line] if mark.line < len(lines) else ""
    margin = len(line) - len(line.lstrip(" "))
    if told.problem == "mapping values are not allowed in this context":
        if re.match(r"\s*(- )*[^\s:]+:\s+\S", line[: mark.column]):
            return _colon(path, mark)
        return _indent(path, mark.line, margin)
    if told.problem == "did not find expected key" and mark.column == margin:
        return _indent(path, mark.line, margin)
    if told.problem == "did not find expected '-' indicator" and line[mark.column] not in "]}":
        return _indent(path, mark.line, margin)
    return None


def _colon(path: str, mark: _Mark) -> Diagnostic:
    span = Span(path, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)
    message = "a colon and a space stand inside an unquoted value"
    return Diagnostic(span, "B016", message, "put quotes around the whole value")


def _indent(path: str, line: int, margin: int) -> Diagnostic:
    span = Span(path, line + 1, margin + 1, line + 1, margin + 2)
    hint = "align it with the line it belongs to"
    return Diagnostic(
        span, "B015", "this line is indented unlike the ones it stands with", hint
    )


def _bad_start(path: str, lines: list[str], told: _Told) -> Diagnostic | None:
    starts = ("found character that cannot start any token", "block sequence entries are not")
    if not told.problem.startswith(starts):
        return None
    mark = told.mark
    character = lines[mark.line][mark.column : mark.column + 1]
    span = Span(path, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)
    hint = "put quotes around the value"
    return Diagnostic(span, "B017", f"a value cannot begin with `{character}`", hint)


def _after_quote(lines: list[str], line: int, column: int) -> str | None:
    """Return what to do about text behind a closing quote; nothing where no quote stands."""
    before = lines[line][:column] if line < len(lines) else ""
    quote = before.rstrip()[-1:]
    if quote not in ("'", '"') or not quote:
        return None
    # A letter at the quote, or a quote too many, means that it was meant as part of the text.
    if before.rstrip() == before or lines[line].count(quote) % 2:
        if quote == "'":
            return "inside single quotes an apostrophe is written twice: `''`"
        return 'inside double quotes a quote is written `\\"`'
    return "put quotes around the whole value"


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else text[:most] + "…"


def _span(path: str, text: str, index: int, width: int) -> Span:
    line = text.count("\n", 0, index) + 1
    column = index - (text.rfind("\n", 0, index) + 1) + 1
    return Span(path, line, column, line, column + width)
