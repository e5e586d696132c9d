"""`brief release`: what is published is recorded, and from then on changed only in the open."""

# ruff: noqa: E501 - a deed is a line of the table
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from support.command import run, tree, write
from support.compiling import SOUND

DAY = ("--as-of", "2026-11-10")
SOLO = "briefs/notes/2026-11-04-solo.yaml"
CHIPS = "briefs/forecasts/chips.yaml"
LOCK = "briefs/record/urls.lock"
FILES = {
    SOLO: """\
kind: commentary
title: What a queue is worth
tags: [queues]
body: |
  A place in the queue can be worth more than a discount, because nobody can buy time.
assessments:
  - {text: Queues grow., likelihood: likely, basis: [c1], alternatives: [Not so.], would_change_if: [A text.], change: new}
claims: [{text: Lead times grow.}]
unknowns: [how long]
""",
    CHIPS: """\
question: Will the chips ship by the end of 2027?
counts_as_yes: [A shipment.]
resolution_sources: [The register]
opens: 2026-11-01
closes: 2027-12-31
resolves_by: 2028-01-31
reference_class: {none: Nothing is like it.}
updates:
  - {date: 2026-11-02, p: 0.3, why: Few ship in time.}
  - {date: 2026-11-06, p: 0.4}
""",
}


def brief(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(*arguments, cwd=root)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write(tmp_path_factory.mktemp("release") / "project", {**SOUND, **FILES})
    done = brief(root, "release", "first", "--no-pdf", *DAY)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(
        r"released: first in site, investor, public; \d+ addresses locked\n", done.stdout
    )
    assert "commit briefs/record/ together with the issue" in done.stderr
    return root


@pytest.fixture
def project(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "project"))


def test_it_records_what_each_edition_showed_and_every_address(project: Path) -> None:
    rows = (project / "briefs/record/first.jsonl").read_text().splitlines()
    lines = {row["edition"]: row for row in map(json.loads, rows)}
    assert set(lines) == {"site", "investor", "public"}
    for line in lines.values():
        assert (line["issue"], line["as_of"]) == ("first", "2026-11-10")
        assert line["released"] == "2026-11-10T23:59:59Z"
        assert {"note/base", "note/solo", "forecast/chips"} <= set(line["objects"])
        assert set(line["heads"]) == {"chips"}
    head, *locked = (project / LOCK).read_text().splitlines()
    assert head.startswith("# url\tid\tkind\tfirst published\t")
    urls = [row.split("\t")[0] for row in locked]
    assert urls == sorted(urls)
    assert {"notes/solo/", "entities/etched/", "issues/first/", "forecasts/chips/"} <= set(urls)
    assert all((project / "site" / url / "index.html").is_file() for url in urls)


def test_a_second_release_changes_nothing(project: Path) -> None:
    def held() -> dict[str, bytes]:
        # The cache notes when a result was last used.
        return {name: file for name, file in tree(project).items() if "cache" not in name}

    before = held()
    for day in (DAY, ("--as-of", "2026-11-20")):
        done = brief(project, "release", "first", "--no-pdf", *day)
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("recorded again: first")
        assert held() == before


def test_what_is_no_issue_cannot_be_released(project: Path) -> None:
    before = tree(project / "briefs")
    done = brief(project, "release", "frist", "--no-pdf", *DAY)
    assert done.returncode == 3
    assert done.stderr.endswith(
        "error: there is no issue `frist`\nhint: did you mean `first`?\n"
    )
    early = brief(project, "release", "first", "--no-pdf", "--as-of", "2026-11-09")
    assert early.returncode in (1, 3)
    assert tree(project / "briefs") == before


def test_a_project_with_errors_is_not_released(project: Path) -> None:
    write(project, {"briefs/notes/2026-11-05-bad.yaml": "kind: commentary\n"})
    before = tree(project / "briefs/record")
    done = brief(project, "release", "first", "--no-pdf", *DAY)
    assert (done.returncode, done.stdout) == (1, "")
    assert "error B110" in done.stderr
    assert tree(project / "briefs/record") == before


def edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    def act(root: Path) -> None:
        text = (root / path).read_text()
        assert text.count(old) == 1
        (root / path).write_text(text.replace(old, new))

    return act


def remove(path: str) -> Callable[[Path], None]:
    return lambda root: (root / path).unlink()


def rename(path: str, new: str, more: str = "") -> Callable[[Path], None]:
    def act(root: Path) -> None:
        text = (root / path).read_text()
        (root / path).unlink()
        write(root, {new: text + more})

    return act


class Deed(NamedTuple):
    """Something done to what is published, and the one place where it is caught."""

    name: str
    act: Callable[[Path], None]
    path: str
    row: str
    column: int
    code: str


