"""Notes with what is wrong with them written below the lines: the form that rule tests take.

A line `#   ^^^ error B112: message` marks the columns of the line above it; `# hint: …` below
gives the hint. A mark that begins in the first column stands there in place of the `#`. `^^…`
goes on into later lines, `!` has no width.
"""

import re
import textwrap
from collections.abc import Iterable, Mapping
from datetime import datetime
from difflib import unified_diff

from brief.diagnostics.model import Diagnostic, Severity
from support.compiling import AT, compiled, sound_with

_MARK = re.compile(r"(?:# *)?(?:\^+…?|!) (?:error|warning) B\d{3}: .*")
_HINT = re.compile(r"# *hint: (.*)")
_WORDS = {Severity.ERROR: "error", Severity.WARN: "warning"}


def check(
    path: str,
    text: str,
    *,
    beside: Mapping[str, str] | None = None,
    at: datetime = AT,
    drafts: bool = False,
) -> None:
    """Compile a file inside the sound project and compare all that is said about it.

    Paths count from `briefs/`. `beside` are other files of the project, annotated in the same
    way; nothing may be said of any other file.
    """
    written = {path: text, **(beside or {})}
    expected = {
        f"briefs/{name}": tidied(textwrap.dedent(each).lstrip("\n"))
        for name, each in written.items()
    }
    bare = {name: stripped(each) for name, each in expected.items()}
    done = compiled(sound_with(bare), at=at, drafts=drafts)
    found = annotated(bare, done.diagnostics)
    assert found == expected, "\n" + "\n".join(_difference(expected, found))


def _difference(expected: Mapping[str, str], found: Mapping[str, str]) -> Iterable[str]:
    """Yield what was expected and not said, and what was said and not expected."""
    for path in sorted({*expected, *found}):
        old, new = expected.get(path, ""), found.get(path, "")
        yield from unified_diff(old.split("\n"), new.split("\n"), f"{path} expected", path)


def tidied(text: str) -> str:
    """Return annotated text with its hints moved to one margin, so that two can be compared."""
    lines = (_HINT.fullmatch(line) for line in text.split("\n"))
    whole = zip(text.split("\n"), lines, strict=True)
    return "\n".join(f"# hint: {hint[1]}" if hint else line for line, hint in whole)


def stripped(text: str) -> str:
    """Return the text without its annotations."""
    lines = text.split("\n")
    return "\n".join(
        line for line in lines if not (_MARK.fullmatch(line) or _HINT.fullmatch(line))
    )


def annotated(texts: Mapping[str, str], diagnostics: Iterable[Diagnostic]) -> dict[str, str]:
    """Return texts with what is said of them below their lines. Other files are named whole."""
    below: dict[tuple[str, int], list[str]] = {}
    others: dict[str, str] = {}
    for each in diagnostics:
        if each.span.path in texts:
            lines = texts[each.span.path].split("\n")
            rows = below.setdefault((each.span.path, each.span.line), [])
            rows.append(_marked(each, lines))
            rows += [f"# hint: {each.hint}"] if each.hint else []
        else:
            others[each.span.path] = f"{each.span.line}: {each.code}: {each.message}"
    result = {}
    for path, text in texts.items():
        shown: list[str] = []
        for number, line in enumerate(text.split("\n"), 1):
            shown += [line, *below.pop((path, number), [])]
        result[path] = "\n".join(shown)
    assert not below, f"places behind the end of the file: {below}"
    return result | others


def _marked(each: Diagnostic, lines: list[str]) -> str:
    """Return the mark of one diagnostic; a span must stay inside its lines."""
    _, line, column, end_line, end_column = each.span
    width = end_column - column
    goes_on = end_line > line
    if goes_on:
        width = len(lines[line - 1]) - column + 1
    assert width >= 0
    assert column + width - 1 <= len(lines[line - 1]) + 1
    mark = ("^" * width if width else "!") + ("…" if goes_on else "")
    start = mark if column == 1 else "#" + " " * (column - 2) + mark
    return f"{start} {_WORDS[each.severity]} {each.code}: {each.message}"
