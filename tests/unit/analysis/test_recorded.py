"""What was published may be corrected or added to, never quietly changed."""

import pytest

from brief.analysis.recorded import check_record
from brief.library.canonical import simple
from brief.library.record import Line, Record
from support.compiling import compiled, sound_with

NOTE = """\
kind: policy
title: A rule on open weights
summary: It is said to come.
body: |
  The rule is said to come in the spring, without a ban.
jurisdiction: EU
instrument: eu-regulation
sources: [article]
claims:
  - {text: The rule will come in spring., type: forecast}
assessments:
  - {text: Buyers will ask for lineage., likelihood: likely, confidence: low}
unknowns: [the text of the rule]
milestones: [{when: 2027-03, what: A vote.}]
history: [{when: 2026-01, stage: proposed, text: Proposed.}]
"""
FORECAST = """\
question: Will the rule be adopted?
counts_as_yes: [a final rule]
resolution_sources: [Federal Register]
opens: 2026-01-01
closes: 2027-06-30
resolves_by: 2027-07-31
reference_class: {description: such rules, k: 2, n: 10}
updates:
  - {date: 2026-11-01, p: 0.30}
  - {date: 2026-11-05, p: 0.45, why: A draft leaked.}
"""
SCENARIO = "title: A path\nnarrative: It would come slowly.\n"
PATHS = {
    "note": "briefs/notes/2026-11-02-it.yaml",
    "forecast": "briefs/forecasts/it.yaml",
    "scenario": "briefs/scenarios/it.yaml",
    "issue": "briefs/issues/2026-11-10-first.yaml",
}
TEXTS = {
    "note": NOTE,
    "forecast": FORECAST,
    "scenario": SCENARIO,
    "issue": "number: 1\ntitle: The first\nlead: What we saw.\n"
    "bottom_line: [{text: It comes., basis: [it]}]\n",
}


def told(**changed: str | None) -> list[tuple[str, str]]:
    """Record all objects as of 10 November, change some, and return what is complained of."""
    before = {PATHS[family]: text for family, text in TEXTS.items()}
    after = dict(before)
    for family, text in changed.items():
        if text is None:
            del after[PATHS[family]]
        else:
            after[PATHS[family]] = text
    published = compiled(sound_with(before))
    assert published.errors == 0
    objects = {
        f"{entry.family}/{entry.id}": simple(entry.object)
        for entry in published.library.entries.values()
    }
    line = Line(
        "first", "site", "2026-11-10", "2026-11-10T12:00:00Z", "0" * 12, objects, {}, {}
    )
    library = compiled(sound_with(after)).library
    found = check_record(library, Record((line,)))
    return [(each.problem.code, each.problem.message) for each in found]


def codes(**changed: str | None) -> list[str]:
    return [code for code, _ in told(**changed)]


def swap(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


def test_what_has_not_changed_is_no_news() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: A rule on open weights", "title: A ban on open weights"),
        ("summary: It is said to come.", "summary: It is certain to come."),
        ("summary: It is said to come.\n", ""),
        ("without a ban", "with a ban"),
        ("in the spring, ", ""),
        ("The rule will come in spring.", "The rule will come in autumn."),
        ("Buyers will ask for lineage.", "Nobody will ask for lineage."),
        ("likelihood: likely", "likelihood: unlikely"),
        ("confidence: low", "confidence: high"),
        ("unknowns: [the text of the rule]\n", ""),
        ("when: 2027-03", "when: 2027-09"),
        ("what: A vote.", "what: A second vote."),
        ("when: 2026-01,", "when: 2026-02,"),
        ("stage: proposed", "stage: adopted"),
    ],
)
def test_altered_or_deleted_words_of_a_note_need_a_correction(old: str, new: str) -> None:
    changed = swap(NOTE, old, new)
    assert codes(note=changed) == ["B624"]
    corrected = changed + "corrections: [{date: 2026-11-12, type: correction, was: a, is: b}]\n"
    assert codes(note=corrected) == []


