"""The repository's own newsletter: sound, complete, and nothing of it where it must not be."""

import re
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest

from brief.adapters.files import DiskFiles
from brief.analysis.pipeline import measures
from brief.build.compile import Compilation, compile_snapshot, narrowed_libraries
from brief.build.options import Options
from brief.build.snapshot import Snapshot
from brief.build.steps import PURE, in_place
from brief.kinds.entity import Entity, edge_ends
from brief.kinds.forecast import Forecast
from brief.kinds.policy import Policy

REPOSITORY = Path(__file__).parent.parent.parent
AT = datetime(2026, 11, 23, tzinfo=UTC)


@cache
def snapshot() -> Snapshot:
    return DiskFiles(REPOSITORY).snapshot(AT, {})


@cache
def newsletter() -> Compilation:
    return compile_snapshot(snapshot(), Options(pdf=False), in_place(PURE))


def shown() -> set[tuple[str, str]]:
    """Return what the site or some edition shows."""
    return {
        key
        for view in narrowed_libraries(snapshot(), newsletter()).values()
        for key in view.entries
    }


def test_it_has_no_error_and_no_warning() -> None:
    assert newsletter().diagnostics == ()


def test_every_line_of_the_posts_went_somewhere_that_readers_can_see() -> None:
    table = (REPOSITORY / "briefs/README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| (.*) \|$", table, re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 28))
    visible = {name for _, name in shown()}
    for number, cell in rows:
        assert set(re.findall(r"`([a-z0-9-]+)`", cell)) & visible, f"line {number}"


def test_all_measures_are_shown_with_their_whole_history() -> None:
    visible = shown()
    policies = [
        entry
        for entry in newsletter().library.family("note")
        if isinstance(entry.object, Policy) and entry.object.official_id
    ]
    assert len(policies) == 23
    assert sum(len(entry.object.history) for entry in policies) == 100
    assert all(entry.key in visible for entry in policies)
    assert all(f"notes/{entry.id}/index.html" in newsletter().site for entry in policies)


def test_companions_make_them_seventeen_measures_at_the_known_stages() -> None:
    rows = [
        row
        for row in measures(newsletter().library, as_of=date(2026, 8, 20))
        if row.furthest.object.official_id
    ]
    stages = sorted(str(row.stage) for row in rows)
    assert len(rows) == 17
    assert {stage: stages.count(stage) for stage in stages} == {
        "in-committee-or-comment": 14,
        "passed-one-chamber": 2,
        "adopted": 1,
    }


def test_all_models_labs_and_offers_are_there() -> None:
    models = {
        entry.id: entry.object
        for entry in newsletter().library.family("entity")
        if isinstance(entry.object, Entity)
        and "model" in entry.object.type
        and entry.object.weights
    }
    assert len(models) == 29
    offers = labs = 0
    for name, model in models.items():
        assert f"entities/{name}/index.html" in newsletter().site
        for edge in model.edges:
            ends = edge_ends(edge)
            assert ends is not None
            offers += len(ends[1]) if ends[0] == "hosted-by" else 0
            labs += ends[0] == "developed-by"
    assert (offers, labs) == (128, 29)


def test_no_number_is_invented_for_what_the_author_expects() -> None:
    forecasts = [
        entry.object
        for entry in newsletter().library.family("forecast")
        if isinstance(entry.object, Forecast)
    ]
    assert forecasts
    assert all(not each.updates and each.status == "draft" for each in forecasts)
    scenario = newsletter().library.get("scenario", "austerity-for-the-buildout")
    assert scenario is not None
    assert scenario.object.likelihood == "none"


def test_what_is_paid_or_a_draft_is_nowhere_on_the_site() -> None:
    views = narrowed_libraries(snapshot(), newsletter())
    hidden = set(newsletter().library.entries) - set(views["site"].entries)
    marked = {name for family, name in hidden if family in ("note", "forecast")}
    titles = {
        getattr(entry.object, "title", None) or entry.object.question
        for entry in newsletter().library.entries.values()
        if entry.key in hidden and entry.family in ("note", "forecast")
    }
    assert len(marked) > 5
    for path, file in newsletter().site.items():
        text = file.content.decode("utf-8", errors="replace")
        for word in (*marked, *titles):
            assert not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text), (path, word)


@pytest.mark.parametrize("audience", ["enterprise", "investor", "policy"])
def test_every_paid_edition_holds_more_than_the_public_one(audience: str) -> None:
    views = narrowed_libraries(snapshot(), newsletter())
    more = set(views[audience].entries) - set(views["public"].entries)
    assert any(family == "note" for family, _ in more)
    assert f"no-1/{audience}.txt" in newsletter().editions
