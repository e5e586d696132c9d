"""An entity: a company, lab, model, agency, person, place or thing, and its edges to others.

An edge is a claim with evidence and dates. That no edge is written means that none is known,
unless the entity says that its list is complete.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from brief.diagnostics.model import KEY, Loc, Problem
from brief.schema.base import Object, Part, Tlp
from brief.schema.codes import KnownJurisdiction, Licence, place_name
from brief.schema.edges import FORWARD, EdgeType, Relation
from brief.schema.entity_types import EntityType, type_words
from brief.schema.kind import Fact, Html, Kind, Link, Mark, Surroundings, fact
from brief.schema.parts import SourceItem, Unknown
from brief.schema.refs import EntityRef
from brief.schema.shapes import one_or_many, shorthand
from brief.schema.types import KnownLine, Line, Number, ProseText, Url
from brief.schema.when import Order, When, WhenText, order

Ends = Annotated[tuple[EntityRef, ...] | None, one_or_many()]


class EntityJurisdiction(Part):
    """Three different answers; policies differ in which of them they use."""

    incorporated: KnownJurisdiction | None = None
    headquartered: KnownJurisdiction | None = None
    controlled_from: KnownJurisdiction | None = None
    basis: Literal["stated", "inferred", "assumed"] = "stated"


class Identifiers(Part):
    """What others call it."""

    wikidata: Line | None = None
    lei: Line | None = None
    ticker: Line | None = None
    cik: Line | None = None
    github: Line | None = None
    huggingface: Line | None = None
    ror: Line | None = None


class Valid(Part):
    """When an edge holds."""

    start: WhenText | None = None
    end: WhenText | None = None


class Edge(Part):
    """A relation to other entities: one type, written as the key, or as `type` and `to`."""

    type: EdgeType | None = None
    to: Ends = None
    supplies: Ends = None
    depends_on: Annotated[Ends, Field(alias="depends-on")] = None
    hosted_by: Annotated[Ends, Field(alias="hosted-by")] = None
    derived_from: Annotated[Ends, Field(alias="derived-from")] = None
    distilled_from: Annotated[Ends, Field(alias="distilled-from")] = None
    variant_of: Annotated[Ends, Field(alias="variant-of")] = None
    trained_on: Annotated[Ends, Field(alias="trained-on")] = None
    developed_by: Annotated[Ends, Field(alias="developed-by")] = None
    controlled_by: Annotated[Ends, Field(alias="controlled-by")] = None
    owned_by: Annotated[Ends, Field(alias="owned-by")] = None
    subservice_organization_of: Annotated[Ends, Field(alias="subservice-organization-of")] = (
        None
    )
    manufactured_by: Annotated[Ends, Field(alias="manufactured-by")] = None
    designed_by: Annotated[Ends, Field(alias="designed-by")] = None
    located_at: Annotated[Ends, Field(alias="located-at")] = None
    invests_in: Annotated[Ends, Field(alias="invests-in")] = None
    partners_with: Annotated[Ends, Field(alias="partners-with")] = None
    distributes: Ends = None
    uses: Ends = None
    employs: Ends = None
    competes_with: Annotated[Ends, Field(alias="competes-with")] = None
    relation: Annotated[
        Relation | None,
        Field(description="how one model is derived from another"),
    ] = None
    method: Annotated[Line | None, Field(description="inclusive or carve-out")] = None
    share: Annotated[Number | None, Field(description="per cent owned")] = None
    basis: Literal["stated", "inferred", "assumed"] = "stated"
    valid: Valid | None = None
    sources: tuple[SourceItem, ...] = ()
    criticality: Line | None = None
    tier: Line | None = None
    tlp: Tlp | None = None


class Entity(Object):
    """A company, lab, model, agency, person, place or thing."""

    type: Annotated[tuple[EntityType, ...], one_or_many(), Field(description="one or a list")]
    name: Line
    aliases: Annotated[tuple[Line, ...], Field(description="other names; one owner each")] = ()
    description: ProseText | None = None
    url: Url | None = None
    jurisdiction: EntityJurisdiction | None = None
    identifiers: Identifiers | None = None
    weights: Literal["open", "gated", "api-only", "closed", "unknown"] | None = None
    licence: Licence | None = None
    mof_class: Literal["I", "II", "III", "none"] | None = None
    osaid: Literal["conformant", "not-conformant"] | None = None
    released: Annotated[WhenText | None, Field(description="when it came out")] = None
    edges: tuple[Edge, ...] = ()
    complete: Annotated[
        tuple[EdgeType, ...], Field(description="types of edge of which the list is complete")
    ] = ()
    unknowns: tuple[Annotated[Unknown, shorthand("what")], ...] = ()
    sources: tuple[SourceItem, ...] = ()
    industry: KnownLine | None = None
    tier: Line | None = None
    tlp: Tlp | None = None


def edge_ends(edge: Edge) -> tuple[EdgeType, tuple[EntityRef, ...], Loc] | None:
    """Return the type of an edge, where it leads, and the key that says so."""
    if edge.type is not None:
        return (edge.type, edge.to or (), ("to",))
    written = _written(edge)
    if len(written) != 1:
        return None
    name = written[0]
    return name, getattr(edge, name.replace("-", "_")), (name,)


def _written(edge: Edge) -> list[EdgeType]:
    return [name for name in FORWARD if getattr(edge, name.replace("-", "_")) is not None]


@dataclass(frozen=True, slots=True)
class EdgeView:
    """One edge as it is shown at its owner."""

    type: str
    to: tuple[Link, ...]
    detail: str | None
    basis: str
    valid: tuple[tuple[str, When], ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class EntityView:
    """What the template of an entity sees."""

    id: str
    name: str
    facts: tuple[Fact, ...]
    description: Html | None
    edges: tuple[EdgeView, ...]
    unknowns: tuple[Html, ...]
    marks: tuple[Mark, ...]


def rules(entity: Entity) -> Iterator[Problem]:
    """Yield what is wrong with an entity whose fields are sound."""
    for number, edge in enumerate(entity.edges):
        yield from _edge_rules(edge, entity, ("edges", number))
    if entity.weights and not {"model", "model-family", "product"} & set(entity.type):
        message = "`weights` is said of what is no model"
        yield Problem("B183", message, ("weights",), "say it of the model")


def _edge_rules(edge: Edge, entity: Entity, at: Loc) -> Iterator[Problem]:
    written = _written(edge)
    if edge.to and edge.type is None:
        hint = "write `type:`, or use the type as the key"
        yield Problem("B180", "`to` stands without `type`", (*at, "to"), hint)
    elif edge.type is None and not written:
        hint = "write one, such as `developed-by: some-id`"
        yield Problem("B180", "the edge has no type", at, hint)
    elif len(written) + (edge.type is not None) > 1:
        names = [*(["type"] if edge.type else []), *written]
        message = f"the edge has more than one type: {', '.join(f'`{name}`' for name in names)}"
        yield Problem("B180", message, (*at, names[1], KEY), "write one edge an item")
    elif edge.type is not None and not edge.to:
        yield Problem("B110", "the field `to` is missing", at, "add a line `to: …`")
    ends = edge_ends(edge)
    if ends and entity.id and entity.id in ends[1]:
        item = (*at, *ends[2], ends[1].index(EntityRef(entity.id)))
        hint = "name another entity, or delete the edge"
        yield Problem("B181", "the edge leads to its own entity", item, hint)
    if edge.relation and ends and ends[0] not in ("derived-from", "distilled-from"):
        message = f"`relation` says how a model is derived, and `{ends[0]}` is no derivation"
        hint = "leave `relation` out, or use `derived-from`"
        yield Problem("B182", message, (*at, "relation"), hint)
    valid = edge.valid
    if valid and valid.start and valid.end and order(valid.end, valid.start) is Order.BEFORE:
        hint = "move `end` after `start`"
        yield Problem("B176", "`end` is before `start`", (*at, "valid", "end"), hint)


def view(entity: Entity, around: Surroundings) -> EntityView:
    """Return what the template sees."""
    where = entity.jurisdiction
    answers = (
        ("Incorporated in", where.incorporated if where else None),
        ("Headquartered in", where.headquartered if where else None),
        ("Controlled from", where.controlled_from if where else None),
    )
    basis = f" ({where.basis})" if where and where.basis != "stated" else ""
    identifiers = entity.identifiers.model_dump(exclude_none=True) if entity.identifiers else {}
    facts = [
        *fact("Type", ", ".join(type_words(name) for name in entity.type)),
        *fact("Also called", ", ".join(entity.aliases) or None),
        *fact("Site", Link(entity.url, entity.url, "") if entity.url else None),
    ]
    for name, code in answers:
        facts += fact(name, place_name(code) + basis if code else None)
    facts += [
        *fact("Released", entity.released),
        *fact("Weights", entity.weights),
        *fact("Licence", str(entity.licence) if entity.licence else None),
        *fact("Openness", f"MOF class {entity.mof_class}" if entity.mof_class else None),
        *fact("Open Source AI Definition", (entity.osaid or "").replace("-", " ") or None),
        *fact("Industry", str(entity.industry) if entity.industry else None),
    ]
    for name, value in sorted(identifiers.items()):
        facts += fact(name.capitalize(), str(value))
    return EntityView(
        id=entity.id or "",
        name=entity.name,
        facts=tuple(facts),
        description=around.inline(entity.description) if entity.description else None,
        edges=tuple(each for edge in entity.edges if (each := _edge(edge, around))),
        unknowns=tuple(around.inline(each.what) for each in entity.unknowns),
        marks=tuple(mark for item in entity.sources if (mark := around.mark(item))),
    )


def _edge(edge: Edge, around: Surroundings) -> EdgeView | None:
    ends = edge_ends(edge)
    assert ends is not None  # rules() let the edge pass
    to = tuple(link for ref in ends[1] if (link := around.link(ref)))
    if not to:
        return None
    details = [edge.relation, edge.method, edge.criticality]
    if edge.share is not None:
        details.append(f"{edge.share.normalize():f}%")
    valid = (("from", edge.valid.start), ("until", edge.valid.end)) if edge.valid else ()
    return EdgeView(
        type=FORWARD[ends[0]],
        to=to,
        detail=", ".join(detail for detail in details if detail) or None,
        basis=edge.basis,
        valid=tuple((name, when) for name, when in valid if when),
        marks=tuple(mark for item in edge.sources if (mark := around.mark(item))),
    )


KIND = Kind(
    name="entity",
    family="entity",
    model=Entity,
    view=view,
    template="entity.html",
    plural="Entities",
    rules=rules,
    path="entities",
    sample={"type": "other"},
)
