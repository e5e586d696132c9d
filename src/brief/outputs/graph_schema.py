"""The JSON Schema of the graph file, published beside it. Source: JSON Schema 2020-12."""

import json
from typing import Any, get_args

from brief.outputs.artefact import JSON_SCHEMA, File
from brief.outputs.graph import SCHEMA_NAME, VERSION
from brief.outputs.scene import Scene
from brief.schema.edges import EdgeType
from brief.schema.entity_types import EntityType
from brief.schema.instruments import Instrument, Lever
from brief.schema.stages import Stage

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_URL: Schema = {"type": "string", "pattern": "^https?://"}
_ID: Schema = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
_DAY: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_INSTANT: Schema = {"type": "string", "pattern": "^[0-9-]{10}T[0-9:]{8}Z$"}
_NUMBER: Schema = {
    "type": "string",
    "pattern": "^-?[0-9]+([.][0-9]+)?$",
    "description": "a decimal number in its shortest form",
}
_EDTF: Schema = {"type": "string", "description": "EDTF, ISO 8601-2:2019"}
_BASIS: Schema = {"enum": ["stated", "inferred", "assumed"]}


def graph_schema(scene: Scene) -> File:
    """Return the schema of the graph file of a site."""
    value = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": scene.addresses.absolute(SCHEMA_NAME),
        "title": "The public graph of a newsletter",
        **_GRAPH,
    }
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return File(SCHEMA_NAME, f"{text}\n".encode(), JSON_SCHEMA)


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _words(literal: Any) -> Schema:
    return {"enum": list(get_args(literal))}


def _object(required: dict[str, Schema], **optional: Schema) -> Schema:
    return {
        "type": "object",
        "properties": required | optional,
        "required": list(required),
        "additionalProperties": False,
    }


_SPAN = _object({}, start=_EDTF, end=_EDTF)

_NOTE = _object(
    {
        "id": _ID,
        "url": _URL,
        "kind": _TEXT,
        "title": _TEXT,
        "date": _DAY,
        "published": _INSTANT,
        "updated": _INSTANT,
    },
    when=_EDTF,
    summary=_TEXT,
    about=_list(_ID),
    tags=_list(_TEXT),
)

_POLICY = _object(
    {
        "id": _ID,
        "url": _URL,
        "title": _TEXT,
        "jurisdiction": _TEXT,
        "instrument": _words(Instrument),
    },
    stage=_words(Stage),
    issuer=_TEXT,
    official_id=_TEXT,
    levers=_list(_words(Lever)),
    targets=_list(_object({"class": _ID, "basis": {"enum": ["text", "assumed"]}})),
    reach=_list(
        _object(
            {"edge": _words(EdgeType), "basis": {"enum": ["text", "assumed"]}},
            relations=_list(_TEXT),
        )
    ),
    effective=_SPAN,
    companions=_list(_ID),
    implements=_list(_ID),
    amends=_list(_ID),
    supersedes=_list(_ID),
)

_ENTITY = _object(
    {"id": _ID, "url": _URL, "type": _list(_words(EntityType)), "name": _TEXT},
    aliases=_list(_TEXT),
    description=_TEXT,
    homepage=_URL,
    jurisdiction=_object(
        {"basis": _BASIS},
        incorporated=_TEXT,
        headquartered=_TEXT,
        controlled_from=_TEXT,
    ),
    identifiers={"type": "object", "additionalProperties": _TEXT},
    weights={"enum": ["open", "gated", "api-only", "closed", "unknown"]},
    licence=_TEXT,
    mof_class={"enum": ["I", "II", "III", "none"]},
    osaid={"enum": ["conformant", "not-conformant"]},
    industry=_TEXT,
    complete=_list(_words(EdgeType)),
)

_EDGE = _object(
    {"from": _ID, "type": _words(EdgeType), "to": _ID, "basis": _BASIS},
    relation=_TEXT,
    method=_TEXT,
    share=_NUMBER,
    criticality=_TEXT,
    valid=_SPAN,
    sources=_list(_URL),
)

_PREDICATE: Schema = {
    "type": "object",
    "description": "exactly one of all, any, not, attr with in, edge with to",
    "properties": {
        "all": _list({"$ref": "#/$defs/predicate"}),
        "any": _list({"$ref": "#/$defs/predicate"}),
        "not": {"$ref": "#/$defs/predicate"},
        "attr": _TEXT,
        "in": _list(_TEXT),
        "edge": _words(EdgeType),
        "to": {"anyOf": [_ID, {"$ref": "#/$defs/predicate"}]},
    },
    "additionalProperties": False,
    "minProperties": 1,
}

_CLASS = _object(
    {"id": _ID, "url": _URL, "name": _TEXT, "match": {"$ref": "#/$defs/predicate"}},
    description=_TEXT,
)

_GRAPH = _object(
    {
        "$schema": _URL,
        "version": {"const": VERSION},
        "title": _TEXT,
        "url": _URL,
        "as_of": _DAY,
        "notes": _list(_NOTE),
        "policies": _list(_POLICY),
        "entities": _list(_ENTITY),
        "edges": _list(_EDGE),
        "classes": _list(_CLASS),
    }
) | {"$defs": {"predicate": _PREDICATE}}
