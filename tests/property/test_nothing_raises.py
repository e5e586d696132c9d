"""No bytes and no text make the loader, the renderer of Markdown or the whole check raise."""

import json

from hypothesis import given
from hypothesis import strategies as st

from brief.diagnostics.catalogue import CODES
from brief.diagnostics.model import Diagnostic
from brief.text.markdown import from_json, render_markdown, to_json
from brief.text.yaml import read_yaml
from support.compiling import SOUND, compiled, sound_with
from support.faults.running import remembering

# Most files are the same each time, and read once.
PERFORM = remembering()

# Pieces of which trouble is made: what YAML and Markdown give a meaning to, and some more.
YAML_PIECES = (
    *("a: b", "\n", "- ", ": ", "{", "}", "[", "]", ",", "&x ", "*x", "!!int ", "!t ", "<<: "),
    *(
        "|\n",
        ">-\n",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
        "'",
        '"',
        "#",
        "\t",
        "  ",
        "? ",
        "\\x",
        "~",
    ),
    *(
        "kind: policy\n",
        "title: T\n",
        "kind: none",
        "\ufeff",
        "\x00",
        "\x85",
        "\u2028",
        "é",
        "漢",
    ),
)
MARKDOWN_PIECES = (
    *(
        "# ",
        "> ",
        "- ",
        "1. ",
        "| a | b |\n|---|--:|\n",
        "| c |\n",
        "```",
        "~~~\n",
        "    ",
        "\t",
    ),
    *(
        "[[",
        "]]",
        "|",
        "[^1]",
        "[^1]: ",
        "[a](",
        ")",
        "![b](",
        "<",
        ">",
        "<b onclick=x>",
        "&amp;",
    ),
    *(
        "*",
        "**",
        "_",
        "`",
        "\\",
        "\n",
        "\n\n",
        "javascript:x",
        "http://[",
        "mailto:",
        "//",
        "%00",
    ),
    *("'", '"', "--", "...", "\x00", "\u2028", "\u202e", "é", "漢", "\ud7ff", "#" * 7, "=" * 3),
)

texts = st.one_of(st.text(max_size=400), st.lists(st.sampled_from(YAML_PIECES)).map("".join))
contents = st.one_of(st.binary(max_size=400), texts.map(str.encode))
markdowns = st.one_of(
    st.text(max_size=400), st.lists(st.sampled_from(MARKDOWN_PIECES)).map("".join)
)


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """Draw a file of the sound project with a piece cut out and another put in its place."""
    path = draw(st.sampled_from(sorted(SOUND)))
    whole = SOUND[path].encode()
    start = draw(st.integers(0, len(whole)))
    end = draw(st.integers(start, min(len(whole), start + 40)))
    return path, whole[:start] + draw(contents) + whole[end:]


def assert_placed(found: tuple[Diagnostic, ...]) -> None:
    for each in found:
        assert each.code in CODES
        span = each.span
        assert 1 <= span.line <= span.end_line
        assert span.column >= 1
        assert each.message == each.message.strip() != ""
        assert "\n" not in each.message


@given(contents)
def test_no_bytes_make_the_loader_raise(content: bytes) -> None:
    reading = read_yaml("briefs/notes/it.yaml", content)
    assert_placed(reading.problems)
    assert reading.tree is not None or reading.problems


@given(markdowns, st.booleans(), st.sampled_from(["en", "fr", "de", "ar", "zh", "x"]))
def test_no_text_makes_the_renderer_raise(
    text: str,
    inline: bool,  # noqa: FBT001 - drawn
    language: str,
) -> None:
    made = render_markdown(text, language, inline=inline)
    assert from_json(json.loads(to_json(made))) == made
    html = "".join(piece for piece in made.html if isinstance(piece, str)).lower()
    assert "<script" not in html
    assert "<b onclick" not in html


@given(st.sampled_from(sorted(SOUND)), contents)
def test_no_file_of_any_bytes_makes_the_check_raise(path: str, content: bytes) -> None:
    assert_placed(compiled(sound_with({path: content}), perform=PERFORM).diagnostics)


@given(damaged())
def test_no_damage_to_a_sound_file_makes_the_check_raise(file: tuple[str, bytes]) -> None:
    path, content = file
    assert_placed(compiled(sound_with({path: content}), perform=PERFORM).diagnostics)


def test_what_these_properties_draw_is_worth_drawing() -> None:
    """A guard: the pieces provoke many sorts of faults, so the properties say something."""
    codes = {
        each.code
        for piece in YAML_PIECES
        for each in read_yaml("x.yaml", f"a: {piece}\nb: c\n".encode()).problems
    }
    assert len(codes) >= 5
