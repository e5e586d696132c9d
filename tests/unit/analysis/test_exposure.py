"""Whom a policy would reach: the toy and the search of the project's page, section 7."""

from datetime import date

import pytest

from brief.analysis.exposure import Row, exposure
from brief.library.model import Library
from support.compiling import compiled

SETTINGS = "title: Example Letter\nurl: https://letter.example\n"
DAY = date(2026, 11, 20)

# lab-x is controlled from nobody knows where; ft-us is closed, and derived from a Chinese
# model.
TOY = """\
lab-cn: {type: ai-lab, name: Lab CN, jurisdiction: {controlled_from: CN}}
lab-us: {type: ai-lab, name: Lab US, jurisdiction: {controlled_from: US}}
lab-x: {type: ai-lab, name: Lab X, jurisdiction: {controlled_from: unknown}}
m-cn:
  type: model
  name: M CN
  weights: open
  edges: [{developed-by: lab-cn}, {hosted-by: host-us}]
m-us: {type: model, name: M US, weights: open, edges: [{developed-by: lab-us}]}
m-x: {type: model, name: M X, weights: open, edges: [{developed-by: lab-x}]}
d-llama:
  type: model
  name: D Llama
  weights: open
  edges: [{developed-by: lab-cn}, {derived-from: m-us, relation: finetune}]
ft-us:
  type: model
  name: FT US
  weights: closed
  edges: [{developed-by: lab-us}, {derived-from: m-cn, relation: finetune}]
app: {type: product, name: App, edges: [{depends-on: ft-us}]}
app2: {type: product, name: App 2, edges: [{depends-on: m-x, basis: inferred}]}
host-us: {type: inference-provider, name: Host US}
"""
CLASS = """\
c:
  name: Open or gated models of labs controlled from CN
  match:
    all:
      - {attr: type, in: [model]}
      - {attr: weights, in: [open, gated]}
      - {edge: developed-by, to: {attr: jurisdiction.controlled_from, in: [CN]}}
"""
DERIVED = "{edge: derived-from, relations: [finetune, adapter, merge, quantized]}"


def library(entities: str, reach: str, match: str = CLASS, effective: str = "") -> Library:
    policy = (
        "kind: policy\ntitle: A rule\njurisdiction: US\ninstrument: none-yet\n"
        f"stage: anticipated\nsources: none\ntargets: [c]\nreach: [{reach}]\n{effective}"
    )
    return compiled(
        {
            "briefs/newsletter.yaml": SETTINGS,
            "briefs/entities/all.yaml": entities,
            "briefs/classes.yaml": match,
            "briefs/notes/2026-01-01-rule.yaml": policy,
        }
    ).library


def definitions(
    entities: str, reach: str, match: str = CLASS, effective: str = ""
) -> list[dict[str, Row]]:
    held = library(entities, reach, match, effective)
    entry = held.get("note", "rule")
    assert entry is not None
    return [dict(each.rows) for each in exposure(held, entry.object, as_of=DAY)]


