"""What an edition may see of objects with markings: each row of the table of views."""

from datetime import UTC, datetime

import pytest

from brief.library.narrow import gate, narrow
from brief.library.record import Line, line_text
from brief.schema.settings import editions
from support.compiling import compiled
from support.views import SETTINGS, names, showing, views

ALL = {"site", "public", "members", "investor", "inside"}
PAID = {"members", "investor", "inside"}
NOBODY: set[str] = set()

NOTE = "kind: commentary\ntitle: A note\nbody: Text.\n"
PATH = "briefs/notes/2026-11-20-it.yaml"
FORECAST = """\
question: Will it?
counts_as_yes: [it]
resolution_sources: [a register]
opens: 2026-01-01
closes: 2027-06-30
resolves_by: 2027-07-31
reference_class: {none: no such thing}
"""


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ("", ALL),
        ("status: ready", ALL),
        ("status: draft", NOBODY),
        ("status: withheld", NOBODY),
        ("status: canceled", NOBODY),
        ("tier: free", ALL),
        ("tier: paid", PAID),
        ("tier: inner", {"inside"}),
        ("tlp: CLEAR", ALL),
        ("tlp: GREEN", PAID),
        ("tlp: AMBER", {"inside"}),
        ("tlp: AMBER+STRICT", NOBODY),
        ("tlp: RED", NOBODY),
        ("tier: inner\ntlp: GREEN", {"inside"}),
        ("audiences: [everyone]", ALL),
        ("audiences: [investor]", ALL),
        ("audiences: [buyer]", ALL - {"investor"}),
        ("audiences: [buyer, everyone]", ALL),
        ("tier: paid\naudiences: [buyer]", {"members", "inside"}),
        ("date: 2026-11-23", ALL),
        ("date: 2026-11-24", NOBODY),
        ("embargoed_until: 2026-11-23T12:00:00Z", ALL),
        ("embargoed_until: 2026-11-23T12:00:01Z", NOBODY),
        ("embargoed_until: 2026-11-23T14:00:00+02:00", ALL),
        ("embargoed_until: 2026-11-23", ALL),
        ("embargoed_until: 2026-11-24", NOBODY),
        ("expires: 2026-11-23T12:00:01Z", ALL),
        ("expires: 2026-11-23T12:00:00Z", NOBODY),
        ("expires: 2026-11-23", NOBODY),
    ],
)
def test_a_note_shows_where_every_marking_allows_it(fields: str, shown: set[str]) -> None:
    assert showing({PATH: f"{NOTE}{fields}\n"}, "note/it") == shown


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ("tier: paid", PAID),
        ("tlp: GREEN", PAID),
        ("audiences: [buyer]", ALL - {"investor"}),
        ("status: draft", NOBODY),
        ("embargoed_until: 2026-11-24", NOBODY),
        ("expires: 2026-11-23", NOBODY),
    ],
)
def test_forecasts_scenarios_and_issues_are_marked_like_notes(
    fields: str, shown: set[str]
) -> None:
    files = {
        "briefs/forecasts/it.yaml": (
            f"{FORECAST}updates: [{{date: 2026-11-02, p: 0.3}}]\n{fields}\n"
        ),
        "briefs/scenarios/it.yaml": f"title: A path\nnarrative: Text.\n{fields}\n",
        "briefs/issues/2026-11-20-it.yaml": f"number: 1\ntitle: An issue\n{fields}\n",
    }
    for key in ("forecast/it", "scenario/it", "issue/it"):
        assert showing(files, key) == shown, key


@pytest.mark.parametrize(
    ("updates", "shown"),
    [
        ("[]", NOBODY),
        ("[{date: 2026-11-23, p: 0.3}]", ALL),
        ("[{date: 2026-11-24, p: 0.3}]", NOBODY),
        ("[{date: 2026-11-24, p: 0.3}, {date: 2026-11-02, p: 0.4}]", ALL),
    ],
)
def test_a_forecast_shows_from_its_first_update_on(updates: str, shown: set[str]) -> None:
    files = {"briefs/forecasts/it.yaml": f"{FORECAST}updates: {updates}\n"}
    assert showing(files, "forecast/it") == shown


@pytest.mark.parametrize(
    ("editions_", "shown"),
    [
        ("[]", ALL),
        ("[investor]", {"investor"}),
        ("[members, investor]", {"members", "investor"}),
        ("[public]", {"site", "public"}),
        ("[public, inside]", {"site", "public", "inside"}),
    ],
)
def test_an_issue_may_be_made_for_some_editions(editions_: str, shown: set[str]) -> None:
    text = f"number: 1\ntitle: An issue\neditions: {editions_}\n"
    assert showing({"briefs/issues/2026-11-20-it.yaml": text}, "issue/it") == shown


@pytest.mark.parametrize(
    ("field", "shown"), [("", ALL), ("tier: paid\n", PAID), ("status: draft\n", NOBODY)]
)
def test_a_page_has_a_status_and_a_tier(field: str, shown: set[str]) -> None:
    text = f"---\ntitle: About\n{field}---\n\nText.\n"
    assert showing({"briefs/pages/about.md": text}, "page/about") == shown


def test_the_limits_of_tlp_follow_from_the_tier_unless_they_are_set() -> None:
    settings = compiled({"briefs/newsletter.yaml": SETTINGS}).settings
    assert settings is not None
    limits = {each.id: each.tlp_max for each in editions(settings)}
    assert limits == {
        "public": "CLEAR",
        "members": "GREEN",
        "investor": "GREEN",
        "inside": "AMBER",
    }
    own = SETTINGS + "  close: {tier: inner, tlp_max: AMBER+STRICT}\n"
    files = {"briefs/newsletter.yaml": own, PATH: f"{NOTE}tlp: AMBER+STRICT\n"}
    assert showing(files, "note/it") == {"close"}


