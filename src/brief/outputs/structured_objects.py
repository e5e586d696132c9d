"""What JSON-LD says of single objects: notes, policies, issues, entities, forecasts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from brief.analysis.calendar import policy_dates
from brief.kinds.entity import Entity
from brief.kinds.policy import Policy, stage_of
from brief.library.model import Entry
from brief.outputs.around import Around, Citations, title_of
from brief.outputs.scene import Scene
from brief.outputs.structured import Described, Node, citations, held, mentioned, work
from brief.outputs.urls import page_path
from brief.schema.codes import place_name
from brief.schema.note_view import CORRECTION_LABELS
from brief.schema.stages import NO_TEXT
from brief.schema.types import Prose


@dataclass(frozen=True, slots=True)
class Details:
    """What a page knows besides its object: its sources, its length, its PDF, its members."""

    sources: tuple[Any, ...] = ()
    words: int | None = None
    pdf: str | None = None
    members: tuple[Entry, ...] = ()


def object_nodes(scene: Scene, entry: Entry, page: Described, details: Details) -> list[Node]:
    """Return the nodes of an object's page."""
    if entry.family == "issue":
        return [_issue(scene, entry, page, details)]
    if entry.family == "entity":
        return [_entity(entry.object, page)]
    if entry.family == "note":
        return _note(scene, entry, page, details)
    kind = {"forecast": "Article", "scenario": "Article"}.get(entry.family, "WebPage")
    return [work(scene, page, kind)]


def _note(scene: Scene, entry: Entry, page: Described, details: Details) -> list[Node]:
    note = entry.object
    node = work(scene, page, "Report" if entry.kind.name == "observation" else "NewsArticle")
    issues = scene.index.places.get(entry.key, ())
    node["isPartOf"] = [
        node["isPartOf"],
        *(
            {"@type": "PublicationIssue", "name": title_of(each)}
            | {"url": scene.addresses.absolute(page_path(each.key))}
            for each in issues
        ),
    ]
    about = mentioned(scene, note.about)
    more: list[Node] = []
    if isinstance(note, Policy):
        law = _legislation(entry, note, page)
        about = [*([{"@id": law["@id"]}] if law else []), *about]
        more = [*([law] if law else []), *_events(scene, entry, note, page)]
    node |= held(
        {
            "articleSection": entry.kind.plural,
            "keywords": list(note.tags),
            "about": about,
            "wordCount": details.words,
            "citation": citations(details.sources),
            "correction": _corrections(scene, entry),
        }
    )
    return [node, *more]


def _corrections(scene: Scene, entry: Entry) -> list[Node]:
    around = Around(scene, entry, Citations(), bare=True)
    found = []
    for each in entry.object.corrections:
        said = (
            f"{CORRECTION_LABELS[each.type]}.",
            f"Was: {each.was}." if each.was else None,
            f"Is: {each.is_}." if each.is_ else None,
            around.plain(each.effect) if each.effect else None,
        )
        text = " ".join(filter(None, said))
        day = each.date.isoformat()
        found.append({"@type": "CorrectionComment", "text": text, "datePublished": day})
    return found


def _legislation(entry: Entry, policy: Policy, page: Described) -> Node | None:
    """Return the text that a policy note is about; nothing where there is no text yet."""
    stage = stage_of(policy)
    if policy.instrument == "none-yet" or stage in NO_TEXT:
        return None
    start = policy.effective.start if policy.effective else None
    return held(
        {
            "@type": "Legislation",
            "@id": f"{page.url}#legislation",
            "name": title_of(entry),
            "legislationIdentifier": policy.official_id,
            "legislationJurisdiction": place_name(policy.jurisdiction),
            "legislationType": policy.instrument.replace("-", " "),
            "legislationLegalForce": "https://schema.org/InForce"
            if stage in ("in-force", "enforced")
            else "https://schema.org/NotInForce",
            "legislationDateOfApplicability": start.day.isoformat()
            if start and start.day
            else None,
        }
    )


def _events(scene: Scene, entry: Entry, policy: Policy, page: Described) -> Iterable[Node]:
    around = Around(scene, entry, Citations(), bare=True)
    for each in policy_dates(entry, policy):
        if each.when.day is None:
            continue
        what = around.plain(each.what) if isinstance(each.what, Prose) else each.what
        yield {
            "@type": "Event",
            "name": f"{title_of(entry)}: {what}",
            "startDate": each.when.day.isoformat(),
            "url": page.url,
        }


def _issue(scene: Scene, entry: Entry, page: Described, details: Details) -> Node:
    issue = entry.object
    node = work(scene, page, "PublicationIssue")
    pdf = details.pdf
    parts = [
        {"@type": "NewsArticle", "headline": title_of(each)}
        | {"url": scene.addresses.absolute(page_path(each.key))}
        for each in details.members
    ]
    node |= held(
        {
            "issueNumber": str(issue.number),
            "keywords": list(issue.tags),
            "hasPart": parts,
            "citation": citations(details.sources),
            "correction": _corrections(scene, entry),
            "encoding": {
                "@type": "MediaObject",
                "contentUrl": scene.addresses.origin + pdf,
                "encodingFormat": "application/pdf",
            }
            if pdf
            else None,
        }
    )
    return node


_TYPES = {
    "regulator": "GovernmentOrganization",
    "legislature": "GovernmentOrganization",
    "court": "GovernmentOrganization",
    "media": "NewsMediaOrganization",
    "person": "Person",
    "product": "Product",
    "hardware": "Product",
    "model": "SoftwareApplication",
    "model-family": "SoftwareApplication",
    "dataset": "Dataset",
    "facility": "Place",
    "event-series": "EventSeries",
    "other": "Thing",
}
_ELSEWHERE = {
    "wikidata": "https://www.wikidata.org/entity/",
    "github": "https://github.com/",
    "huggingface": "https://huggingface.co/",
    "ror": "https://ror.org/",
}


def _entity(entity: Entity, page: Described) -> Node:
    ids = entity.identifiers
    kind = _TYPES.get(entity.type[0], "Organization")
    same = [
        name if name.startswith("https://") else prefix + name
        for field, prefix in _ELSEWHERE.items()
        if (name := getattr(ids, field, None))
    ]
    organization = kind.endswith("Organization")
    return held(
        {
            "@type": "Corporation" if organization and ids and ids.ticker else kind,
            "@id": f"{page.url}#entity",
            "name": entity.name,
            "alternateName": list(entity.aliases),
            "description": page.description,
            "url": entity.url,
            "mainEntityOfPage": page.url,
            "sameAs": same,
            "leiCode": ids.lei if ids and organization else None,
            "tickerSymbol": ids.ticker if ids and organization else None,
            "image": page.image,
        }
    )
