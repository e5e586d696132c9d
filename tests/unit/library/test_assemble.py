"""All objects together: ids, references, names, cycles; one mistake, one diagnostic."""

import pytest

from brief.library.assemble import Target, target
from support.compiling import compiled, sound_with

NOTE = "kind: commentary\ntitle: A note\nbody: Text.\n"


def told(files: dict[str, str]) -> list[tuple[str, str]]:
    found = compiled(sound_with(files)).diagnostics
    return [(each.span.path.removeprefix("briefs/"), each.code) for each in found]


def hints(files: dict[str, str]) -> list[str | None]:
    return [each.hint for each in compiled(sound_with(files)).diagnostics]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("etched", Target(None, "etched", None)),
        ("entity:etched", Target("entity", "etched", None)),
        ("base#c1", Target(None, "base", "c1")),
        ("note:base#c1", Target("note", "base", "c1")),
        ("note: base", Target("note", "base", None)),
        ("base#", Target(None, "base", None)),
        (":base", Target("", "base", None)),
    ],
)
def test_a_reference_in_a_text_is_taken_apart(text: str, expected: Target) -> None:
    assert target(text) == expected


def test_the_same_id_in_two_families_is_two_objects() -> None:
    assert told({"briefs/notes/2026-11-20-vercel.yaml": NOTE}) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("briefs/notes/2025-01-01-base.yaml", NOTE),
        ("briefs/notes/deep/er/2027-01-01-base.yaml", NOTE),
        ("briefs/notes/2026-11-20-other.yaml", NOTE + "id: base\n"),
        ("briefs/entities/zai.yaml", "type: ai-lab\nname: Other\n"),
        ("briefs/entities/more/all.yaml", "zai: {type: ai-lab, name: Other}\n"),
        ("briefs/sources/posts.yaml", "title: Other\n"),
        ("briefs/issues/2026-11-09-first.yaml", "number: 2\ntitle: Other\n"),
    ],
)
def test_an_id_used_twice_in_a_family_is_one_problem(path: str, text: str) -> None:
    assert [code for _, code in told({path: text})] == ["B201"]


def test_an_id_used_three_times_is_reported_at_each_after_the_first() -> None:
    files = {f"briefs/notes/{year}-01-01-same.yaml": NOTE for year in (2024, 2025, 2026)}
    assert told(files) == [
        ("notes/2025-01-01-same.yaml", "B201"),
        ("notes/2026-01-01-same.yaml", "B201"),
    ]


@pytest.mark.parametrize(
    ("field", "id_"),
    [
        ("about: [{}]", "etched"),
        ("related: [{}]", "base"),
        ("sources: [{}]", "posts"),
        ("forecasts: [{}]", "first"),
        ("scenarios: [{}]", "first"),
    ],
)
def test_a_reference_is_looked_up_in_its_own_families_alone(field: str, id_: str) -> None:
    path = "briefs/notes/2026-11-20-other.yaml"
    sound = field.startswith(("about", "related", "sources"))
    assert told({path: f"{NOTE}{field.format(id_)}\n"}) == (
        [] if sound else [("notes/2026-11-20-other.yaml", "B203")]
    )
    assert told({path: f"{NOTE}{field.format('nobody')}\n"}) == [
        ("notes/2026-11-20-other.yaml", "B203")
    ]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("etchd", "did you mean `etched`?"),
        ("etched-ai", "did you mean `etched`?"),
        ("z-ai", "did you mean `zai`?"),
        ("posts", "`posts` is a source"),
        ("open-weights", "`open-weights` is a class"),
        ("qqq", "`brief new` makes an entity"),
    ],
)
def test_an_unknown_id_gets_the_best_hint_there_is(written: str, hint: str) -> None:
    text = f"{NOTE}about: [{written}]\n"
    assert hints({"briefs/notes/2026-11-20-other.yaml": text}) == [hint]


def test_a_name_or_an_alias_has_one_owner_whatever_its_case() -> None:
    assert told({"briefs/entities/x.yaml": "type: other\nname: ETCHED AI\n"}) == [
        ("entities/x.yaml", "B205")
    ]
    own = "type: other\nname: Same\naliases: [same, SAME]\n"
    assert told({"briefs/entities/x.yaml": own}) == []


def test_a_former_id_leads_to_one_object() -> None:
    files = {
        "briefs/entities/x.yaml": "type: other\nname: X\nformer_ids: [old]\n",
        "briefs/entities/y.yaml": "type: other\nname: Y\nformer_ids: [old, posts]\n",
    }
    assert told(files) == [("entities/y.yaml", "B204")]


def test_cycles_of_sources_are_reported_once_each_and_end() -> None:
    files = {
        "briefs/sources/a.yaml": "title: A\nrepublishes: b\n",
        "briefs/sources/b.yaml": "title: B\nrepublishes: a\n",
        "briefs/sources/c.yaml": "title: C\nrepublishes: a\n",
        "briefs/sources/own.yaml": "title: O\nrepublishes: own\n",
    }
    assert told(files) == [("sources/a.yaml", "B210"), ("sources/own.yaml", "B151")]


def test_a_claim_is_named_by_its_id_or_by_its_position() -> None:
    text = (
        NOTE
        + "claims: [{text: One.}, {text: Two., id: own}]\n"
        + "assessments: [{text: A., basis: [%s]}]\n"
    )
    path = "briefs/notes/2026-11-20-other.yaml"
    for name in ("c1", "own", "base#c1"):
        assert told({path: text % name}) == [], name
    for name, code in (
        ("c2", "B154"),
        ("c3", "B154"),
        ("base#c2", "B207"),
        ("nobody#c1", "B203"),
    ):
        assert told({path: text % name}) == [("notes/2026-11-20-other.yaml", code)], name


def test_a_broken_object_keeps_its_id_and_nothing_complains_of_what_names_it() -> None:
    broken = {
        "briefs/notes/2026-11-20-broken.yaml": "kind: commentary\ntitle: [\n",
        "briefs/entities/gone.yaml": "type: nonsense\nname: Gone\n",
        "briefs/sources/lost.yaml": "titel: Lost\n",
    }
    naming = (
        f"{NOTE}related: [broken]\nabout: [gone]\nsources: [lost]\n"
        "summary: See [[gone]] and [[broken#c1]].\n"
    )
    found = told({**broken, "briefs/notes/2026-11-21-other.yaml": naming})
    assert [path for path, _ in found] == [
        "entities/gone.yaml",
        "notes/2026-11-20-broken.yaml",
        "sources/lost.yaml",
    ]


def test_every_mistake_of_a_project_is_reported_in_one_run_and_once() -> None:
    files = {
        "briefs/notes/2026-11-20-a.yaml": NOTE + "about: [nobody]\n",
        "briefs/notes/2026-11-20-b.yaml": NOTE + "tier: gold\n",
        "briefs/notes/2026-11-20-c.yaml": "kind: commentary\ntitle: A\nbody: See [[nobody]] and [x](ftp://x).\n",
        "briefs/entities/d.yaml": "type: other\nname: D\nedges: [{uses: d}]\n",
        "briefs/issues/2026-11-20-e.yaml": "number: 2\ntitle: E\nsections: [{title: S}]\n",
    }
    assert told(files) == [
        ("entities/d.yaml", "B181"),
        ("issues/2026-11-20-e.yaml", "B196"),
        ("notes/2026-11-20-a.yaml", "B203"),
        ("notes/2026-11-20-b.yaml", "B148"),
        ("notes/2026-11-20-c.yaml", "B203"),
        ("notes/2026-11-20-c.yaml", "B401"),
    ]
