"""Faults of sense: fields that are sound one by one and cannot stand together.

A row plants one or several fields; exactly one of them holds the mark.
"""

# ruff: noqa: E501 - a row of the table is a line
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from random import Random
from typing import NamedTuple

from support.faults.model import MARK, Fault, Make, Project, Sort, fault_of
from support.faults.planted import fits
from support.faults.spots import Thing, field, named, set_field, things


class Rule(NamedTuple):
    """Fields that contradict each other, in objects that lack others."""

    sort: str
    kind: str
    fields: Mapping[str, str]
    code: str
    without: tuple[str, ...] = ()
    having: tuple[str, ...] = ()
    alone: bool = False
    """Whether nobody may name the object: those who do would see it change."""


JUDGED = "basis: [c1], alternatives: [Not so.], would_change_if: [A text.], change: new"

RULES = (
    Rule("question without a question mark", "forecast", {"question": "‸It happens"}, "B130"),
    Rule("closes before it opens", "forecast", {"opens": "2026-11-01", "closes": "‸2026-10-01"}, "B131"),
    Rule("closes before it opens", "forecast", {"closes": "‸2026-11-03"}, "B131", having=("opens",)),
    Rule("resolves before it closes", "forecast", {"resolves_by": "‸2026-12-01"}, "B132"),
    Rule("two updates on one day", "forecast", {"opens": "2026-11-01", "updates": "[{date: 2026-11-10, p: 0.1}, {date: ‸2026-11-10, p: 0.1}]"}, "B133", alone=True),
    Rule("update before the question opens", "forecast", {"opens": "2026-11-04", "updates": "[{date: ‸2026-11-02, p: 0.1}]"}, "B134", alone=True),
    Rule("rate of more than one", "forecast", {"reference_class": "{description: D, k: ‸9, n: 4}"}, "B136"),
    Rule("rate of nothing", "forecast", {"reference_class": "‸{description: D, k: 9}"}, "B136"),
    Rule("yes without its day", "forecast", {"resolution": "{outcome: ‸yes}"}, "B137"),
    Rule("yes after the close", "forecast", {"resolution": "{outcome: yes, event_date: ‸2028-01-02}"}, "B138"),
    Rule("generated text without a reader", "note", {"authorship": "‸ai-generated"}, "B140", without=("reviewed_by",)),
    Rule("embargo without an offset", "note", {"embargoed_until": "‸2026-11-22T09:00:00"}, "B141"),
    Rule("expires before the embargo ends", "note", {"embargoed_until": "2026-12-02", "expires": "‸2026-12-01"}, "B142", alone=True),
    Rule("correction older than the note", "note", {"corrections": "[{date: ‸2020-01-01, type: erratum, was: a, is: b}]"}, "B143"),
    Rule("unknown tier", "note", {"tier": "‸gold"}, "B148"),
    Rule("unknown tier", "issue", {"tier": "‸gold"}, "B148"),
    Rule("unknown tier", "settings", {"editions": "{public: {tier: ‸gold}}"}, "B148"),
    Rule("unknown tier", "settings", {"defaults": "{tier: ‸gold}"}, "B148"),
    Rule("unknown audience", "note", {"audiences": "[‸nobody]"}, "B149"),
    Rule("unknown audience", "note", {"so_what": "{‸nobody: Ask.}"}, "B149"),
    Rule("unknown edition", "issue", {"editions": "[‸nobody]"}, "B209"),
    Rule("a tier listed twice", "settings", {"tiers": "[free, paid, inner, ‸free]"}, "B145"),
    Rule("rule that does not exist", "settings", {"lint": "{‸B999: off}"}, "B146"),
    Rule("rule that cannot be changed", "settings", {"lint": "{B160: ‸off}"}, "B147"),
    Rule("source that cannot be found", "note", {"sources": "[‸{publisher: Somebody}]"}, "B150"),
    Rule("two claims with one id", "note", {"claims": "[{id: a, text: One., type: absence}, {id: ‸a, text: Two., type: absence}]"}, "B152", without=("assessments",), alone=True),
    Rule("quotation without a speaker", "note", {"claims": "[‸{text: One., type: quote}]"}, "B153", without=("assessments",), alone=True),
    Rule("basis that is no claim", "note", {"claims": "[{text: One., type: absence}]", "assessments": f"[{{text: A., {JUDGED.replace('c1', '‸c7')}}}]"}, "B154", alone=True),
    Rule("likelihood and confidence in one text", "note", {"assessments": f"[{{text: It is ‸likely with high confidence., {JUDGED}}}]", "claims": "[{text: One., type: absence}]"}, "B155", alone=True),
    Rule("likelihood without its range", "note", {"assessments": f"[{{text: It is ‸very likely., {JUDGED}}}]", "claims": "[{text: One., type: absence}]"}, "B156", alone=True),
    Rule("id on an inline source", "note", {"sources": '[{id: ‸mine, url: "https://a.example"}]'}, "B159"),
    Rule("empty place", "announcement", {"place": "‸{}"}, "B127"),
    Rule("amount of nothing", "announcement", {"amount": "{value: ‸0, currency: USD}"}, "B118"),
    Rule("condition without observables", "observation", {"participants": "[{person: A. B., condition: ‸steady}]"}, "B160"),
    Rule("struggling without a second reader", "observation", {"tlp": "AMBER", "participants": "[{person: A. B., condition: ‸struggling, observables: [Left.]}]"}, "B161", without=("reviewed_by",), alone=True),
    Rule("struggling below AMBER", "observation", {"reviewed_by": "Somebody", "tlp": "GREEN", "tier": "paid", "participants": "[{person: A. B., condition: ‸struggling, observables: [Left.]}]"}, "B162", alone=True),
    Rule("participant without a name", "observation", {"participants": "[‸{role: spoke}]"}, "B164"),
    Rule("no-show with ratings", "observation", {"participants": "[{person: A. B., role: announced-no-show, ratings: ‸{delivery: 2}}]"}, "B165"),
    Rule("stage without an instrument", "policy", {"instrument": "none-yet", "stage": "‸adopted"}, "B171", without=("history", "official_id")),
    Rule("stage unlike the history", "policy", {"stage": "‸adopted", "instrument": "guidance", "history": "[{stage: proposed, when: 2026-02-01}]"}, "B172", without=("official_id",)),
    Rule("stage that goes back", "policy", {"instrument": "guidance", "history": "[{stage: adopted, when: 2026-02-01}, {stage: ‸proposed, when: 2026-03-01}]"}, "B173", without=("stage", "official_id")),
    Rule("reach that carries nothing", "policy", {"reach": "[{edge: ‸competes-with}]"}, "B174"),
    Rule("ends before it starts", "policy", {"effective": "{start: 2027, end: ‸2026-05}"}, "B176"),
    Rule("edge without a type", "entity", {"edges": "[‸{basis: stated}]"}, "B180"),
    Rule("edge with two types", "entity", {"edges": "[{supplies: ENTITY, ‸uses: ENTITY}]"}, "B180"),
    Rule("weights of no model", "entity", {"type": "regulator", "weights": "‸open"}, "B183"),
    Rule("condition that says two things", "class", {"match": "‸{attr: weights, in: [open], all: [{attr: osaid, in: [conformant]}]}"}, "B185"),
    Rule("attribute that does not exist", "class", {"match": "{attr: ‸wieghts, in: [open]}"}, "B186"),
    Rule("value that no entity has", "class", {"match": "{attr: weights, in: [‸opne]}"}, "B187"),
    Rule("indicator never checked", "scenario", {"indicators": "[‸{statement: A., direction: supports}]"}, "B191"),
    Rule("section without notes", "issue", {"sections": "[‸{title: Empty}]"}, "B196"),
    Rule("bottom line without a basis", "issue", {"bottom_line": "[‸{text: It is so.}]"}, "B195"),
    Rule("comma in a list of prose", "note", {"unknowns": "‸[size, use and date]"}, "B139"),
    Rule("comma in a list of prose", "forecast", {"counts_as_yes": "‸[a rule, or a law]"}, "B139"),
)  # fmt: skip