def statuses(rows: dict[str, Row]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in rows.values():
        found.setdefault(row.status, set()).add(row.entity)
    return found


def test_the_toy_has_the_answers_of_the_page_under_each_definition() -> None:
    d0, d1, d2, d3 = definitions(TOY, f"{DERIVED}, depends-on, hosted-by")
    assert statuses(d0)["exposed"] == {"m-cn", "d-llama"}
    assert statuses(d0)["possible"] == {"m-x"}
    assert "unknown" not in statuses(d0)
    assert statuses(d1)["exposed"] == {"m-cn", "d-llama", "ft-us"}
    assert d1["ft-us"].hops == 1
    assert statuses(d1)["possible"] == {"m-x"}
    assert statuses(d1)["unknown"] == {"m-us"}
    assert statuses(d2)["exposed"] == {"m-cn", "d-llama", "ft-us", "app"}
    assert d2["app"].hops == 2
    assert statuses(d2)["possible"] == {"m-x", "app2"}
    assert d2["app2"].hops == 1
    assert statuses(d2)["unknown"] == {"m-us", "host-us", "lab-cn", "lab-us", "lab-x"}
    assert statuses(d3)["exposed"] == {"m-cn", "d-llama", "ft-us", "app", "host-us"}
    assert d3["host-us"].hops == 1
    assert statuses(d3)["possible"] == {"m-x", "app2"}
    assert statuses(d3)["unknown"] == {"m-us", "lab-cn", "lab-us", "lab-x"}


def test_a_path_leads_from_the_class_member_outward() -> None:
    rows = definitions(TOY, f"{DERIVED}, depends-on")[-1]
    assert rows["app"].path == (
        "m-cn",
        "derived-from",
        "finetune",
        "ft-us",
        "depends-on",
        "",
        "app",
    )
    assert rows["m-cn"].path == ("m-cn",)


def test_without_reach_nothing_is_exposed_by_association() -> None:
    (rows,) = definitions(TOY, "")
    assert rows["ft-us"].status == "not-exposed"
    assert rows["ft-us"].reason == "reach-not-listed"


def test_an_inferred_jurisdiction_makes_the_class_possible() -> None:
    inferred = TOY.replace("controlled_from: CN", "controlled_from: CN, basis: inferred")
    (rows,) = definitions(inferred, "")
    assert "exposed" not in statuses(rows)
    assert statuses(rows)["possible"] == {"m-cn", "d-llama", "m-x"}


@pytest.mark.parametrize(
    ("edge", "status"),
    [
        ("{derived-from: m-cn, relation: finetune}", "exposed"),
        ("{derived-from: m-cn, relation: merge}", "exposed"),
        ("{derived-from: m-cn}", "possible"),
        ("{derived-from: m-cn, relation: unknown}", "possible"),
        ("{derived-from: m-cn, relation: finetune, basis: inferred}", "possible"),
        ("{derived-from: m-cn, relation: continued-pretraining}", "unknown"),
        ("{derived-from: m-cn, relation: finetune, valid: {end: 2026-11-19}}", "unknown"),
        ("{derived-from: m-cn, relation: finetune, valid: {end: 2026-11-20}}", "exposed"),
        ("{derived-from: m-cn, relation: finetune, valid: {start: 2026-11}}", "exposed"),
        ("{derived-from: m-cn, relation: finetune, valid: {end: unknown}}", "possible"),
    ],
)
def test_an_edge_carries_by_its_relation_its_basis_and_its_dates(
    edge: str, status: str
) -> None:
    entities = (
        TOY
        + "it:\n  type: model\n  name: It\n  weights: closed\n"
        + f"  edges: [{{developed-by: lab-us}}, {edge}]\n"
    )
    assert definitions(entities, DERIVED)[-1]["it"].status == status


def test_a_list_that_is_complete_makes_what_is_not_on_it_not_exposed() -> None:
    entities = TOY + (
        "it:\n  type: model\n  name: It\n  weights: closed\n  complete: [derived-from]\n"
        "  edges:\n    - developed-by: lab-us\n"
        "    - {derived-from: m-cn, relation: continued-pretraining}\n"
    )
    row = definitions(entities, DERIVED)[-1]["it"]
    assert (row.status, row.reason) == ("not-exposed", "relation-not-listed")


def test_three_passes_find_the_shortest_path_of_each_sort() -> None:
    entities = """\
s: {type: product, name: S, industry: yes-it-is}
w: {type: product, name: W}
a: {type: product, name: A, industry: other, edges: [{depends-on: s}]}
b: {type: product, name: B, industry: other, edges: [{depends-on: [a, w]}]}
v: {type: product, name: V, industry: other, edges: [{depends-on: b, basis: inferred}]}
"""
    match = "c: {name: C, match: {attr: industry, in: [yes-it-is]}}\n"
    rows = definitions(entities, "depends-on", match)[-1]
    assert [rows[name].status for name in "sabvw"] == ["exposed"] * 3 + ["possible"] * 2
    assert rows["v"].path[::3] == ("w", "b", "v")
    assert rows["b"].path[::3] == ("s", "a", "b")


def test_cycles_end() -> None:
    entities = """\
a: {type: product, name: A, industry: this, edges: [{depends-on: b}]}
b: {type: product, name: B, industry: other, edges: [{depends-on: a}, {supplies: c}]}
c: {type: product, name: C, industry: other, edges: [{variant-of: a}]}
"""
    match = "c: {name: C, match: {attr: industry, in: [this]}}\n"
    rows = definitions(entities, "depends-on, supplies, variant-of", match)[-1]
    assert {name: row.hops for name, row in rows.items()} == {"a": 0, "b": 1, "c": 2}


def test_a_policy_without_targets_reaches_nobody() -> None:
    held = library(TOY, "")
    entry = held.get("note", "rule")
    assert entry is not None
    assert exposure(held, entry.object.model_copy(update={"targets": ()}), as_of=DAY) == ()
