"""Places: what stands on a page leads to the file and the line it was written in."""

from pathlib import Path

import pytest

from brief.app.places import EDITORS, editor_link, places
from support.compiling import SOUND, compiled, sound_with

NOTE = "briefs/notes/2026-11-02-base.yaml"
ABOUT = "---\ntitle: About\n---\n\nFirst words.\n\nLast words.\n"


def text_at(path: str, line: int, files: dict[str, str | bytes]) -> str:
    content = files[path]
    assert isinstance(content, str)
    return content.split("\n")[line - 1]


def test_every_text_of_a_page_leads_to_its_own_line() -> None:
    files = sound_with({"briefs/pages/about.md": ABOUT})
    library = compiled(files).library
    for page in ("notes/base/index.html", "about/index.html", "definitions/index.html"):
        found = places(library, page)
        assert found
        assert any(place.lines for place in found)
        for place in found:
            for line in place.lines:
                assert line.text.split("\n")[0] in text_at(place.path, line.line, files)


def test_a_page_begins_with_the_object_it_is_about() -> None:
    found = places(compiled(SOUND).library, "notes/base/index.html")
    assert (found[0].id, found[0].path, found[0].line) == ("", NOTE, 1)


def test_an_issue_knows_the_notes_that_stand_in_it() -> None:
    found = places(compiled(SOUND).library, "issues/first/index.html")
    assert found[0].path == "briefs/issues/2026-11-10-first.yaml"
    assert {"base", "rule"} <= {each.id for each in found}


def test_objects_that_share_a_page_are_told_apart() -> None:
    found = places(compiled(SOUND).library, "sources/index.html")
    lines = {each.id: each.line for each in found}
    assert lines == {"source-article": 3, "source-posts": 1}


@pytest.mark.parametrize("name", EDITORS)
def test_the_address_of_an_editor_is_whole(name: str) -> None:
    address = editor_link(EDITORS[name], "/home/a b", NOTE, 4, 9)
    assert "/home/a%20b/briefs/notes/2026-11-02-base.yaml" in address.replace("//", "/")
    assert "{" not in address
    assert "4" in address


def test_no_name_of_a_file_breaks_out_of_an_address() -> None:
    assert editor_link("x:{path}", "/r", 'a"&<é', 1, 1) == "x:/r/a%22%26%3C%C3%A9"


def test_a_root_with_a_slash_is_not_doubled() -> None:
    root = Path("/r").as_posix()
    assert editor_link(EDITORS["vscode"], root, "b", 1, 2) == "vscode://file/r/b:1:2"
