"""A memory and a glance change how long an answer takes, never the answer."""

from collections.abc import Sequence

import pytest

from brief.build.compile import compile_snapshot
from brief.build.memory import Memory
from brief.build.options import Options
from brief.build.step import Step
from brief.build.steps import PURE, in_place
from brief.outputs.artefact import File
from support.compiling import SOUND, snapshot, sound_with
from support.fakes import drawn
from support.projects import projects

PERFORM = in_place({**PURE, "figure": drawn})
NOTE = "briefs/notes/2026-11-02-base.yaml"


def whole(files: dict[str, str | bytes]) -> dict[str, File]:
    done = compile_snapshot(snapshot(files), Options(pdf=False, pictures=True), PERFORM)
    assert done.errors == 0
    return dict(done.site)


@pytest.mark.parametrize("name", ["small", "starter"])
def test_a_page_at_a_glance_is_the_page_of_the_whole(name: str) -> None:
    files = dict(projects()[name])
    site = whole({**files})
    memory = Memory()
    pages = [path for path in site if path.endswith(".html")]
    assert len(pages) > 15
    for page in pages:
        options = Options(pdf=False, pictures=True, only=frozenset((page,)))
        seen = compile_snapshot(snapshot(files), options, PERFORM, memory).site
        assert seen[page] == site[page], page
        assert [path for path in seen if path.endswith(".html")] == [page]
        assert {path: site.get(path) for path in seen} == dict(seen)


def test_a_glance_at_a_page_that_is_not_there_gives_none() -> None:
    options = Options(only=frozenset(("notes/nowhere/index.html",)))
    seen = compile_snapshot(snapshot(SOUND), options, PERFORM).site
    assert not any(path.endswith(".html") for path in seen)


def test_a_glance_finds_what_is_wrong_with_a_file() -> None:
    broken = sound_with({NOTE: "kind: announcement\ntitel: A slip\n"})
    done = compile_snapshot(snapshot(broken), Options(only=frozenset()), PERFORM)
    assert done.errors
    assert done.site == {}


def test_what_was_read_is_not_read_again_and_what_changed_is() -> None:
    read: list[str] = []

    def perform(steps: Sequence[Step]) -> Sequence[bytes]:
        read.extend(step["path"].decode() for step in steps if step.name == "read")
        return PERFORM(steps)

    memory = Memory()
    options = Options(pdf=False)
    compile_snapshot(snapshot(SOUND), options, perform, memory)
    assert len(read) == len(set(read)) > 3
    read.clear()
    compile_snapshot(snapshot(SOUND), options, perform, memory)
    assert read == []
    changed = sound_with({NOTE: SOUND[NOTE].replace("more space", "a hall")})
    after = compile_snapshot(snapshot(changed), options, perform, memory)
    assert read == [NOTE]
    assert after.site == compile_snapshot(snapshot(changed), options, PERFORM).site


def test_other_defaults_are_other_objects() -> None:
    memory = Memory()
    options = Options(pdf=False)
    compile_snapshot(snapshot(SOUND), options, PERFORM, memory)
    settings = SOUND["briefs/newsletter.yaml"] + "defaults: {tier: paid}\n"
    paid = sound_with({"briefs/newsletter.yaml": settings})
    after = compile_snapshot(snapshot(paid), options, PERFORM, memory)
    assert "notes/base/index.html" not in after.site


def test_a_memory_holds_what_the_last_turn_used_alone() -> None:
    memory = Memory()
    for number in range(5):
        memory.turn()
        assert memory.get(number, lambda number=number: number * 2) == number * 2  # type: ignore[misc]
    assert [key for key in range(5) if memory.holds(key)] == [3, 4]
