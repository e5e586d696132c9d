"""Figures: what they say is true of their data, and all of their data is there."""

import csv
import json
import re
from html import unescape
from io import StringIO
from typing import Any

import pytest

from brief.build.compile import Compilation
from brief.build.step import Step
from brief.build.steps import in_place
from support.compiling import SOUND, compiled, sound_with
from support.fakes import FAKED

BILL = """\
kind: policy
title: {title}
jurisdiction: US
instrument: bill
sources: [article]
history:
"""
HISTORY = {
    "law": (
        "  - {when: 2025-02-13, stage: proposed}\n"
        "  - {when: 2025-05-05, stage: passed-one-chamber}\n"
        "  - {when: 2025-06-01, text: A hearing}\n"
        "  - {when: 2025-08-19, stage: adopted}\n"
    ),
    "stuck": (
        "  - {when: 2025-02-01, stage: in-committee-or-comment}\n"
        "  - {when: 2025-03-01, text: Sponsor added}\n"
        "  - {when: 2025-04-01, text: Sponsor added}\n"
    ),
    "gone": (
        "  - {when: 2025-01-05, stage: proposed}\n  - {when: 2025-01-06, stage: withdrawn}\n"
    ),
}


def bills(*names: str) -> dict[str, str | bytes]:
    return {
        f"briefs/notes/2026-11-0{n}-{name}.yaml": BILL.format(title=name) + HISTORY[name]
        for n, name in enumerate(names, 3)
    }


def drawn(files: dict[str, str | bytes]) -> tuple[Compilation, list[Step]]:
    """Compile with pictures, and return the steps that were asked for."""
    steps: list[Step] = []

    def perform(batch: Any) -> Any:
        steps.extend(step for step in batch if step.name == "figure")
        return in_place(FAKED)(batch)

    done = compiled(sound_with(files), pictures=True, perform=perform)
    assert [each.message for each in done.diagnostics if each.severity == "error"] == []
    return done, steps


def charts(steps: list[Step]) -> list[dict[str, Any]]:
    return [json.loads(s["source"]) for s in steps if s["option from"] == b"vega-lite"]


def page(done: Compilation, path: str) -> str:
    return done.site[path].content.decode()


def caption(done: Compilation, path: str) -> str:
    found = re.search(r'<p class="message"[^>]*>(.*?)</p>', page(done, path))
    assert found, f"{path} has no figure"
    return unescape(found[1])


def rows_of_page(text: str) -> list[list[str]]:
    table = re.search(r"<details>.*?<table>(.*?)</table>", text, re.DOTALL)
    assert table
    rows = re.findall(r"<tr>(.*?)</tr>", table[1])
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (
            ("law", "stuck"),
            "One of three measures has become law; two stand in committee or comment.",
        ),
        (
            ("law", "stuck", "gone"),
            (
                "One of four measures has become law; two stand in committee or comment;"
                " one was withdrawn."
            ),
        ),
        (("stuck",), "Two measures stand in committee or comment."),
    ],
)
def test_the_caption_of_the_pipeline_counts_measures_by_stage(
    names: tuple[str, ...], said: str
) -> None:
    assert caption(drawn(bills(*names))[0], "policy/index.html") == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "law",
            (
                "The measure has become law, 187 days after its first step: 13 February 2025 to"
                " 19 August 2025."
            ),
        ),
        (
            "stuck",
            (
                "The measure stands in committee or comment. It has not moved since 1 February"
                " 2025, though two later days brought action."
            ),
        ),
        (
            "gone",
            (
                "The measure was withdrawn, 1 day after its first step: 5 January 2025 to"
                " 6 January 2025."
            ),
        ),
    ],
)
def test_the_caption_of_a_path_says_how_long_it_took(name: str, said: str) -> None:
    assert caption(drawn(bills(name))[0], f"notes/{name}/index.html") == said


def test_a_measure_whose_actions_fall_on_one_day_has_no_path() -> None:
    one = BILL.format(title="one") + "  - {when: 2025-02-01, stage: proposed}\n"
    done, _ = drawn({"briefs/notes/2026-11-03-one.yaml": one})
    assert "<figure" not in page(done, "notes/one/index.html")


def test_a_date_that_is_not_known_to_the_day_is_in_the_table_and_not_in_the_path() -> None:
    text = BILL.format(title="vague") + (
        "  - {when: 2025-02-01, stage: proposed}\n  - {when: 2025-03, text: A hearing}\n"
        "  - {when: 2025-04-01, stage: withdrawn}\n"
    )
    done, steps = drawn({"briefs/notes/2026-11-03-vague.yaml": text})
    days = [[row["day"] for row in c["data"]["values"]] for c in charts(steps) if "data" in c]
    assert ["2025-02-01", "2025-04-01"] in days
    assert ["2025-03", "–", "A hearing"] in rows_of_page(page(done, "notes/vague/index.html"))


