"""Faults of values: a field of an object set to something it cannot hold.

A row names the sort, the kinds of object, the field, what is written there, and the code. The
mark in the text is the place. Fields an object has are replaced, others put between its own.
"""

# ruff: noqa: E501 - a row of the table is a line
from collections.abc import Iterator, Sequence
from itertools import groupby
from random import Random
from typing import NamedTuple

from support.faults.model import Fault, Make, Project, Sort, fault_of
from support.faults.spots import Thing, set_field, things


class Row(NamedTuple):
    """A field and what stands there by mistake."""

    sort: str
    kind: str
    field: str
    written: str
    code: str


def fits(thing: Thing, kind: str) -> bool:
    """Tell whether an object is of a kind, or of a family."""
    return kind in (thing.kind, thing.family)


VALUES = (
    Row("word of no vocabulary", "announcement", "event", "‸expansion", "B115"),
    Row("word of no vocabulary", "policy", "instrument", "‸'act'", "B115"),
    Row("word of no vocabulary", "policy", "levers", "[ban, ‸tariff]", "B115"),
    Row("word of no vocabulary", "observation", "setting", "‸dinner", "B115"),
    Row("word of no vocabulary", "note", "status", "‸published", "B115"),
    Row("word of no vocabulary", "note", "tlp", "‸amber", "B115"),
    Row("word of no vocabulary", "note", "claims", "[{text: Said., type: ‸rumour}]", "B115"),
    Row("word of no vocabulary", "entity", "type", "‸startup", "B115"),
    Row("word of no vocabulary", "entity", "weights", "‸free", "B115"),
    Row("word of no vocabulary", "source", "type", "‸blog", "B115"),
    Row("word of no vocabulary", "source", "reliability", "‸G", "B115"),
    Row("word of no vocabulary", "issue", "products", "[corrections, ‸weather]", "B115"),
    Row("word of no vocabulary", "forecast", "resolution", "{outcome: ‸maybe}", "B115"),
    Row("word of no vocabulary", "settings", "theme", "{paper: ‸A3}", "B115"),
    Row("kind that does not exist", "note", "kind", "‸interview", "B115"),
    Row("day that does not exist", "note", "date", "‸2026-02-30", "B112"),
    Row("day that does not exist", "note", "review_by", "‸2026-13-01", "B112"),
    Row("day that does not exist", "issue", "as_of", "‸2025-02-29", "B112"),
    Row("day that does not exist", "forecast", "closes", "‸2027-11-31", "B112"),
    Row("day that does not exist", "base-rate", "as_of", "‸2026-00-10", "B112"),
    Row("day written in another way", "note", "date", "‸11/22/2026", "B112"),
    Row("day written in another way", "note", "review_by", "‸2026-1-5", "B112"),
    Row("day written in another way", "forecast", "opens", "‸next week", "B112"),
    Row("time where a day is due", "note", "review_by", "‸12:30", "B112"),
    Row("time where a day is due", "issue", "date", "‸12:30", "B112"),
    Row("number where a day is due", "note", "review_by", "‸86400", "B112"),
    Row("bad date expression", "note", "when", "‸Q3 2027", "B113"),
    Row("bad date expression", "note", "when", "‸2026-Q5", "B113"),
    Row("bad date expression", "note", "when", "‸2026-12/2026-01", "B113"),
    Row("bad date expression", "source", "date", "‸autumn", "B113"),
    Row("bad date expression", "policy", "effective", "{start: ‸2027-13}", "B113"),
    Row("bad instant", "note", "embargoed_until", "‸22 November, 9 am", "B114"),
    Row("bad instant", "note", "expires", '‸"2026-11-22T25:00:00Z"', "B114"),
    Row("neither yes nor no", "observation", "observer", "{role: press, firsthand: ‸y}", "B116"),
    Row("neither yes nor no", "forecast", "endorsed_by_author", "‸on", "B116"),
    Row("neither on nor off", "settings", "feeds", "‸1", "B116"),
    Row("likelihood above one", "note", "assessments", "[{text: A., likelihood: ‸70}]", "B117"),
    Row("likelihood above one", "note", "assessments", "[{text: A., likelihood: ‸1.5}]", "B117"),
    Row("likelihood in words of nobody", "note", "assessments", "[{text: A., likelihood: ‸maybe}]", "B117"),
    Row("second-row ICD term", "note", "assessments", "[{text: A., likelihood: ‸probable}]", "B129"),
    Row("second-row ICD term", "scenario", "likelihood", "‸Nearly certain", "B129"),
    Row("probability that cannot be", "forecast", "updates", "[{date: 2026-11-05, p: ‸0}]", "B117"),
    Row("probability that cannot be", "forecast", "updates", "[{date: 2026-11-05, p: ‸35%}]", "B117"),
    Row("probability that cannot be", "forecast", "updates", '[{date: 2026-11-05, p: ‸"nan"}]', "B117"),
    Row("probability that cannot be", "forecast", "updates", "[{date: 2026-11-05, p: ‸1.00}]", "B117"),
    Row("1.10 for a whole number", "issue", "number", "‸1.10", "B118"),
    Row("1.10 for a whole number", "base-rate", "n", "‸1.10", "B118"),
    Row("number that is none", "base-rate", "k", "‸-1", "B118"),
    Row("number that is none", "announcement", "amount", '{value: ‸"120,000", currency: USD}', "B118"),
    Row("number that is none", "announcement", "amount", "{value: ‸1e6, currency: USD}", "B118"),
    Row("text for a list", "note", "tags", "‸chips", "B119"),
    Row("text for a list", "note", "about", "‸etched", "B119"),
    Row("text for a list", "note", "claims", "‸It was said.", "B119"),
    Row("text for a list", "entity", "aliases", "‸Other Name", "B119"),
    Row("text for a list", "forecast", "counts_as_yes", "‸A rule.", "B119"),
    Row("text for a list", "issue", "sections", '‸"News"', "B119"),
    Row("text for a list", "settings", "tiers", "‸free", "B119"),
    Row("list for text", "note", "title", "‸[One, two]", "B119"),
    Row("list for text", "note", "body", "\n  ‸- One.\n  - Two.", "B119"),
    Row("list for text", "announcement", "event", "‸[funding]", "B119"),
    Row("list for text", "entity", "name", "‸[Other, Name]", "B119"),
    Row("list for text", "page", "title", "‸[About]", "B119"),
    Row("list for text", "settings", "url", "‸[https://a.example]", "B119"),
    Row("mapping for text", "note", "title", "‸{a: b}", "B119"),
    Row("mapping for text", "source", "title", "‸{a: b}", "B119"),
    Row("mapping for text", "issue", "title", "\n  ‸one: two", "B119"),
    Row("mapping for a list", "note", "claims", "‸{text: Said.}", "B119"),
    Row("mapping for a list", "issue", "sections", "\n  ‸title: News", "B119"),
    Row("text for a mapping", "announcement", "place", "‸Milpitas", "B119"),
    Row("text for a mapping", "note", "so_what", "‸Ask.", "B119"),
    Row("text for a mapping", "entity", "jurisdiction", "‸US", "B119"),
    Row("text for a mapping", "class", "match", "‸open", "B119"),
    Row("text for a mapping", "settings", "publisher", "‸The house", "B119"),
    Row("list for a mapping", "announcement", "amount", "‸[1, USD]", "B119"),
    Row("no web address", "source", "url", "‸example.org/a", "B120"),
    Row("no web address", "source", "url", '‸"ftp://example.org/a"', "B120"),
    Row("no web address", "note", "sources", "[‸https://]", "B120"),
    Row("no web address", "settings", "url", "‸https://letter.example/", "B120"),
    Row("no web address", "entity", "url", '‸"javascript:alert(1)"', "B120"),
    Row("no id", "note", "about", "[‸Etched AI]", "B121"),
    Row("no id", "note", "related", "[‸../secret]", "B121"),
    Row("no id", "note", "id", "‸Größe", "B121"),
    Row("no id", "forecast", "exclusive_group", "‸a_b", "B121"),
    Row("no id", "source", "former_ids", "[‸../../etc/passwd]", "B121"),
    Row("no country", "announcement", "place", "{name: Here, country: ‸UK}", "B122"),
    Row("no country", "announcement", "place", "{name: Here, country: ‸Norway}", "B122"),
    Row("no country", "announcement", "place", "{name: Here, country: ‸EU}", "B122"),
    Row("no jurisdiction", "policy", "jurisdiction", "‸XX", "B122"),
    Row("no jurisdiction", "entity", "jurisdiction", "{controlled_from: ‸US-XX}", "B122"),
    Row("no currency", "announcement", "amount", "{value: 5, currency: ‸$}", "B123"),
    Row("no currency", "announcement", "amount", "{value: 5, currency: ‸usd}", "B123"),
    Row("no language", "settings", "language", "‸english", "B124"),
    Row("no language", "source", "language", "‸xx-klingon-1", "B124"),
    Row("no licence expression", "entity", "licence", "‸MIT style", "B125"),
    Row("no licence expression", "entity", "licence", "‸MIT OR", "B125"),
    Row("no tag", "note", "tags", '[chips, ‸"#Chips"]', "B126"),
    Row("no tag", "issue", "tags", "[‸größe]", "B126"),
    Row("empty quotes", "note", "title", '‸""', "B127"),
    Row("empty quotes", "entity", "name", "‸'  '", "B127"),
    Row("empty quotes", "note", "unknowns", '[area, ‸""]', "B127"),
    Row("two lines for a title", "note", "title", "‸|\n  One,\n  two.", "B127"),
    Row("two lines for a title", "issue", "title", '‸"One,\\n two."', "B127"),
    Row("no colour", "settings", "theme", "{accent: ‸navy}", "B128"),
    Row("no colour", "settings", "theme", '{accent: ‸"#fff"}', "B128"),
)  # fmt: skip


def planted(sort: str, rows: Sequence[Row]) -> Make:
    def make(project: Project, random: Random) -> Iterator[Fault]:
        for thing in things(project):
            for row in rows:
                if not fits(thing, row.kind):
                    continue
                at = random.randrange(8)
                change = set_field(thing, row.field, row.written, at)
                if change is not None:
                    yield fault_of(project, sort, thing.path, row.code, change)

    return make


def sorts(rows: Sequence[Row], most: int) -> tuple[Sort, ...]:
    ordered = sorted(rows, key=lambda row: row.sort)
    groups = [(sort, tuple(found)) for sort, found in groupby(ordered, lambda row: row.sort)]
    return tuple(Sort(sort, planted(sort, found), most) for sort, found in groups)


SORTS = sorts(VALUES, 3)
