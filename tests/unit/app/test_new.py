"""New objects and projects: files that check as they stand, and take no other's place."""

from datetime import date

import pytest

from brief.adapters.files import starter
from brief.app.new import id_of_file, init, makeable, new, quoted
from brief.app.numbering import next_number, numbered
from brief.diagnostics.world import BriefError
from brief.kinds import KINDS
from brief.text.tree import plain
from brief.text.yaml import read_yaml
from support.compiling import SOUND, compiled
from support.fakes import MemoryFiles

DAY = date(2026, 11, 20)


def made(kind: str, title: str = "A new thing") -> tuple[str, str]:
    """Make an object in the sound project and return its path and text."""
    files = MemoryFiles({path: text.encode() for path, text in SOUND.items()})
    path = new(files, kind, title, DAY, 2)
    return path, files.held[path].decode()


def test_every_kind_that_has_files_of_its_own_can_be_made() -> None:
    collected = {"class", "base-rate", "page"}
    assert set(makeable()) == {kind.name for kind in KINDS} - collected


@pytest.mark.parametrize("kind", makeable())
@pytest.mark.parametrize("draft", [True, False])
def test_a_new_object_checks_clean_as_it_is_and_without_its_draft_mark(
    kind: str, *, draft: bool
) -> None:
    path, text = made(kind, "Will it come?" if kind == "forecast" else "A new thing")
    if not draft:
        text = "".join(
            line for line in text.splitlines(keepends=True) if not line.startswith("status:")
        )
    done = compiled({**SOUND, path: text})
    assert done.errors == 0, done.diagnostics
    # What only warns: a scenario without anything in it, a sentence without a basis.
    assert {each.code for each in done.diagnostics} <= {"B190", "B195"}


@pytest.mark.parametrize("kind", makeable())
def test_a_new_object_is_yaml_below_its_schema_in_lines_that_fit(kind: str) -> None:
    path, text = made(kind)
    first = text.split("\n", 1)[0]
    assert first.startswith("# yaml-language-server: $schema=../")
    assert first.endswith(".json")
    assert "/".join(["..", *[".."] * (path.count("/") - 1)]) + "/.brief/schema/" in first
    assert max(map(len, text.split("\n"))) <= 96
    assert read_yaml(path, text.encode()).problems == ()


@pytest.mark.parametrize("kind", makeable())
def test_a_comment_names_every_field_that_is_not_filled_in(kind: str) -> None:
    _, text = made(kind)
    model = next(each.model for each in KINDS if each.name == kind)
    for name, field in model.model_fields.items():
        shown = field.alias or name
        if shown not in ("id", "former_ids"):
            assert f"\n{shown}:" in text or f"\n# {shown}:" in text, shown


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("announcement", "briefs/notes/2026/2026-11-20-a-new-thing.yaml"),
        ("issue", "briefs/issues/2026/2026-11-20-a-new-thing.yaml"),
        ("entity", "briefs/entities/a-new-thing.yaml"),
        ("forecast", "briefs/forecasts/a-new-thing.yaml"),
        ("source", "briefs/sources/a-new-thing.yaml"),
    ],
)
def test_an_object_has_its_place_by_kind_and_day(kind: str, path: str) -> None:
    assert made(kind)[0] == path


def test_a_new_object_never_takes_the_place_of_another() -> None:
    files = MemoryFiles()
    new(files, "entity", "Etched", DAY, 1)
    before = dict(files.held)
    with pytest.raises(BriefError, match="is there already"):
        new(files, "entity", "ETCHED!", DAY, 1)
    assert files.held == before


@pytest.mark.parametrize("title", ["", "  ", "题", "!?"])
def test_a_title_that_makes_no_id_is_refused(title: str) -> None:
    files = MemoryFiles()
    with pytest.raises(BriefError, match="no id"):
        new(files, "commentary", title, DAY, 1)
    assert files.held == {}


@pytest.mark.parametrize(
    "title",
    [
        "plain",
        "It's so",
        "colon: inside",
        "ends with:",
        "hash # inside",
        "#first",
        "- dash",
        "[brackets]",
        "{braces}",
        "*star*",
        "&amp",
        "!bang",
        "'quoted'",
        '"double"',
        "%percent",
        "@at",
        "`tick`",
        "| pipe",
        "> fold",
        "? ask",
        "a, b",
        "true",
        "2026-11-20",
        "Zürich 深圳 🚀",
        "back\\slash",
        "tab\tinside",
    ],
)
def test_a_title_is_kept_as_it_was_typed(title: str) -> None:
    reading = read_yaml("x.yaml", f"title: {quoted(title)}\n".encode())
    assert reading.problems == ()
    assert reading.tree is not None
    assert plain(reading.tree) == {"title": " ".join(title.split())}


def test_the_next_number_follows_the_highest_of_all_issues() -> None:
    texts = {
        "briefs/issues/a.yaml": b"title: A\nnumber: 7\n",
        "briefs/issues/b.yaml": b"number:  12 # a comment\n",
        "briefs/issues/c.yaml": b"number: many\n",
        "briefs/notes/d.yaml": b"number: 99\n",
    }
    assert next_number(texts) == 13
    assert next_number({}) == 1


def test_an_issue_is_found_by_its_number() -> None:
    texts = {
        "briefs/issues/2026/2026-11-01-first.yaml": b"number: 1\ntitle: A\n",
        "briefs/issues/2026-11-02-second.yaml": b"id: other\nnumber: 2 # the second\n",
        "briefs/notes/2026-11-01-a.yaml": b"number: 3\n",
    }
    assert numbered(texts, 1) == ("first",)
    assert numbered(texts, 2) == ("other",)
    assert numbered(texts, 3) == ()


def test_the_id_of_a_file_is_its_name_without_a_day() -> None:
    assert id_of_file("2026-11-20-etched") == "etched"
    assert id_of_file("etched") == "etched"
    assert id_of_file("2026-11-20") == "2026-11-20"


def test_a_new_project_builds_at_once() -> None:
    files = MemoryFiles()
    written = init(files, starter())
    assert set(written) == set(files.held)
    assert ".gitignore" in files.held
    texts = {
        path: content for path, content in files.held.items() if path.startswith("briefs/")
    }
    done = compiled(texts)
    assert done.diagnostics == ()
    assert "index.html" in done.site


def test_a_new_project_takes_no_place_of_what_is_there() -> None:
    files = MemoryFiles({"briefs/newsletter.yaml": b"mine"})
    with pytest.raises(BriefError, match="is there already"):
        init(files, starter())
    assert files.held == {"briefs/newsletter.yaml": b"mine"}