NOTE = "kind: {kind}\ntitle: N{n}\ndate: {date}\n{more}"


def notes(*dated: tuple[str, str]) -> dict[str, str | bytes]:
    more = {"commentary": "body: T.\n", "announcement": "event: other\nsources: none\n"}
    return {
        f"briefs/notes/n{n}.yaml": NOTE.format(kind=kind, n=n, date=date, more=more[kind])
        for n, (kind, date) in enumerate(dated)
    }


def test_notes_are_counted_by_month_and_a_month_without_any_shows_its_gap() -> None:
    done, _ = drawn(notes(("commentary", "2026-08-05"), ("commentary", "2026-10-31")))
    rows = rows_of_page(page(done, "issues/index.html"))
    assert rows == [
        ["Month", "Announcements", "Policy", "Commentary"],
        ["2026-08", "0", "0", "1"],
        ["2026-09", "0", "0", "0"],
        ["2026-10", "0", "0", "1"],
        ["2026-11", "1", "1", "0"],
    ]
    said = "Two of four notes are of the kind commentary; November 2026 brought the most, two."
    assert caption(done, "issues/index.html") == said


def test_many_months_are_counted_by_year() -> None:
    done, _ = drawn(notes(("commentary", "2022-01-05"), ("announcement", "2025-10-31")))
    rows = rows_of_page(page(done, "issues/index.html"))
    assert [row[0] for row in rows] == ["Year", "2022", "2023", "2024", "2025", "2026"]


def test_notes_of_one_month_are_no_figure() -> None:
    assert "<figure" not in page(drawn({})[0], "issues/index.html")


EDGES = """\
maker: {type: ai-lab, name: Maker}
mine: {type: model, name: Mine & Co, edges: [
  {developed-by: maker},
  {hosted-by: [vercel, zai], basis: inferred},
  {uses: etched, valid: {end: 2020}}]}
"""
TIED = {
    "briefs/entities/more.yaml": EDGES,
    "briefs/notes/2026-11-04-tied.yaml": (
        "kind: commentary\ntitle: T\nabout: [mine, maker]\nbody: T.\n"
    ),
}


def test_the_ties_of_an_entity_stand_at_their_sides() -> None:
    done, _ = drawn(dict(TIED))
    text = page(done, "entities/mine/index.html")
    said = "Mine & Co is developed by Maker and is hosted by Vercel and Z.ai."
    assert caption(done, "entities/mine/index.html") == said
    alt = re.search(r'alt="([^"]+)"', text)
    assert alt
    assert unescape(alt[1]) == (
        "Diagram with Mine & Co in the middle; at the left developed by Maker, at the right"
        " hosted by Vercel and Z.ai."
    )
    assert "one stated and two inferred; a dotted line is not stated by a source" in text


def test_a_tie_that_is_over_is_in_the_table_and_not_in_the_picture() -> None:
    done, _ = drawn(dict(TIED))
    rows = rows_of_page(page(done, "entities/mine/index.html"))
    assert ["uses", "Etched", "stated", "–", "2020"] in rows
    path = next(p for p in done.site if "entities-mine-connections" in p)
    assert b"Maker" in done.site[path].content
    assert b"Etched" not in done.site[path].content


def test_twelve_ties_a_side_are_drawn_and_the_rest_counted() -> None:
    hosts = "".join(f"h{n}: {{type: cloud, name: Host {n:02}}}\n" for n in range(15))
    ids = ", ".join(f"h{n}" for n in range(15))
    edges = f"[{{developed-by: zai}}, {{hosted-by: [{ids}]}}]"
    mine = f"mine: {{type: model, name: Mine, edges: {edges}}}\n"
    note = f"kind: commentary\ntitle: N\nabout: [mine, {ids}]\nbody: T.\n"
    done, _ = drawn(
        {"briefs/entities/more.yaml": hosts + mine, "briefs/notes/2026-11-03-n.yaml": note}
    )
    for path in [p for p in done.site if "entities-mine-connections" in p]:
        text = done.site[path].content.decode()
        assert "Host 11<" in text
        assert "Host 12<" not in text
        assert "and 3 more" in text
    assert len(rows_of_page(page(done, "entities/mine/index.html"))) == 17


ALL = {
    **bills("law", "stuck", "gone"),
    **notes(("commentary", "2026-08-05")),
    **TIED,
    "briefs/issues/2026-11-10-first.yaml": SOUND["briefs/issues/2026-11-10-first.yaml"]
    + "products: [policy-pipeline]\n",
}


