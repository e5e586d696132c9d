"""The graph file: canonical, true to its schema, and without a word of the desk's own."""

import json
from typing import Any

import jsonschema
import pytest

from brief.library.canonical import canonical
from support.compiling import compiled, sound_with
from support.machine import URL, published
from support.projects import Files, projects


def graph(files: Any) -> Any:
    return json.loads(compiled(files).site["graph.json"].content)


@pytest.mark.parametrize("files", projects().values(), ids=projects())
def test_the_graph_of_every_project_is_canonical_and_true_to_its_schema(files: Files) -> None:
    site = compiled(files).site
    text = site["graph.json"].content.decode()
    value, schema = json.loads(text), json.loads(site["graph.schema.json"].content)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(value)
    assert text == canonical(value) + "\n"
    assert value["$schema"] == schema["$id"]
    assert value["entities"]


def test_the_schema_refuses_what_the_graph_never_holds() -> None:
    value, schema = (json.loads(published(n)) for n in ("graph.json", "graph.schema.json"))
    validator = jsonschema.Draft202012Validator(schema)
    for family, key in (("notes", "tier"), ("entities", "tlp"), ("policies", "handling")):
        changed = json.loads(json.dumps(value))
        changed[family][0][key] = "x"
        assert not validator.is_valid(changed), (family, key)
    assert not validator.is_valid({**value, "version": "2"})


def test_edges_classes_and_policies_are_as_written() -> None:
    value = json.loads(published("graph.json"))
    assert value["edges"] == [
        {"basis": "stated", "from": "glm", "to": "zai", "type": "developed-by"}
    ]
    assert value["classes"][0]["match"] == {"attr": "weights", "in": ["open", "gated"]}
    [policy] = [each for each in value["policies"] if each["id"] == "moved"]
    assert policy["url"] == f"{URL}/notes/moved/"
    assert policy["stage"] == "adopted"
    assert policy["targets"] == [{"basis": "assumed", "class": "open-weights"}]
    assert policy["effective"] == {"start": "2027-01-15", "end": "2028-01/2028-03"}


def test_numbers_are_text_and_no_edge_leads_out_of_what_is_shown() -> None:
    paper = """\
owner: {type: enterprise, name: Owner, tier: paid}
shown: {type: cloud, name: Shown, edges: [{owned-by: [owner], share: 12.50}, {uses: glm}]}
firm: {type: enterprise, name: Firm, edges: [{owned-by: shown, share: 12.50}]}
"""
    note = "kind: commentary\ntitle: T\nabout: [shown, firm]\nbody: B.\n"
    value = graph(
        sound_with({"briefs/entities/more.yaml": paper, "briefs/notes/2026-11-20-n.yaml": note})
    )
    edges = [each for each in value["edges"] if each["from"] in ("shown", "firm")]
    assert edges == [
        {"basis": "stated", "from": "firm", "share": "12.5", "to": "shown", "type": "owned-by"},
        {"basis": "stated", "from": "shown", "to": "glm", "type": "uses"},
    ]
