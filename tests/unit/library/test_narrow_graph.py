"""What an edition sees of objects without markings: only what is visible makes them visible."""

from collections.abc import Mapping

import pytest

from brief.library.model import Library
from brief.library.sources import gather
from support.views import names, showing, views

ALL = {"site", "public", "members", "investor", "inside"}
PAID = {"members", "investor", "inside"}
NOBODY: set[str] = set()

NOTE = "kind: commentary\ntitle: A note\nbody: Text.\n"
OPEN, CLOSED = "briefs/notes/2026-11-20-open.yaml", "briefs/notes/2026-11-20-closed.yaml"
A, B = "briefs/entities/a.yaml", "briefs/entities/b.yaml"
ENTITY = "type: ai-lab\nname: {}\n"


def note(**fields: str) -> str:
    return NOTE + "".join(f"{name}: {value}\n" for name, value in fields.items())


@pytest.mark.parametrize(
    "naming",
    [
        {"about": "[a]"},
        {"summary": '"See [[a]]."'},
        {"unknowns": '["what [[entity:a]] plans"]'},
        {"claims": '[{text: "[[a|They]] say."}]'},
    ],
)
def test_an_entity_shows_where_a_visible_note_names_it(naming: Mapping[str, str]) -> None:
    files = {A: ENTITY.format("A"), OPEN: note(**naming)}
    assert showing(files, "entity/a") == ALL
    assert showing(files | {OPEN: note(tier="paid", **naming)}, "entity/a") == PAID
    assert showing(files | {OPEN: note(status="draft", **naming)}, "entity/a") == NOBODY


def test_what_nobody_names_is_nowhere() -> None:
    files = {
        A: ENTITY.format("A"),
        "briefs/sources/s.yaml": "title: S\n",
        "briefs/classes.yaml": "c: {name: C, match: {attr: weights, in: [open]}}\n",
        OPEN: NOTE,
    }
    assert names(views(files)["inside"]) == {"note/open"}


@pytest.mark.parametrize(
    ("marking", "shown"),
    [
        ("tier: free", ALL),
        ("tier: paid", PAID),
        ("tlp: CLEAR", ALL),
        ("tlp: AMBER", {"inside"}),
        ("tlp: RED", NOBODY),
    ],
)
def test_a_marking_of_its_own_shows_an_object_and_hides_it_whatever_names_it(
    marking: str, shown: set[str]
) -> None:
    files = {
        A: ENTITY.format("A") + marking + "\n",
        "briefs/sources/s.yaml": f"title: S\n{marking}\n",
        "briefs/classes.yaml": (
            f"c: {{name: C, match: {{attr: weights, in: [open]}}, {marking}}}\n"
        ),
    }
    naming = note(about="[a]", sources="[s]")
    for key in ("entity/a", "source/s", "class/c"):
        assert showing(files, key) == shown
        assert showing(files | {OPEN: naming}, key) == shown


def test_a_policy_shows_its_classes_and_a_class_the_entities_of_its_predicate() -> None:
    files = {
        A: ENTITY.format("A"),
        B: ENTITY.format("B"),
        "briefs/classes.yaml": "c: {name: C, match: {any: [{edge: developed-by, to: a},"
        " {not: {edge: owned-by, to: {edge: uses, to: b}}}]}}\n",
        OPEN: "kind: policy\ntitle: A rule\njurisdiction: EU\ninstrument: none-yet\n"
        "stage: anticipated\nsources: none\ntargets: [c]\ntier: paid\n",
    }
    for key in ("class/c", "entity/a", "entity/b"):
        assert showing(files, key) == PAID


def test_edges_never_make_an_entity_visible() -> None:
    files = {
        A: ENTITY.format("A") + "edges: [{uses: b}]\n",
        B: ENTITY.format("B"),
        OPEN: note(about="[a]"),
    }
    assert showing(files, "entity/a") == ALL
    assert showing(files, "entity/b") == NOBODY
    assert showing(files | {OPEN: note(about="[b]")}, "entity/a") == NOBODY


def edges(library: Library) -> list[str]:
    return [
        str(each.uses[0])
        for each in library.entries["entity", "a"].object.edges
        if each.uses is not None
    ]


