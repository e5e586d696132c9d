"""Templates of a project: each fault with its file, line, column, and the object it met."""

from dataclasses import dataclass

import pytest

from brief.diagnostics.model import Diagnostic
from brief.outputs.templates import BrokenTemplateError, Templates
from support.compiling import SOUND, builtin_theme, compiled


@dataclass(frozen=True)
class Note:
    """A view as a template sees it."""

    title: str = "A <title>"
    body: str = "Text"


def fault(text: str, **others: str) -> Diagnostic:
    templates = Templates({"note.html": text, **others}, {})
    with pytest.raises(BrokenTemplateError) as caught:
        templates.render("note.html", "note `it`", note=Note())
    return caught.value.diagnostic


def place(found: Diagnostic) -> tuple[str, str, int, int, int]:
    span = found.span
    return found.code, span.path, span.line, span.column, span.end_column - span.column


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # It cannot be read.
        ("a\n{% fi note %}", ("B301", "templates/note.html", 2, 4, 2)),
        ("a\n{% if note %}\nb", ("B301", "templates/note.html", 3, 1, 1)),
        ("{{ note.title }", ("B301", "templates/note.html", 1, 15, 1)),
        ("a\n\n  {{ note. }}", ("B301", "templates/note.html", 3, 3, 2)),
        # It names a template that is not there.
        ('a\n{% include "nte.html" %}', ("B302", "templates/note.html", 2, 13, 8)),
        ('{% extends "layot.html" %}', ("B302", "templates/note.html", 1, 13, 10)),
        # It uses a filter or a test that nothing has.
        ("a\n<b>{{ note.title|uper }}", ("B303", "templates/note.html", 2, 18, 4)),
        ("{% if note is strange %}{% endif %}", ("B303", "templates/note.html", 1, 15, 7)),
        ("{% if note|strange %}{% endif %}", ("B303", "templates/note.html", 1, 12, 7)),
        # It asks for what the view does not have.
        ("a\nb\n  {{ note.titel }}", ("B304", "templates/note.html", 3, 11, 5)),
        ("{{ nope }}", ("B304", "templates/note.html", 1, 4, 4)),
        ("{% if note.nope %}{% endif %}", ("B304", "templates/note.html", 1, 12, 4)),
        ("{% for each in note.nope %}{% endfor %}", ("B304", "templates/note.html", 1, 21, 4)),
        # It fails.
        ("a\n{{ 1 / 0 }}", ("B305", "templates/note.html", 2, 1, 2)),
        ("{{ note.title + 1 }}", ("B305", "templates/note.html", 1, 1, 2)),
        ("{{ note() }}", ("B305", "templates/note.html", 1, 1, 2)),
    ],
)
def test_a_fault_is_told_at_its_place(
    text: str, expected: tuple[str, str, int, int, int]
) -> None:
    found = fault(text)
    assert place(found) == expected
    if expected[0] in ("B304", "B305"):
        assert found.message.endswith("(while rendering note `it`)")


def test_a_fault_in_a_part_is_told_in_the_file_of_the_part() -> None:
    found = fault('a\n{% include "part.html" %}', **{"part.html": "b\n\n{{ note.nope }}"})
    assert place(found) == ("B304", "templates/part.html", 3, 9, 4)
    macro = '{% from "part.html" import head %}\n\n{{ head(note) }}'
    found = fault(macro, **{"part.html": "\n{% macro head(it) %}\n{{ it.nope }}{% endmacro %}"})
    assert place(found) == ("B304", "templates/part.html", 3, 7, 4)


def test_a_misspelt_name_gets_the_one_that_was_meant() -> None:
    assert fault("{{ note.titel }}").hint == "did you mean `title`?"
    assert (
        fault('{% include "parts.html" %}', **{"part.html": ""}).hint
        == "did you mean `part.html`?"
    )


def test_a_template_that_includes_itself_ends() -> None:
    found = fault('{% include "note.html" %}')
    assert found.code == "B305"
    assert "includes itself" in found.message


@pytest.mark.parametrize(
    "expression",
    [
        "().__class__",
        "().__class__.__bases__",
        "note.__class__",
        "note.__dict__",
        "note.title.__class__.__mro__",
        "'{0.__class__}'.format(note)",
        "note['__class__']",
        "note|attr('__class__')",
        "self.__init__.__globals__",
        "cycler",
        "lipsum()",
        "[1, 2]|random",
        "note|pprint",
    ],
)
def test_the_sandbox_lets_nothing_out(expression: str) -> None:
    assert fault("{{ " + expression + " }}").code in ("B303", "B304", "B305")


@pytest.mark.parametrize(
    "statement", ["note.items.append(1)", "[].append(1)", "{}.update({'a': 1})"]
)
def test_the_sandbox_lets_nothing_be_changed(statement: str) -> None:
    assert fault("{{ " + statement + " }}").code in ("B304", "B305")


def test_everything_is_escaped() -> None:
    templates = Templates({"note.html": "{{ note.title }}", "a.txt": "{{ note.title }}"}, {})
    assert templates.render("note.html", "it", note=Note()) == "A &lt;title&gt;"


def test_the_same_templates_render_the_same_again_and_a_changed_one_anew() -> None:
    one, two = Templates({"a.html": "{{ x }}"}, {}), Templates({"a.html": "{{ x }}!"}, {})
    assert [str(each.render("a.html", "it", x="y")) for each in (one, two, one)] == [
        "y",
        "y!",
        "y",
    ]


def test_a_fault_of_an_override_stops_the_build_and_names_the_object() -> None:
    broken = builtin_theme()["source.html"].decode() + "\n{{ source.nope }}\n"
    done = compiled(SOUND, theme={"source.html": broken})
    (found,) = done.diagnostics
    assert found.code == "B304"
    assert found.span.path == "templates/source.html"
    assert found.span.line == broken.count("\n")
    assert "(while rendering source `" in found.message
    assert done.site == {}
