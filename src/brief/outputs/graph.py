"""The graph file: public notes, entities, edges, classes and policies as canonical JSON.

It is what other programs compute exposure from; docs/graph.md is its manual. It holds what the
narrowed library shows, without markings and other fields of the desk.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from brief.kinds.entity import Edge, Entity, edge_ends
from brief.kinds.policy import Policy, stage_of
from brief.library.canonical import canonical
from brief.library.model import Entry
from brief.outputs.artefact import JSON, File
from brief.outputs.cards import description
from brief.outputs.scene import Scene
from brief.outputs.urls import page_path
from brief.schema.refs import SourceRef
from brief.schema.when import When, edtf

NAME = "graph.json"
SCHEMA_NAME = "graph.schema.json"
VERSION = "1"

_ENTITY = (
    *("type", "name", "aliases", "jurisdiction", "identifiers", "weights", "licence"),
    *("mof_class", "osaid", "industry", "complete"),
)
_EDGE = ("relation", "method", "share", "basis", "criticality")
_POLICY = (
    *("jurisdiction", "instrument", "issuer", "official_id", "levers", "targets", "reach"),
    *("companions", "implements", "amends", "supersedes"),
)


def graph(scene: Scene) -> File:
    """Return the graph file."""
    library = scene.library
    value = {
        "$schema": scene.addresses.absolute(SCHEMA_NAME),
        "version": VERSION,
        "title": scene.settings.title,
        "url": scene.addresses.absolute(""),
        "as_of": scene.as_of,
        "notes": [_note(scene, each) for each in library.family("note")],
        "policies": [
            _policy(scene, each)
            for each in library.family("note")
            if isinstance(each.object, Policy)
        ],
        "entities": [_entity(scene, each) for each in library.family("entity")],
        "edges": list(_edges(scene)),
        "classes": [_class(scene, each) for each in library.family("class")],
    }
    return File(NAME, f"{canonical(value)}\n".encode(), JSON)


def _where(scene: Scene, entry: Entry) -> dict[str, str]:
    return {"id": entry.id, "url": scene.addresses.absolute(page_path(entry.key))}


def _note(scene: Scene, entry: Entry) -> Mapping[str, Any]:
    note = entry.object
    when: When | None = note.when
    first, last = scene.published[entry.key]
    return {
        **_where(scene, entry),
        "kind": entry.kind.name,
        "title": note.title,
        "date": note.date,
        "published": first,
        "updated": last,
        "when": edtf(when) if when else None,
        "summary": description(scene, entry),
        "about": note.about,
        "tags": note.tags,
    }


def _policy(scene: Scene, entry: Entry) -> Mapping[str, Any]:
    policy: Policy = entry.object
    return {
        **_where(scene, entry),
        "title": policy.title,
        **{name: getattr(policy, name) for name in _POLICY},
        "stage": stage_of(policy),
        "effective": _span(policy.effective),
    }


def _entity(scene: Scene, entry: Entry) -> Mapping[str, Any]:
    entity: Entity = entry.object
    return {
        **_where(scene, entry),
        **{name: getattr(entity, name) for name in _ENTITY},
        "homepage": entity.url,
        "description": description(scene, entry),
    }


def _class(scene: Scene, entry: Entry) -> Mapping[str, Any]:
    value = entry.object
    return {
        **_where(scene, entry),
        "name": value.name,
        "description": description(scene, entry),
        "match": value.match,
    }


def _edges(scene: Scene) -> Iterator[Mapping[str, Any]]:
    """Yield every edge once for each of its ends, in order of owner, then as written."""
    for entry in scene.library.family("entity"):
        for edge in entry.object.edges:
            ends = edge_ends(edge)
            if ends is None:
                continue
            kind, to, _ = ends
            for name in to:
                yield {
                    "from": entry.id,
                    "type": kind,
                    "to": name,
                    **{field: getattr(edge, field) for field in _EDGE},
                    "valid": _span(edge.valid),
                    "sources": tuple(_sources(scene, edge)),
                }


def _sources(scene: Scene, edge: Edge) -> Iterator[str]:
    for item in edge.sources:
        if isinstance(item, SourceRef) and not item.is_url:
            yield scene.addresses.absolute(page_path(("source", item)))
        elif isinstance(item, SourceRef):
            yield str(item)
        elif item.url:
            yield item.url


def _span(span: Any) -> Mapping[str, str] | None:
    """Return when something holds, each end in EDTF."""
    if span is None:
        return None
    ends = {"start": span.start, "end": span.end}
    return {name: edtf(when) for name, when in ends.items() if when and edtf(when)}
