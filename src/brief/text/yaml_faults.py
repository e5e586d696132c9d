"""Where and how a YAML text is broken: libyaml's errors in the author's words."""

import re

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


def fault(path: str, text: str, error: yaml.YAMLError) -> Diagnostic:
    """Return the one diagnostic for a text that libyaml refused."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Diagnostic(Span(path, 1, 1, 1, 1), "B018", "this is not YAML", str(error))
    lines = text.split("\n")
    mark = error.problem_mark
    found = (
        _tab(path, lines, error)
        or _open_quote(path, text, error)
        or _open_bracket(path, error)
        or _alias(path, error)
        or _colon_or_indent(path, lines, error)
        or _bad_start(path, lines, error)
    )
    if found:
        return found
    line, column = mark.line + 1, mark.column + 1
    if error.problem and "could not find expected ':'" in error.problem and error.context_mark:
        line, column = error.context_mark.line + 1, error.context_mark.column + 1
        written = lines[line - 1].strip()
        span = Span(path, line, column, line, column + len(written))
        message = f"this line is not `field: value`: `{_short(written)}`"
        return Diagnostic(span, "B018", message, "indent it if it belongs to the text above")
    if error.problem and "escape" in error.problem:
        escape = lines[mark.line][mark.column : mark.column + 2]
        message = f"unknown escape in double quotes: `{escape}`"
        hint = "use single quotes, or write the backslash twice"
        span = Span(path, line, column, line, column + 2)
        return Diagnostic(span, "B021", message, hint)
    character = lines[mark.line][mark.column : mark.column + 1] if mark.line < len(lines) else ""
    if character in ("]", "}"):
        message = f"nothing opens this `{character}`"
        span = Span(path, line, column, line, column + 1)
        return Diagnostic(span, "B014", message, "delete it, or put quotes around the value")
    message = f"this is not YAML: {error.problem or 'it cannot be read'}"
    hint = _after_quote(lines, mark.line, mark.column)
    if error.problem == "did not find expected comment or line break":
        hint = "begin the text on the line below the `|`"
    return Diagnostic(Span(path, line, column, line, column + 1), "B018", message, hint)


def _tab(path: str, lines: list[str], error: yaml.MarkedYAMLError) -> Diagnostic | None:
    first = error.context_mark.line if error.context_mark else error.problem_mark.line
    for number in range(min(error.problem_mark.line, len(lines) - 1), first - 1, -1):
        margin = re.match(r" *\t", lines[number])
        if margin:
            line, column = number + 1, margin.end()
            span = Span(path, line, column, line, column + 1)
            return Diagnostic(span, "B004", "a tab indents this line", "indent with spaces")
    return None


def _open_quote(path: str, text: str, error: yaml.MarkedYAMLError) -> Diagnostic | None:
    mark = error.problem_mark
    opened = None
    if error.context == "while scanning a quoted scalar":
        opened = error.context_mark
    else:
        # A quote that was never closed swallows the text up to the next quote; the error then
        # stands on the line where that one "closes" it.
        for token in _tokens(text):
            start, end = token.start_mark, token.end_mark
            if start.index > mark.index:
                break
            quoted = isinstance(token, yaml.ScalarToken) and not token.plain
            if quoted and text[start.index] in "'\"" and start.line < end.line == mark.line:
                opened = start
    if opened is None:
        return None
    line, column = opened.line + 1, opened.column + 1
    span = Span(path, line, column, line, column + 1)
    return Diagnostic(span, "B013", "the quote that opens here is not closed", "close it")


def _tokens(text: str) -> list[yaml.Token]:
    loader = yaml.CLoader(text)
    tokens = []
    try:
        while loader.check_token():
            tokens.append(loader.get_token())
    except yaml.YAMLError:
        pass  # the tokens before the fault are what is wanted
    return tokens


def _open_bracket(path: str, error: yaml.MarkedYAMLError) -> Diagnostic | None:
    contexts = {"while parsing a flow sequence": "[", "while parsing a flow mapping": "{"}
    bracket = contexts.get(error.context or "")
    if bracket is None:
        return None
    mark = error.context_mark
    if error.problem_mark.line == mark.line:
        mark = error.problem_mark
        span = Span(path, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)
        message = f"a comma or the end of `{bracket}` is missing before this"
        return Diagnostic(span, "B014", message, "put a comma between items")
    span = Span(path, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)
    return Diagnostic(span, "B014", f"the `{bracket}` that opens here is not closed", "close it")


def _alias(path: str, error: yaml.MarkedYAMLError) -> Diagnostic | None:
    mark = error.problem_mark
    if error.context == "while scanning an alias":
        mark = error.context_mark
    elif error.problem != "found undefined alias":
        return None
    span = Span(path, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)
    hint = "put quotes around text that begins with `*`"
    return Diagnostic(span, "B006", "aliases are not read: `*`", hint)


def _colon_or_indent(
    path: str, lines: list[str], error: yaml.MarkedYAMLError
) -> Diagnostic | None:
    mark = error.problem_mark
    line = lines[mark.line] if mark.line < len(lines) else ""
    margin = len(line) - len(line.lstrip(" "))
    if error.problem == "mapping values are not allowed in this context":
        if re.match(r"\s*(- )*[^\s:]+:\s+\S", line[: mark.column]):
            span = Span(path, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)
            message = "a colon and a space stand inside an unquoted value"
            return Diagnostic(span, "B016", message, "put quotes around the whole value")
        return _indent(path, mark.line, margin)
    if error.problem == "did not find expected key" and mark.column == margin:
        return _indent(path, mark.line, margin)
    if error.problem == "did not find expected '-' indicator":
        return _indent(path, mark.line, margin)
    return None


def _indent(path: str, line: int, margin: int) -> Diagnostic:
    span = Span(path, line + 1, margin + 1, line + 1, margin + 2)
    hint = "align it with the line it belongs to"
    return Diagnostic(span, "B015", "this line is indented unlike the ones it stands with", hint)


def _bad_start(path: str, lines: list[str], error: yaml.MarkedYAMLError) -> Diagnostic | None:
    starts = ("found character that cannot start any token", "block sequence entries are not")
    if not (error.problem or "").startswith(starts):
        return None
    mark = error.problem_mark
    character = lines[mark.line][mark.column : mark.column + 1]
    span = Span(path, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)
    hint = "put quotes around the value"
    return Diagnostic(span, "B017", f"a value cannot begin with `{character}`", hint)


def _after_quote(lines: list[str], line: int, column: int) -> str | None:
    before = lines[line][:column].rstrip() if line < len(lines) else ""
    if before.endswith("'"):
        return "inside single quotes an apostrophe is written twice: `''`"
    if before.endswith('"'):
        return 'inside double quotes a quote is written `\\"`'
    return None


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else text[:most] + "…"


def _span(path: str, text: str, index: int, width: int) -> Span:
    line = text.count("\n", 0, index) + 1
    column = index - (text.rfind("\n", 0, index) + 1) + 1
    return Span(path, line, column, line, column + width)