def test_an_edge_shows_where_both_its_ends_do() -> None:
    files = {
        A: ENTITY.format("A") + "edges: [{uses: b}]\n",
        B: ENTITY.format("B"),
        OPEN: note(about="[a]"),
        CLOSED: note(about="[b]", tier="paid"),
    }
    found = views(files)
    assert {name for name, library in found.items() if edges(library)} == PAID


@pytest.mark.parametrize(
    ("edge", "shown"),
    [
        ("{uses: b}", ALL),
        ("{uses: b, tier: paid}", PAID),
        ("{uses: b, tlp: AMBER}", {"inside"}),
        ("{uses: b, sources: [s]}", ALL),
        ("{uses: b, sources: [paid]}", PAID),
        ("{uses: b, sources: [s, paid]}", PAID),
        ("{uses: b, sources: [{title: T, tlp: AMBER}]}", {"inside"}),
    ],
)
def test_an_edge_is_hidden_by_its_own_marking_and_by_that_of_its_sources(
    edge: str, shown: set[str]
) -> None:
    files = {
        A: ENTITY.format("A") + f"edges: [{edge}]\n",
        B: ENTITY.format("B"),
        "briefs/sources/s.yaml": "title: S\n",
        "briefs/sources/paid.yaml": "title: P\ntier: paid\n",
        OPEN: note(about="[a, b]"),
    }
    assert {name for name, library in views(files).items() if edges(library)} == shown


def test_of_an_edge_with_several_ends_the_visible_ones_are_kept() -> None:
    files = {
        A: ENTITY.format("A") + "edges: [{uses: [b, c]}]\n",
        B: ENTITY.format("B"),
        "briefs/entities/c.yaml": ENTITY.format("C") + "tier: paid\n",
        OPEN: note(about="[a, b]"),
    }
    found = views(files)
    assert [
        list(each.entries["entity", "a"].object.edges[0].uses) for each in found.values()
    ] == [["b"] if name in ("site", "public") else ["b", "c"] for name in found]


def test_a_source_shows_where_a_visible_object_or_edge_cites_it() -> None:
    files = {
        A: ENTITY.format("A") + "edges: [{uses: b, sources: [of-edge]}]\n",
        B: ENTITY.format("B"),
        "briefs/sources/all.yaml": "of-edge: {title: E, republishes: root}\n"
        "root: {title: R}\nof-note: {title: N}\n",
        OPEN: note(about="[a]", sources="[of-note]"),
        CLOSED: note(about="[b]", tier="paid"),
    }
    assert showing(files, "source/of-note") == ALL
    assert showing(files, "source/of-edge") == PAID
    assert showing(files, "source/root") == PAID


def test_an_address_that_is_cited_is_the_shared_source_of_that_address() -> None:
    url = "https://www.paper.example/a/"
    files = {
        "briefs/sources/s.yaml": f"title: S\nurl: {url}\n",
        OPEN: note(sources='["http://paper.example/a?utm_source=x"]'),
    }
    assert showing(files, "source/s") == ALL


@pytest.mark.parametrize("hidden", ["aaa", "zzz"])
def test_a_hidden_source_does_not_stand_before_a_visible_one_of_the_same_address(
    hidden: str,
) -> None:
    url = "https://paper.example/a"
    files = {
        "briefs/sources/mmm.yaml": f"title: S\nurl: {url}\n",
        f"briefs/sources/{hidden}.yaml": f"title: H\nurl: {url}\ntier: paid\n",
        OPEN: note(sources=f'["{url}"]'),
    }
    assert showing(files, "source/mmm") >= {"site", "public"}
    assert showing(files, f"source/{hidden}") == PAID


def test_an_address_does_not_show_a_source_that_is_marked_higher() -> None:
    url = "https://paper.example/a"
    files = {
        "briefs/sources/s.yaml": f"title: S\nurl: {url}\ntier: paid\n",
        A: ENTITY.format("A") + f"edges: [{{uses: b, sources: ['{url}', {{url: '{url}'}}]}}]\n",
        B: ENTITY.format("B"),
        OPEN: note(about="[a, b]", sources=f'[{{url: "{url}", title: Mine}}]'),
    }
    assert showing(files, "source/s") == PAID
    cited = gather(views(files)["site"])["paper.example/a"]
    assert (cited.id, cited.source.title) == (None, "Mine")