def test_a_correction_from_before_the_issue_excuses_nothing() -> None:
    changed = swap(NOTE, "without a ban", "with a ban")
    late = "corrections: [{date: 2026-11-09, type: correction, was: a, is: b}]\n"
    assert codes(note=changed + late) == ["B624"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("is said to come in", "is siad to come in"),
        ("milestones: [{", "milestones: [{when: 2027-09, what: Entry into force.}, {"),
        (
            "history: [{",
            "history: [{when: 2026-11-09, stage: in-committee-or-comment, text: Sent on.}, {",
        ),
        ("unknowns: [the", "unknowns: [its date, the"),
        ("sources: [article]", "sources: [article, posts]"),
        ("- {text: The rule", "- {text: Another says so.}\n  - {text: The rule"),
        ("jurisdiction: EU", "jurisdiction: EU\ntags: [rules]\nreview_by: 2027-01-01"),
    ],
)
def test_spelling_and_dated_additions_are_no_corrections(old: str, new: str) -> None:
    assert codes(note=swap(NOTE, old, new)) == []


def test_scenarios_and_issues_were_read_too() -> None:
    assert codes(scenario=swap(SCENARIO, "slowly", "at once")) == ["B624"]
    assert codes(issue=swap(TEXTS["issue"], "What we saw.", "What we heard.")) == ["B624"]
    assert codes(issue=swap(TEXTS["issue"], "text: It comes.", "text: It stays.")) == ["B624"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("question: Will the rule be adopted?", "question: Will a rule be adopted?"),
        ("counts_as_yes: [a final rule]", "counts_as_yes: [a final rule, a draft]"),
        ("closes: 2027-06-30", "closes: 2027-07-01"),
        ("resolves_by: 2027-07-31", "resolves_by: 2027-08-31"),
        ("opens: 2026-01-01\n", ""),
        ("k: 2", "k: 3"),
        ("Federal Register", "Official Journal"),
    ],
)
def test_a_published_question_never_changes(old: str, new: str) -> None:
    assert codes(forecast=swap(FORECAST, old, new)) == ["B620"]
    corrected = swap(FORECAST, old, new) + "tags: [corrected]\n"
    assert codes(forecast=corrected) == ["B620"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("p: 0.30", "p: 0.31", ["B621"]),
        ("p: 0.30", "p: 0.300", []),
        ("why: A draft leaked.", "why: A draft was published.", ["B621"]),
        ("  - {date: 2026-11-01, p: 0.30}\n", "", ["B621"]),
        (
            "  - {date: 2026-11-01",
            "  - {date: 2026-11-03, p: 0.4}\n  - {date: 2026-11-01",
            ["B622"],
        ),
        (
            "  - {date: 2026-11-01",
            "  - {date: 2026-11-10, p: 0.4}\n  - {date: 2026-11-01",
            ["B622"],
        ),
        ("  - {date: 2026-11-01", "  - {date: 2026-11-11, p: 0.4}\n  - {date: 2026-11-01", []),
        ("date: 2026-11-05", "date: 2026-11-06", ["B621", "B622"]),
    ],
)
def test_a_published_update_stays_and_none_is_dated_back(
    old: str, new: str, expected: list[str]
) -> None:
    assert codes(forecast=swap(FORECAST, old, new)) == expected


def test_a_published_forecast_does_not_vanish() -> None:
    assert codes(forecast=None) == ["B623"]
    assert codes(forecast=FORECAST + "status: draft\n") == ["B623"]
    assert codes(forecast=FORECAST + "resolution: {outcome: annulled}\n") == []


def test_the_complaint_names_the_issue_that_held_the_words() -> None:
    ((_, message),) = told(note=swap(NOTE, "without a ban", "with a ban"))
    assert message == "`body` was published in `first` and has changed"


def test_a_new_name_excuses_no_new_words() -> None:
    before = {PATHS[family]: text for family, text in TEXTS.items()}
    published = compiled(sound_with(before)).library
    held = {f"{e.family}/{e.id}": simple(e.object) for e in published.entries.values()}
    line = Line("first", "site", "2026-11-10", "2026-11-10T12:00:00Z", "0" * 12, held, {}, {})
    renamed = swap(NOTE, "without a ban", "with a ban") + "former_ids: [it]\n"
    issue = swap(TEXTS["issue"], "basis: [it]", "basis: [new]")
    del before[PATHS["note"]]
    files = before | {"briefs/notes/2026-11-02-new.yaml": renamed, PATHS["issue"]: issue}
    found = check_record(compiled(sound_with(files)).library, Record((line,)))
    assert [(each.entry.id, each.problem.code) for each in found] == [("new", "B624")]