def broken(sort: str, rules: Sequence[Rule]) -> Make:
    def make(project: Project, random: Random) -> Iterator[Fault]:
        for thing in things(project):
            for rule in rules:
                if fits(thing, rule.kind) and _suits(project, thing, rule):
                    fault = _planted(project, thing, rule, random.randrange(6))
                    if fault is not None:
                        yield fault

    def _planted(project: Project, thing: Thing, rule: Rule, at: int) -> Fault | None:
        others = (each.id for each in things(project) if each.family == "entity")
        other = next((name for name in others if name != thing.id), "nobody")
        changes = [
            set_field(thing, name, new.replace("ENTITY", other), at)
            for name, new in rule.fields.items()
        ]
        kept = [change for change in changes if change is not None]
        if len(kept) < len(changes) or not any(MARK in change.new for change in kept):
            return None
        return fault_of(project, sort, thing.path, rule.code, *kept)

    return make


def _suits(project: Project, thing: Thing, rule: Rule) -> bool:
    if any(field(thing, name) for name in rule.without):
        return False
    if rule.alone and named(project, thing):
        return False
    return all(field(thing, name) for name in rule.having)


def sorts(rules: Sequence[Rule], most: int) -> tuple[Sort, ...]:
    ordered = sorted(rules, key=lambda rule: rule.sort)
    groups = [(sort, tuple(found)) for sort, found in groupby(ordered, lambda rule: rule.sort)]
    return tuple(Sort(sort, broken(sort, found), most) for sort, found in groups)


SORTS = sorts(RULES, 2)