def test_sources_written_out_are_merged_from_what_the_edition_shows_alone() -> None:
    url = "https://paper.example/a"
    files = {
        OPEN: note(sources=f'["{url}"]'),
        CLOSED: note(sources=f'[{{url: "{url}/", title: Secret, publisher: P}}]', tier="paid"),
    }
    found = views(files)
    titles = {
        name: gather(library)["paper.example/a"].source.title for name, library in found.items()
    }
    assert {name for name, title in titles.items() if title == "Secret"} == PAID


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("related", "[closed]"),
        ("forecasts", "[f]"),
        ("scenarios", "[p]"),
        ("about", "[a]"),
        ("sources", "[s]"),
    ],
)
def test_a_typed_reference_to_what_is_hidden_vanishes(field: str, value: str) -> None:
    files = {
        A: ENTITY.format("A") + "tier: paid\n",
        "briefs/sources/s.yaml": "title: S\ntier: paid\n",
        "briefs/scenarios/p.yaml": "title: P\nnarrative: Text.\ntier: paid\n",
        "briefs/forecasts/f.yaml": "question: It?\ncounts_as_yes: [it]\n"
        "resolution_sources: [r]\ncloses: 2027-06-30\nresolves_by: 2027-07-31\n"
        "reference_class: {none: none}\nupdates: [{date: 2026-11-02, p: 0.3}]\ntier: paid\n",
        OPEN: note(**{field: value}),
        CLOSED: note(tier="paid"),
    }
    found = views(files)
    kept = {
        name: getattr(each.entries["note", "open"].object, field)
        for name, each in found.items()
    }
    assert {name for name, each in kept.items() if each} == PAID


def test_a_part_that_cannot_do_without_a_hidden_reference_goes_as_a_whole() -> None:
    files = {
        "briefs/sources/s.yaml": "title: S\ntier: paid\n",
        OPEN: note(claims="[{text: One., sources: [s, {source: s, at: page 3}]}]")
        + "assessments: [{text: Two., basis: [c1, closed#c1]}]\n",
        CLOSED: note(tier="paid", claims="[{text: Three.}]"),
    }
    shown = views(files)["site"].entries["note", "open"].object
    assert shown.claims[0].sources == ()
    assert shown.assessments[0].basis == ("c1",)


def test_a_bottom_line_is_shown_where_all_its_basis_is() -> None:
    files = {
        OPEN: NOTE,
        CLOSED: note(tier="paid"),
        "briefs/issues/2026-11-20-i.yaml": "number: 1\ntitle: I\nbottom_line:\n"
        "  - {text: One., basis: [open]}\n  - {text: Two., basis: [open, closed]}\n"
        "  - {text: Three.}\n",
    }
    found = views(files)
    lines = {
        name: len(each.entries["issue", "i"].object.bottom_line) for name, each in found.items()
    }
    assert lines == dict.fromkeys(ALL, 2) | dict.fromkeys(PAID, 3)


def test_a_base_rate_is_seen_with_a_policy_of_its_instrument_in_its_jurisdiction() -> None:
    rate = (
        "{description: D, k: 1, n: 20, source: s, as_of: 2026-08-20,"
        " jurisdiction: US, instrument: bill}"
    )
    files = {
        "briefs/base-rates.yaml": f"bills: {rate}\n",
        "briefs/sources/s.yaml": "title: S\n",
        OPEN: "kind: policy\ntitle: A bill\njurisdiction: {}\ninstrument: bill\n"
        "stage: proposed\nsources: none\n",
    }
    here = files | {OPEN: files[OPEN].format("US") + "tier: paid\n"}
    assert showing(here, "base-rate/bills") == PAID
    assert showing(here, "source/s") == PAID
    assert showing(files | {OPEN: files[OPEN].format("GB")}, "base-rate/bills") == NOBODY
