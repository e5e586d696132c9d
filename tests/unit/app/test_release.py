"""The act of publishing: what is recorded, and that recording again changes nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from brief.app.build import Built, build
from brief.app.perform import Performer
from brief.app.release import Released, build_id, release
from brief.diagnostics.world import BriefError
from brief.library.record import Record, read_record
from brief.schema.layout import LOCK
from support.compiling import SOUND
from support.fakes import CountingExecutor, MemoryCache, MemoryFiles, Silence

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
LINES = "briefs/record/first.jsonl"


def project(**more: str) -> MemoryFiles:
    texts = {**SOUND, **{path.replace("__", "/"): text for path, text in more.items()}}
    return MemoryFiles({path: text.encode() for path, text in texts.items()})


def built(files: MemoryFiles, at: datetime = AT) -> Built:
    performer = Performer(MemoryCache(), lambda _name: CountingExecutor(), Silence())
    return build(files, performer, at, {}, pdf=False, drafts=False)


def released(files: MemoryFiles, at: datetime = AT) -> Released:
    return release(files, built(files, at), "first")


def record(files: MemoryFiles) -> Record:
    found, problems = read_record({p: c for p, c in files.held.items() if "/record/" in p})
    assert problems == ()
    return found


def test_a_release_records_each_edition_that_shows_the_issue() -> None:
    files = project()
    said = released(files)
    assert (said.issue, set(said.editions), said.again) == (
        "first",
        {"site", "public", "investor"},
        False,
    )
    lines = record(files).lines
    assert {line.edition for line in lines} == {"site", "public", "investor"}
    assert {line.as_of for line in lines} == {"2026-11-10"}
    assert all("note/base" in line.objects for line in lines)


def test_every_address_of_the_site_is_locked_with_an_instant_of_its_own() -> None:
    files = project()
    said = released(files)
    locked = record(files).locked or {}
    assert said.addresses == len(locked)
    assert {"notes/base/", "issues/first/", "entities/etched/"} <= set(locked)
    assert not any("#" in path for path in locked)
    firsts = [each.first for each in locked.values()]
    assert len(firsts) == len(set(firsts))
    assert all(each.first == each.updated for each in locked.values())


def test_a_release_does_not_lock_what_the_site_does_not_show() -> None:
    path = "briefs__notes__2026-11-20-secret.yaml"
    files = project(**{path: "kind: commentary\ntitle: Secret\ntier: paid\nbody: Text.\n"})
    released(files)
    assert b"secret" not in files.held[LOCK]
    lines = {line.edition: line for line in record(files).lines}
    assert "note/secret" in lines["investor"].objects
    assert "note/secret" not in lines["site"].objects


def test_releasing_again_without_a_change_changes_no_byte() -> None:
    files = project()
    released(files)
    before = dict(files.held)
    later = released(files, AT + timedelta(days=1))
    assert later.again
    assert files.held[LINES] == before[LINES]
    assert files.held[LOCK] == before[LOCK]


def test_a_changed_object_keeps_its_first_instant_and_gets_a_new_last_one() -> None:
    files = project()
    released(files)
    before = record(files).locked or {}
    path = "briefs/notes/2026-11-02-base.yaml"
    files.held[path] += b"corrections: [{date: 2026-11-23, type: addendum, is: More.}]\n"
    released(files, AT + timedelta(hours=1))
    after = record(files).locked or {}
    changed = {url for url in after if after[url].updated != before[url].updated}
    assert changed == {"notes/base/"}
    assert after["notes/base/"].first == before["notes/base/"].first
    assert after["notes/base/"].updated == "2026-11-23T13:00:00Z"


def test_a_build_after_the_release_is_clean_and_takes_its_instants_from_it() -> None:
    files = project()
    released(files)
    done = built(files)
    assert done.compilation.diagnostics == ()
    assert b"2026-11-23T12:00:0" in files.held["site/feed.atom"]


def test_an_issue_that_is_not_there_or_shows_nowhere_is_not_released() -> None:
    with pytest.raises(BriefError, match="no issue `frist`") as caught:
        release(project(), built(project()), "frist")
    assert caught.value.hint == "did you mean `first`?"
    draft = "number: 1\ntitle: The first\nstatus: draft\n"
    files = project(**{"briefs__issues__2026-11-10-first.yaml": draft})
    with pytest.raises(BriefError, match="no edition shows"):
        released(files)
    assert LOCK not in files.held


def test_the_id_of_a_build_depends_on_what_is_shown_and_not_on_its_order() -> None:
    one = {"note/a": {"title": "A"}, "note/b": {"title": "B"}}
    assert build_id(one) == build_id(dict(reversed(one.items())))
    assert build_id(one) != build_id({**one, "note/b": {"title": "C"}})
    assert build_id(one) != build_id({"note/a": {"title": "A"}, "note/c": {"title": "B"}})
    assert len(build_id({})) == 12
