"""What is asked of other hosts, what is remembered, and what is said of it."""

import json
from datetime import date, timedelta

from brief.app.links import MEMORY, LinkReport, check_links, summary
from brief.app.ports import Answer
from brief.build.compile import Compilation
from support.compiling import SOUND, compiled, sound_with
from support.fakes import MemoryFiles, TableWeb

TODAY = date(2026, 11, 23)
NOTE = "briefs/notes/2026-11-20-links.yaml"
LINKS = """\
kind: commentary
title: Links
sources:
  - https://paper.example/a#part
  - {url: https://paper.example/held, archive: {url: "https://archive.example/held"}}
body: |
  See [one](https://one.example/) and [mail](mailto:a@b.example), [here](/notes/base/),
  [ours](https://letter.example/notes/base/) and <https://two.example/x?a=1&b=2>.
"""


def project() -> Compilation:
    return compiled(sound_with({NOTE: LINKS}))


def checked(
    web: TableWeb, files: MemoryFiles | None = None, *, today: date = TODAY
) -> LinkReport:
    done = project()
    assert done.settings is not None
    return check_links(files or MemoryFiles(), web, done.library, done.settings, today)


def told(report: LinkReport) -> list[str]:
    return [
        f"{d.span.path}:{d.span.line}:{d.span.column} {d.code} {d.message}; {d.hint}"
        for d in report.diagnostics
    ]


def test_every_address_on_another_host_is_asked_once_without_its_part() -> None:
    web = TableWeb()
    report = checked(web)
    assert sorted(web.asked) == [
        "https://archive.example/held",
        "https://one.example/",
        "https://paper.example/a",
        "https://paper.example/held",
        "https://two.example/x?a=1&b=2",
    ]
    assert told(report) == []
    assert list(summary(report)) == ["links: 5 addresses, 5 asked, 0 without an answer"]


def test_a_dead_address_is_told_with_its_day_at_every_place_that_names_it() -> None:
    gone = {"https://paper.example/a": Answer(404), "https://one.example/": Answer(410)}
    answered = "this address answered {} on 2026-11-23: `{}`; {}".format
    paper = answered(404, "https://paper.example/a", "name a copy under `archive`, or another")
    one = answered(410, "https://one.example/", "link to an archived copy, or to another")
    assert told(checked(TableWeb(gone))) == [
        f"{NOTE}:4:5 B420 {paper} source",
        f"{NOTE}:7:7 B420 {one} source",
        f"briefs/sources/all.yaml:5:8 B420 {paper} source",
    ]


def test_a_dead_address_with_a_copy_is_no_finding() -> None:
    assert told(checked(TableWeb({"https://paper.example/held": Answer(404)}))) == []


def test_an_address_that_moved_is_told_where() -> None:
    moved = {"https://one.example/": Answer(200, "https://new.example/")}
    (row,) = told(checked(TableWeb(moved)))
    assert "B421 this address has moved for good, seen on 2026-11-23" in row
    assert row.endswith("write `https://new.example/`")


def test_no_answer_is_said_and_is_no_finding_and_is_asked_again() -> None:
    files = MemoryFiles()
    silent = {"https://one.example/": Answer(None, None, "it took too long")}
    report = checked(TableWeb(silent), files)
    assert told(report) == []
    assert next(iter(summary(report))) == "no answer: https://one.example/ (it took too long)"
    web = TableWeb()
    checked(web, files)
    assert web.asked == ["https://one.example/"]


def test_an_answer_is_kept_for_its_days_and_a_dead_one_for_a_day() -> None:
    files = MemoryFiles()
    checked(TableWeb({"https://one.example/": Answer(404)}), files)
    again = TableWeb()
    report = checked(again, files)
    assert again.asked == []
    assert len(report.diagnostics) == 1
    later = TableWeb()
    assert told(checked(later, files, today=TODAY + timedelta(days=1))) == []
    assert later.asked == ["https://one.example/"]
    much_later = TableWeb()
    checked(much_later, files, today=TODAY + timedelta(days=30))
    assert len(much_later.asked) == 4


def test_the_days_are_a_setting() -> None:
    settings = "briefs/newsletter.yaml"
    done = compiled(sound_with({settings: SOUND[settings] + "links: {days: 2}\n"}))
    assert done.diagnostics == ()
    assert done.settings is not None
    assert done.settings.links.days == 2


def test_what_is_no_longer_cited_is_forgotten_and_a_damaged_memory_is_none() -> None:
    files = MemoryFiles()
    answers = {"https://old.example/": {"status": 200, "moved_to": None, "on": "2026-11-23"}}
    files.held[MEMORY] = json.dumps({"version": 1, "answers": answers}).encode()
    checked(TableWeb(), files)
    assert b"old.example" not in files.held[MEMORY]
    for damaged in (b"{", b"[]", b'{"version": 2}', b'{"version": 1, "answers": {"x": 1}}'):
        files.held[MEMORY] = damaged
        web = TableWeb()
        checked(web, files)
        assert len(web.asked) == 5
