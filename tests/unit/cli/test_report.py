"""Diagnostics as people, programs and GitHub read them."""

import io
import json

import pytest
from click import unstyle

from brief.cli.report import WIDTH, Progress, as_annotation, as_json, as_text
from brief.diagnostics.model import Diagnostic, Severity, Span

PATH = "briefs/notes/2026-11-20-chip-rule.yaml"


def diagnostic(
    line: int,
    column: int,
    end: int,
    *,
    end_line: int | None = None,
    hint: str | None = None,
    severity: Severity = Severity.ERROR,
) -> Diagnostic:
    span = Span(PATH, line, column, end_line or line, end)
    return Diagnostic(span, "B111", "unknown field `juristiction`", hint, severity)


def shown(found: Diagnostic, text: str) -> list[str]:
    return unstyle(as_text(found, lambda _path: text.split("\n"))).split("\n")


def test_a_diagnostic_has_place_excerpt_caret_and_hint() -> None:
    found = diagnostic(2, 1, 13, hint="did you mean `jurisdiction`?")
    assert shown(found, "kind: policy\njuristiction: EU\n") == [
        f"{PATH}:2:1: error B111: unknown field `juristiction`",
        "   2 | juristiction: EU",
        "     | ^^^^^^^^^^^^",
        "  hint: did you mean `jurisdiction`?",
    ]


def test_a_warning_is_called_one() -> None:
    found = diagnostic(1, 1, 2, severity=Severity.WARN)
    assert shown(found, "a")[0].startswith(f"{PATH}:1:1: warning B111: ")


def caret(found: Diagnostic, text: str) -> tuple[str, str]:
    """Return excerpt and carets without the margin."""
    _, excerpt, marks = shown(found, text)
    margin = excerpt.index("| ") + 2
    return excerpt[margin:], marks[margin:]


@pytest.mark.parametrize(
    ("text", "column", "end", "marks"),
    [
        ("abc def", 5, 8, "    ^^^"),
        # A wide character takes two columns, before the place and inside it.
        ("深圳 def", 4, 7, "     ^^^"),
        ("a 深圳 b", 3, 5, "  ^^^^"),
        ("🚀 x", 3, 4, "   ^"),
        # A combining mark takes none.
        ("e\u0301 x", 4, 5, "  ^"),
        # A tab is shown as one space.
        ("\tx", 2, 3, " ^"),
        # No width is one caret, also behind the end of the line.
        ("abc", 2, 2, " ^"),
        ("abc", 4, 4, "   ^"),
        ("", 1, 1, "^"),
    ],
)
def test_carets_stand_below_what_they_mark(
    text: str, column: int, end: int, marks: str
) -> None:
    assert caret(diagnostic(1, column, end), text)[1] == marks


def test_a_stretch_of_several_lines_is_marked_to_the_end_of_its_first() -> None:
    found = diagnostic(1, 3, 2, end_line=3)
    assert caret(found, "abcdef\nghi\njkl") == ("abcdef", "  ^^^^")


@pytest.mark.parametrize("column", [1, 40, 44, 45, 100, 150, 196])
def test_a_long_line_is_shown_around_its_place(column: int) -> None:
    text = "".join(f"{n:04d}" for n in range(50))
    excerpt, marks = caret(diagnostic(1, column, column + 4), text)
    assert len(excerpt) <= WIDTH + 1
    start = marks.index("^")
    assert excerpt[start : start + marks.count("^")] == text[column - 1 : column + 3]


def test_a_mark_longer_than_the_excerpt_ends_with_it() -> None:
    excerpt, marks = caret(diagnostic(1, 1, 1001), "x" * 1000)
    assert len(excerpt) == len(marks) == WIDTH


def test_what_cannot_be_printed_is_a_dot() -> None:
    excerpt, marks = caret(diagnostic(1, 3, 4), "a\x07b\x1b[31m")
    assert excerpt == "a·b·[31m"
    assert marks == "  ^"


def test_a_place_outside_the_file_has_no_excerpt() -> None:
    assert shown(diagnostic(7, 1, 2), "a\nb") == [
        f"{PATH}:7:1: error B111: unknown field `juristiction`"
    ]


def test_json_holds_every_field() -> None:
    found = [
        diagnostic(2, 3, 5, hint="é"),
        diagnostic(4, 1, 1, end_line=6, severity=Severity.WARN),
    ]
    assert json.loads(as_json(found)) == [
        {
            "code": "B111",
            "severity": "error",
            "path": PATH,
            "line": 2,
            "column": 3,
            "end_line": 2,
            "end_column": 5,
            "message": "unknown field `juristiction`",
            "hint": "é",
        },
        {
            "code": "B111",
            "severity": "warning",
            "path": PATH,
            "line": 4,
            "column": 1,
            "end_line": 6,
            "end_column": 1,
            "message": "unknown field `juristiction`",
            "hint": None,
        },
    ]
    assert json.loads(as_json([])) == []


def test_an_annotation_carries_place_code_and_hint() -> None:
    assert as_annotation(diagnostic(2, 3, 5, hint="do this")) == (
        f"::error file={PATH},line=2,col=3,endLine=2,endColumn=5,title=B111"
        "::unknown field `juristiction` (do this)"
    )
    assert as_annotation(diagnostic(1, 1, 1, severity=Severity.WARN)).startswith("::warning ")


def test_an_annotation_cannot_be_broken_out_of() -> None:
    span = Span("a:b,c%d\ne.yaml", 1, 1, 1, 2)
    text = as_annotation(Diagnostic(span, "B111", "50% of\r\n::error::it: a, b"))
    assert "\n" not in text
    assert "\r" not in text
    assert "file=a%3Ab%2Cc%25d%0Ae.yaml," in text
    assert text.endswith("::50%25 of%0D%0A::error::it: a, b")


def test_progress_is_silent_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(quiet=False)
    progress.step("read", 1, 2)
    progress.clear()
    assert capsys.readouterr() == ("", "")


class Terminal(io.StringIO):
    """Standard error, as a terminal or not."""

    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


def told(monkeypatch: pytest.MonkeyPatch, *, is_terminal: bool, quiet: bool = False) -> str:
    """Return what is said of 40 PDFs that take 2 s each, and of texts that take nothing."""
    stream = Terminal(is_terminal=is_terminal)
    monkeypatch.setattr("sys.stderr", stream)
    now = [100.0]
    progress = Progress(quiet=quiet, clock=lambda: now[0])
    for name, cost in (("markdown", 0.0), ("pdf", 2.0)):
        for done in range(41):
            now[0] += cost if done else 0
            progress.step(name, done, 40)
    progress.clear()
    return stream.getvalue()


def test_a_terminal_shows_how_far_it_is_and_how_long_it_takes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = told(monkeypatch, is_terminal=True).split("\r")
    assert "setting PDFs 1/40, about 1 min left" in lines
    assert "setting PDFs 20/40, about 40 s left".ljust(35) in [line.ljust(35) for line in lines]
    assert any(line.strip() == "setting PDFs 40/40" for line in lines)
    assert lines[-1] == ""
    assert lines[-2].isspace()


def test_elsewhere_lines_are_said_now_and_then_of_what_takes_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = told(monkeypatch, is_terminal=False).splitlines()
    assert lines[0] == "setting PDFs 5/40, about 1 min left"
    assert len(lines) == 8
    assert not any("text" in line for line in lines)


def test_a_quiet_command_says_nothing_on_its_way(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, is_terminal=True, quiet=True) == ""
    assert told(monkeypatch, is_terminal=False, quiet=True) == ""