def test_the_table_of_every_figure_is_its_csv() -> None:
    done, _ = drawn(ALL)
    tables = sorted(path for path in done.site if path.endswith(".csv"))
    assert len(tables) >= 7
    for path in tables:
        found = list(csv.reader(StringIO(done.site[path].content.decode(), newline="")))
        text = page(done, path.rpartition("/")[0] + "/index.html")
        assert f'href="/{path}"' in text
        shown = [[unescape(cell) for cell in row] for row in rows_of_page(text)]
        assert shown == [[cell or "–" for cell in row] for row in found], path


def test_every_picture_has_its_words_and_its_size_and_is_there() -> None:
    done, _ = drawn(ALL)
    seen = 0
    for path, file in done.site.items():
        if not path.endswith(".html"):
            continue
        for figure in re.findall(r"<figure.*?</figure>", file.content.decode(), re.DOTALL):
            seen += 1
            alt = re.search(r'alt="([^"]*)"', figure)
            assert alt
            assert len(alt[1]) > 40
            for picture in re.findall(r'(?:src|srcset)="/([^"]+)"', figure):
                assert picture in done.site
            assert len(re.findall(r'width="\d+" height="\d+"', figure)) == 2
            assert "style=" not in figure
    assert seen >= 7


def test_scales_of_days_are_utc_and_the_data_stands_inside() -> None:
    for chart in charts(drawn(ALL)[1]):
        text = json.dumps(chart)
        assert '"url"' not in text
        assert text.count('"temporal"') == text.count('"type": "utc"')


def test_a_picture_follows_the_scheme_and_the_accent_of_the_project() -> None:
    settings = SOUND["briefs/newsletter.yaml"] + 'theme: {accent: "#7a1fa2"}\n'
    done, _ = drawn({**ALL, "briefs/newsletter.yaml": settings})
    path = next(p for p in done.site if "entities-mine-connections" in p)
    text = done.site[path].content.decode()
    assert text.count("<style>@media(prefers-color-scheme:dark){") == 1
    assert '[fill="#16191d"]{fill:#e8e6e1}' in text


def test_an_issue_carries_its_figure_in_every_form() -> None:
    done, _ = drawn(ALL)
    said = "One of four measures has become law"
    assert said in page(done, "issues/first/index.html")
    mail = done.editions["first/public.html"].content.decode()
    assert said in mail
    assert 'src="data:image/svg+xml;base64,' in mail
    assert ".csv" not in mail


@pytest.mark.parametrize("switch", ["figures", "cards"])
def test_what_is_switched_off_is_not_made(switch: str) -> None:
    settings = SOUND["briefs/newsletter.yaml"] + f"{switch}: off\n"
    done, steps = drawn({**ALL, "briefs/newsletter.yaml": settings})
    made = {step["option to"] for step in steps}
    assert made == ({b"png"} if switch == "figures" else {b"svg"})
    whole = b"".join(file.content for file in done.site.values())
    assert (b"<figure" in whole) == (switch == "cards")
    assert (b"og:image" in whole) == (switch == "figures")
    assert any(path.endswith(".csv") for path in done.site) == (switch == "cards")


def test_a_check_draws_nothing_and_still_tries_the_templates() -> None:
    asked: list[str] = []

    def perform(batch: Any) -> Any:
        asked.extend(step.name for step in batch)
        return in_place(FAKED)(batch)

    files = sound_with(ALL)
    assert compiled(files, perform=perform).diagnostics == compiled(files).diagnostics
    assert set(asked) == {"read", "markdown"}
    for name in ("figure.html", "card.svg"):
        found = compiled(files, theme={name: "{{ nothing }}"}).diagnostics
        assert [each.code for each in found if each.severity == "error"] == ["B304"]


def test_nothing_hidden_is_in_a_figure_its_data_or_a_card() -> None:
    hidden = (BILL.format(title="canaryzz") + HISTORY["stuck"]).replace(
        "sources:", "tier: paid\nsources:"
    )
    withheld = "canaryzz: {type: cloud, name: Canaryzz, tier: paid, edges: [{uses: etched}]}\n"
    files = {
        **ALL,
        "briefs/notes/2026-11-09-canaryzz.yaml": hidden,
        "briefs/entities/secret.yaml": withheld,
    }
    with_it, _ = drawn(files)
    without, _ = drawn(dict(ALL))
    whole = b"".join(
        [*(f.content for f in with_it.site.values()), *map(str.encode, with_it.site)]
    )
    assert b"canaryzz" not in whole.lower()
    assert {p: f.content for p, f in with_it.site.items()} == {
        p: f.content for p, f in without.site.items()
    }
    paid = with_it.editions["first/investor.html"].content
    assert b"One of five measures has become law" in paid


def test_a_cell_is_never_a_formula_and_quotes_are_doubled() -> None:
    text = BILL.format(title='"=1+1, a"') + HISTORY["stuck"]
    done, _ = drawn({**bills("law"), "briefs/notes/2026-11-09-odd.yaml": text})
    assert ',"\'=1+1, a",' in done.site["policy/stages.csv"].content.decode()
