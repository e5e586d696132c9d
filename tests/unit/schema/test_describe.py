"""JSON Schemas for editors: valid, never stricter than the check, sharp on misspelt keys."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from brief.app.schemas import schemas
from brief.schema.describe import COLLECTIONS, as_text
from brief.schema.layout import SETTINGS, family_of
from brief.text.tree import Fields
from brief.text.yaml import read_yaml
from support.compiling import SOUND, compiled, sound_with
from support.editors import typed

SCHEMAS = schemas()
REPOSITORY = Path(__file__).parents[3]


def read(text: str | bytes) -> Fields:
    tree = read_yaml("x.yaml", text.encode() if isinstance(text, str) else text).tree
    assert tree is not None
    return tree


def schema_of(path: str, tree: Fields) -> str:
    """Return the name of the schema that an editor takes for a file."""
    if path == SETTINGS:
        return "newsletter"
    family = family_of(path)
    assert family is not None
    return COLLECTIONS.get(family) or (typed(tree)["kind"] if family == "note" else family)


def faults(path: str, text: str | bytes) -> list[str]:
    tree = read(text)
    validator = Draft7Validator(SCHEMAS[schema_of(path, tree)])
    return [f"{each.json_path}: {each.message}" for each in validator.iter_errors(typed(tree))]


def project(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted((folder / "briefs").rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        if name == SETTINGS or family_of(name):
            yield name, path.read_bytes()


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_valid_json_schema_of_the_dialect_that_editors_know(name: str) -> None:
    Draft7Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$schema"] == "http://json-schema.org/draft-07/schema#"


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_leads_somewhere_from_all_its_references(name: str) -> None:
    whole = SCHEMAS[name]
    text = json.dumps(whole)
    for each in text.split('"$ref": "#/$defs/')[1:]:
        assert each.split('"')[0] in whole["$defs"]


@pytest.mark.parametrize("folder", [".", "src/brief/starter"])
def test_the_files_of_our_own_newsletters_are_accepted(folder: str) -> None:
    found = {name: faults(name, text) for name, text in project(REPOSITORY / folder)}
    assert found
    assert {name: each for name, each in found.items() if each} == {}


def test_the_files_of_the_sound_project_are_accepted() -> None:
    assert [fault for path, text in SOUND.items() for fault in faults(path, text)] == []


# Every note here is clean by `brief check`; each holds scalars that an editor gives a type.
TRAPS: Mapping[str, str] = {
    "numbers where text is due": """\
kind: commentary
title: 1984
summary: 1.10
handling: 007
body: 2026
tags: [2026, 5g, true, null]
reviewed_by: 1e3
when: 2026
""",
    "words of other languages where text is due": """\
kind: commentary
title: no
summary: true
body: null
unknowns: [yes, ~, false]
conflict_of_interest: none
""",
    "grades without quotes": """\
kind: commentary
title: Queues
claims:
  - {text: A lease was signed., sources: [{source: posts, at: 3, credibility: 6}]}
""",
    "ratings without quotes": """\
kind: observation
title: A talk
setting: panel
sources: none
event: {series: 42, edition: 2026, session: 1}
observer: {role: attendee, firsthand: yes}
participants:
  - {person: 7, ratings: {substance: 0, delivery: 3, reception: not-observed}}
""",
    "likelihoods in both forms": """\
kind: commentary
title: Queues
assessments:
  - {text: It grows., likelihood: 0.85}
  - {text: It shrinks., likelihood: Very Likely}
  - {text: It stays., likelihood: .5}
""",
    "amounts and dates": """\
kind: announcement
title: A round
event: funding
amount: {value: 1200000.50, currency: USD, of: 3}
place: {name: 12, region: 1.5, country: NO}
when: 2026-11-22/..
embargoed_until: 2026-11-21T09:00:00Z
sources: [{title: 365, date: 2026-Q3~, language: no, url: "https://x.example"}]
""",
    "one instead of a list": """\