def test_the_site_is_clear_whatever_the_editions_of_its_tier_may_show() -> None:
    own = SETTINGS + "  green: {tier: free, tlp_max: GREEN}\n"
    files = {"briefs/newsletter.yaml": own, PATH: f"{NOTE}tlp: GREEN\n"}
    assert showing(files, "note/it") == {"green", *PAID}


def test_drafts_show_when_asked_for_and_withheld_notes_never() -> None:
    files = {
        "briefs/newsletter.yaml": SETTINGS,
        "briefs/notes/2026-11-20-draft.yaml": f"{NOTE}status: draft\n",
        "briefs/notes/2026-11-20-secret.yaml": f"{NOTE}status: withheld\n",
        "briefs/notes/2026-11-20-paid.yaml": f"{NOTE}status: draft\ntier: paid\n",
    }
    done = compiled(files)
    assert done.settings is not None
    public = editions(done.settings)[-1]
    assert public.id == "public"
    at = gate(done.settings, public, datetime(2026, 11, 23, tzinfo=UTC), drafts=True)
    assert names(narrow(done.library, at)) == {"note/draft"}


def recorded(edition: str) -> dict[str, str]:
    """Return a record in which one edition has shown the note."""
    shown = {"note/it": {"title": "A note"}}
    line = Line("first", edition, "2026-11-20", "2026-11-20T12:00:00Z", "0" * 12, shown, {}, {})
    return {"briefs/record/first.jsonl": line_text(line) + "\n"}


def stones(files: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(stone.id for stone in library.tombstones)
        for name, library in views(files).items()
    }


def test_a_canceled_note_leaves_a_stone_only_where_it_was_published() -> None:
    files = {PATH: f"{NOTE}status: canceled\n"}
    assert stones(files) == dict.fromkeys(ALL, ())
    assert stones(files | recorded("members")) == dict.fromkeys(ALL, ()) | {"members": ("it",)}


def test_a_stone_never_shows_where_the_note_was_not_to_be_seen() -> None:
    files = {PATH: f"{NOTE}status: canceled\ntier: paid\n"} | recorded("site")
    assert stones(files)["site"] == ()
    expired = {PATH: f"{NOTE}expires: 2026-11-22\ntier: paid\n"}
    assert stones(expired) == dict.fromkeys(ALL, ()) | dict.fromkeys(PAID, ("it",))


def test_an_expired_note_is_a_stone_and_none_of_the_rest() -> None:
    found = views(
        {
            PATH: f"{NOTE}expires: 2026-11-22\nabout: [e]\n",
            "briefs/entities/e.yaml": "type: other\nname: E\n",
        }
    )
    for library in found.values():
        assert [stone.id for stone in library.tombstones] == ["it"]
        assert names(library) == set()


def test_what_is_dated_after_the_build_is_cut() -> None:
    files = {
        PATH: NOTE
        + "corrections:\n"
        + "  - {date: 2026-11-22, type: correction, was: a, is: b}\n"
        + "  - {date: 2026-11-24, type: correction, was: c, is: d}\n",
        "briefs/forecasts/it.yaml": FORECAST
        + "updates: [{date: 2026-11-02, p: 0.3}, {date: 2026-11-24, p: 0.4}]\n"
        + "resolution: {outcome: yes, event_date: 2026-11-24, resolved_on: 2026-11-25}\n",
        "briefs/notes/2026-11-01-rule.yaml": "kind: policy\ntitle: A rule\njurisdiction: EU\n"
        "instrument: eu-regulation\nstage: adopted\nsources: none\n"
        "history:\n"
        "  - {when: 2026-01-05, stage: proposed}\n"
        "  - {when: 2026-11, stage: passed-one-chamber}\n"
        "  - {when: 2026-11-24, stage: adopted}\n",
    }
    library = views(files)["site"]
    assert [each.date.day for each in library.entries["note", "it"].object.corrections] == [22]
    forecast = library.entries["forecast", "it"].object
    assert [str(each.p) for each in forecast.updates] == ["0.3"]
    assert forecast.resolution is None
    rule = library.entries["note", "rule"].object
    assert [each.stage for each in rule.history] == ["proposed", "passed-one-chamber"]
    assert rule.stage is None  # at this day the note's own stage is not yet true


def test_a_bill_is_printed_as_lapsed_from_the_day_its_congress_ends() -> None:
    text = (
        "kind: policy\ntitle: A bill\njurisdiction: US\ninstrument: bill\n"
        "official_id: 119-hr-1\nsources: none\n"
        "history: [{when: 2026-01-05, text: Introduced in House}]\n"
    )
    files = {PATH: text}
    before = views(files, at=datetime(2027, 1, 2, 23, 59, 59, tzinfo=UTC))["site"]
    after = views(files, at=datetime(2027, 1, 3, tzinfo=UTC))["site"]
    assert before.entries["note", "it"].object.stage is None
    assert after.entries["note", "it"].object.stage == "lapsed"


def test_an_edition_reads_what_is_said_to_its_audience_and_to_everyone() -> None:
    text = NOTE + "so_what: {buyer: Ask., investor: Wait., everyone: Look.}\n"
    found = views({PATH: text})
    kept = {
        name: set(each.entries["note", "it"].object.so_what) for name, each in found.items()
    }
    assert kept["investor"] == {"investor", "everyone"}
    assert kept["site"] == kept["inside"] == {"buyer", "investor", "everyone"}
