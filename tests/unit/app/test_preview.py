"""The preview as values: what is postponed, what differs, what is shown while all is broken."""

from datetime import UTC, datetime

from brief.app.preview import Postponed, Thorough, Wanted, Whole, glance
from brief.app.shelf import Shelf
from brief.build.compile import Compilation
from brief.build.memory import Memory
from brief.build.step import Step
from brief.build.steps import PURE, in_place
from brief.outputs.artefact import File
from support.compiling import SOUND
from support.fakes import MemoryFiles, drawn

PERFORM = in_place({**PURE, "figure": drawn})
WANTED = Wanted(datetime(2026, 11, 23, 12, tzinfo=UTC), {}, drafts=False)
NOTE = "briefs/notes/2026-11-02-base.yaml"
PAGE = "notes/base/index.html"


def project() -> MemoryFiles:
    return MemoryFiles({path: text.encode() for path, text in SOUND.items()})


def seen(files: MemoryFiles, *pages: str) -> Compilation:
    return glance(files, PERFORM, Memory(), WANTED, pages)


def look(shelf: Shelf, files: MemoryFiles, page: str) -> bytes | None:
    shelf.glanced(shelf.version, frozenset((page,)), seen(files, page))
    return content(shelf, page)


def content(shelf: Shelf, page: str) -> bytes | None:
    found = shelf.get(f"site/{page}")
    return found.content if found else None


def test_pdfs_are_put_aside_by_key_and_nothing_else_is() -> None:
    done: list[str] = []

    def perform(steps: list[Step] | tuple[Step, ...]) -> list[bytes]:
        done.extend(step.name for step in steps)
        return [b"done"] * len(steps)

    postponed = Postponed(perform)  # type: ignore[arg-type]
    one, other = (Step("pdf", (("html", text),)) for text in (b"1", b"2"))
    results = postponed([one, other])
    assert done == []
    assert postponed.steps == {one.key(): one, other.key(): other}
    assert results == [
        b"%PDF-later " + one.key().encode(),
        b"%PDF-later " + other.key().encode(),
    ]
    assert postponed([Step("read", ())]) == [b"done"]
    assert postponed([]) == [] or done == ["read"]


def test_a_second_compilation_tells_what_differs() -> None:
    files = project()
    thorough = Thorough(files, PERFORM)
    first = thorough.compile(WANTED, pdf=True)
    assert f"site/{PAGE}" in first.changed
    assert "editions/first/investor.html" in first.changed
    assert thorough.compile(WANTED, pdf=True) == first._replace(changed={}, gone=())
    del files.held[NOTE]
    files.write("briefs/issues/2026-11-10-first.yaml", b"number: 1\ntitle: The first\n")
    second = thorough.compile(WANTED, pdf=True)
    assert f"site/{PAGE}" in second.gone
    assert "site/index.html" in second.changed


def test_a_broken_project_changes_no_file_and_says_why() -> None:
    files = project()
    thorough = Thorough(files, PERFORM)
    thorough.compile(WANTED, pdf=True)
    files.write(NOTE, b"kind: [\n")
    broken = thorough.compile(WANTED, pdf=True)
    assert (broken.broken, broken.changed, broken.gone) == (True, {}, ())
    assert [each.span.path for each in broken.diagnostics] == [NOTE]


def test_settings_that_vanish_are_told() -> None:
    files = project()
    files.held.clear()
    whole = Thorough(files, PERFORM).compile(WANTED, pdf=True)
    assert whole.broken
    assert whole.diagnostics[0].message == "the settings of the newsletter are not there"


def test_the_documents_are_the_pdfs_and_their_keys_follow_what_they_show() -> None:
    files = project()
    thorough = Thorough(files, PERFORM)
    shelf = Shelf()
    shelf.adopt(1, thorough.compile(WANTED, pdf=True))
    before = shelf.documents()
    assert [each.path for each in before if each.path.startswith("site/")] == [
        "site/issues/first/first.pdf"
    ]
    step = thorough.step(before[0].key)
    assert step is not None
    assert step.key() == before[0].key
    files.write(NOTE, SOUND[NOTE].replace("more space", "a hall").encode())
    shelf.saved()
    shelf.adopt(2, thorough.compile(WANTED, pdf=True))
    after = shelf.documents()
    assert [each.path for each in after] == [each.path for each in before]
    assert before[0].key != after[0].key


def test_the_last_good_page_stays_while_a_note_is_broken() -> None:
    files, shelf = project(), Shelf()
    good = look(shelf, files, PAGE)
    assert good
    shelf.saved()
    files.write(NOTE, b"kind: [\n")
    assert look(shelf, files, PAGE) == good
    assert (shelf.broken, bool(shelf.diagnostics)) == (True, True)
    shelf.saved()
    assert not shelf.is_fresh(PAGE)
    files.write(NOTE, SOUND[NOTE].replace("more space", "a hall").encode())
    assert b"a hall" in (look(shelf, files, PAGE) or b"")
    assert (shelf.broken, shelf.diagnostics) == (False, ())


def test_what_a_glance_took_away_comes_back_with_the_whole() -> None:
    files, shelf = project(), Shelf()
    thorough = Thorough(files, PERFORM)
    shelf.adopt(1, thorough.compile(WANTED, pdf=True))
    good = content(shelf, PAGE)
    files.write(NOTE, SOUND[NOTE].replace("more space", "a hall").encode())
    shelf.saved()
    assert look(shelf, files, PAGE) != good
    files.write(NOTE, SOUND[NOTE].encode())
    shelf.saved()
    assert shelf.adopt(3, thorough.compile(WANTED, pdf=True)) == ()
    assert content(shelf, PAGE) == good
    assert shelf.is_fresh(PAGE)


def test_a_whole_that_a_save_has_overtaken_is_not_called_fresh() -> None:
    shelf = Shelf()
    page = File("a.html", b"1", "text/html")
    shelf.saved()
    whole = Whole({"site/a.html": page}, (), (), broken=False, base="/")
    assert shelf.adopt(1, whole) is None
    assert not shelf.is_fresh("a.html")
    assert shelf.adopt(2, whole._replace(changed={})) == ("site/a.html",)
    assert shelf.get("site/a.html") == page


def test_a_page_that_is_gone_is_gone_at_once() -> None:
    files, shelf = project(), Shelf()
    shelf.adopt(1, Thorough(files, PERFORM).compile(WANTED, pdf=True))
    shelf.saved()
    del files.held[NOTE]
    files.write("briefs/issues/2026-11-10-first.yaml", b"number: 1\ntitle: The first\n")
    assert look(shelf, files, PAGE) is None