kind: policy
title: A rule
jurisdiction: EU
instrument: none-yet
stage: anticipated
sources: none
official_id: 119
companions: rule
amends: [rule]
targets: [open-weights, {class: open-weights, basis: assumed}]
reach: [hosted-by, {edge: derived-from, relations: [finetune]}]
effective: {start: 2027, end: 2028-01}
milestones: [{when: 2027, what: 5}]
""",
}


@pytest.mark.parametrize("text", TRAPS.values(), ids=TRAPS)
def test_what_the_check_accepts_an_editor_accepts(text: str) -> None:
    path = "briefs/notes/2026-11-20-trap.yaml"
    assert compiled(sound_with({path: text})).errors == 0
    assert faults(path, text) == []


OTHERS: Mapping[str, str] = {
    "briefs/entities/2026.yaml": """\
type: [model, product]
name: 2026
aliases: [4o]
licence: none
mof_class: none
released: 2026
identifiers: {cik: 1234567}
edges:
  - {developed-by: zai}
  - {hosted-by: [vercel, etched], valid: {start: 2026}}
  - {type: owned-by, to: etched, share: 51.5}
unknowns: [12]
""",
    "briefs/forecasts/rule.yaml": """\
question: 1984?
counts_as_yes: [yes]
resolution_sources: [7]
closes: 2027-06-30
resolves_by: 2027-07-31
reference_class: {description: 3, k: 1, n: 10}
endorsed_by_author: no
updates: [{date: 2026-11-02, p: 0.5}]
""",
    "briefs/scenarios/path.yaml": """\
title: 1984
narrative: 1
likelihood: none
assumptions: [{text: 1}]
alternatives: [2]
indicators: [{statement: 3, direction: supports, status: unobservable}]
""",
    "briefs/newsletter.yaml": """\
title: 1984
url: https://letter.example
tiers: [free, paid]
audiences: {investor: {name: 1}}
editions: {public: {}, 2026: {tier: paid, audience: investor, formats: [html]}}
theme: {font_scale: 1.1}
search: off
feeds: {on: no, most: 10}
lint: {B612: off}
""",
    "briefs/sources/null.yaml": """\
title: 1984
date: 2026
publisher: 7
republishes: article
former_ids: [true, 12]
""",
    "briefs/base-rates.yaml": """\
bills: {description: 1, k: 1, n: 20, source: posts, as_of: 2026-08-20, jurisdiction: US}
""",
}


@pytest.mark.parametrize("path", OTHERS)
def test_what_the_check_accepts_elsewhere_an_editor_accepts(path: str) -> None:
    assert compiled(sound_with({path: OTHERS[path]})).errors == 0
    assert faults(path, OTHERS[path]) == []


def misspelt(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for key in value:
        yield {(f"{name}x" if name == key else name): each for name, each in value.items()}


@pytest.mark.parametrize("path", [*SOUND, *OTHERS])
def test_a_misspelt_key_is_rejected_in_every_file(path: str) -> None:
    tree = read(OTHERS.get(path) or SOUND[path])
    name = schema_of(path, tree)
    validator, value = Draft7Validator(SCHEMAS[name]), typed(tree)
    if name in COLLECTIONS.values() and all(isinstance(each, dict) for each in value.values()):
        wrong = [value | {key: each} for key in value for each in misspelt(value[key])]
    else:
        wrong = list(misspelt(value))
    assert wrong
    assert [each for each in wrong if validator.is_valid(each)] == []


def test_a_key_misspelt_deep_inside_is_rejected() -> None:
    note = typed(read(SOUND["briefs/notes/2026-11-02-base.yaml"]))
    validator = Draft7Validator(SCHEMAS["announcement"])
    assert validator.is_valid(note)
    note["claims"][0]["sources"][0]["credibilty"] = "6"
    assert not validator.is_valid(note)


def test_a_word_outside_its_vocabulary_is_rejected() -> None:
    note = typed(read(SOUND["briefs/notes/2026-11-02-base.yaml"]))
    assert not Draft7Validator(SCHEMAS["announcement"]).is_valid(note | {"event": "expansion"})


def test_a_schema_is_written_the_same_way_every_time() -> None:
    for schema in schemas().values():
        assert json.loads(as_text(schema)) == schema
        assert as_text(schema) == as_text(dict(reversed(schema.items())))