UPDATE = "  - {date: 2026-11-06, p: 0.4}\n"
MISDEEDS = (
    Deed("body", edit(SOLO, "more than a discount", "less"), SOLO, "body: |", 7, "B624"),
    Deed("title", edit(SOLO, "is worth", "costs all of us"), SOLO, "title:", 8, "B624"),
    Deed("negation", edit(SOLO, "nobody can buy", "nobody cannot buy"), SOLO, "body: |", 7, "B624"),
    Deed("claim", edit(SOLO, "Lead times grow.", "Lead times shrink."), SOLO, "claims:", 9, "B624"),
    Deed("unknown gone", edit(SOLO, "unknowns: [how long]\n", ""), SOLO, "kind:", 1, "B624"),
    Deed("likelihood", edit(SOLO, "likelihood: likely", "likelihood: unlikely"), SOLO, "  - {text: Queues", 3, "B624"),
    Deed("note gone", remove(SOLO), LOCK, "notes/solo/", 1, "B625"),
    Deed("renamed", rename(SOLO, "briefs/notes/2026-11-04-alone.yaml"), LOCK, "notes/solo/", 1, "B625"),
    Deed("hidden", edit(SOLO, "tags:", "tier: paid\ntags:"), LOCK, "notes/solo/", 1, "B625"),
    Deed("draft", edit(SOLO, "tags:", "status: draft\ntags:"), LOCK, "notes/solo/", 1, "B625"),
    Deed("embargo", edit(SOLO, "tags:", "embargoed_until: 2026-12-24\ntags:"), LOCK, "notes/solo/", 1, "B625"),
    Deed("question", edit(CHIPS, "the chips ship", "most chips ship"), CHIPS, "question:", 11, "B620"),
    Deed("criteria", edit(CHIPS, "[A shipment.]", "[A shipment of many.]"), CHIPS, "counts_as_yes:", 16, "B620"),
    Deed("deadline", edit(CHIPS, "closes: 2027-12-31", "closes: 2028-01-15"), CHIPS, "closes:", 9, "B620"),
    Deed("probability", edit(CHIPS, "p: 0.3", "p: 0.2"), CHIPS, "  - {date: 2026-11-02", 5, "B621"),
    Deed("reason", edit(CHIPS, "Few ship", "Many ship"), CHIPS, "  - {date: 2026-11-02", 5, "B621"),
    Deed("update gone", edit(CHIPS, UPDATE, ""), CHIPS, "  - {date: 2026-11-02", 3, "B621"),
    Deed("backdated", edit(CHIPS, UPDATE, UPDATE + "  - {date: 2026-11-08, p: 0.9}\n"), CHIPS, "  - {date: 2026-11-08", 12, "B622"),
    Deed("forecast gone", remove(CHIPS), "briefs/record/first.jsonl", "", 1, "B623"),
    Deed("forecast hidden", edit(CHIPS, "opens:", "status: withheld\nopens:"), CHIPS, "status:", 9, "B623"),
    Deed("record", edit("briefs/record/first.jsonl", '"edition":"public"', '"edition:"public"'), "briefs/record/first.jsonl", "", 1, "B626"),
)  # fmt: skip


@pytest.mark.parametrize("deed", MISDEEDS, ids=lambda deed: deed.name)
def test_a_misdeed_is_caught_at_its_place(project: Path, deed: Deed) -> None:
    deed.act(project)
    site = tree(project / "site")
    done = brief(project, "build", "--no-pdf", "--as-of", "2026-11-12")
    assert done.returncode == 1, done.stderr
    assert tree(project / "site") == site
    found = re.findall(r"^(\S+):(\d+):(\d+): error (B\d+): ", done.stderr, re.MULTILINE)
    assert len(found) == 1, done.stderr
    path, line, column, code = found[0]
    assert (path, int(column), code) == (deed.path, deed.column, deed.code)
    rows = (project / path).read_text().split("\n")
    assert rows[int(line) - 1].startswith(deed.row)


CORRECTION = """\
corrections:
  - {date: 2026-11-11, type: correction, was: more, is: less, effect: The advice is turned.}
"""
DEEDS = {
    "spelling": edit(SOLO, "A place in the queue", "A plaice in the queue"),
    "correction": lambda root: (
        edit(SOLO, "more than a discount", "less than a discount")(root),
        edit(SOLO, "unknowns:", CORRECTION + "unknowns:")(root),
    ),
    "more claims": edit(SOLO, "grow.}]", "grow.}, {text: They grow fast.}]"),
    "tags": edit(SOLO, "[queues]", "[queues, chips]"),
    "update": edit(CHIPS, UPDATE, UPDATE + "  - {date: 2026-11-11, p: 0.5}\n"),
    "annulled": edit(
        CHIPS, "updates:", "resolution: {outcome: annulled, resolved_on: 2026-11-11}\nupdates:"
    ),
    "canceled": edit(SOLO, "tags:", "status: canceled\ntags:"),
    "expired": edit(SOLO, "tags:", "expires: 2026-11-11\ntags:"),
}


@pytest.mark.parametrize("name", DEEDS)
def test_what_is_done_in_the_open_passes(project: Path, name: str) -> None:
    DEEDS[name](project)
    done = brief(project, "build", "--no-pdf", "--as-of", "2026-11-12")
    assert done.returncode == 0, done.stderr
    assert " error " not in done.stderr
    page = (project / "site/notes/solo/index.html").read_text()
    if name == "correction":
        assert "The advice is turned." in page
    if name in ("canceled", "expired"):
        assert "nobody can buy time" not in page
        assert "What a queue is worth" in page


def test_a_new_name_redirects_from_the_old_one(project: Path) -> None:
    new = "briefs/notes/2026-11-04-alone.yaml"
    rename(SOLO, new, "former_ids: [solo]\n")(project)
    done = brief(project, "build", "--no-pdf", "--as-of", "2026-11-12")
    assert done.returncode == 0, done.stderr
    old = (project / "site/notes/solo/index.html").read_text()
    assert 'href="/notes/alone/"' in old
    assert "https://letter.example/notes/alone/" in old
    assert "nobody can buy time" in (project / "site/notes/alone/index.html").read_text()
    edit(new, "more than a discount", "less")(project)
    done = brief(project, "check", "--as-of", "2026-11-12")
    assert f"{new}:4:7: error B624" in done.stdout


def test_the_rules_of_the_record_cannot_be_switched_off(project: Path) -> None:
    edit(CHIPS, "p: 0.3", "p: 0.2")(project)
    settings = project / "briefs/newsletter.yaml"
    settings.write_text(settings.read_text() + "lint: {B621: off}\n")
    done = brief(project, "check", "--as-of", "2026-11-12")
    assert done.returncode == 1
    assert "error B147" in done.stdout
