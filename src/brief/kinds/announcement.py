"""An announcement: something that a vendor, lab or investor made known.

A vendor that speaks of itself is an interested party, and the page says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from brief.diagnostics.model import Problem
from brief.schema.base import Part
from brief.schema.codes import Country, Currency, countries
from brief.schema.kind import Fact, Kind, Surroundings, fact
from brief.schema.note import Note, note_rules
from brief.schema.note_view import NoteHead, head, links
from brief.schema.parts import cut_corrections
from brief.schema.refs import EntityRef
from brief.schema.types import Line, Number

EVENTS = {
    "product-release": "Product release",
    "model-release": "Model release",
    "licence-change": "Licence change",
    "funding": "Funding",
    "capital-markets": "Capital markets",
    "facility-expansion": "Facility expansion",
    "partnership": "Partnership",
    "supply-contract": "Supply contract",
    "hiring": "Hiring",
    "layoff": "Layoff",
    "pricing": "Pricing",
    "outage-or-shutdown": "Outage or shutdown",
    "litigation": "Litigation",
    "security-incident": "Security incident",
    "governance": "Governance",
    "other": "Other",
}


class Place(Part):
    """Where it happened."""

    name: Line | None = None
    region: Line | None = None
    country: Country | None = None


class Amount(Part):
    """How much, in a currency, and of what."""

    value: Number
    currency: Currency
    of: Annotated[Line | None, Field(description="what the amount is: round, price …")] = None


class Announcement(Note):
    """Something a vendor, lab or investor made known."""

    kind: Literal["announcement"]
    event: Literal[
        "product-release",
        "model-release",
        "licence-change",
        "funding",
        "capital-markets",
        "facility-expansion",
        "partnership",
        "supply-contract",
        "hiring",
        "layoff",
        "pricing",
        "outage-or-shutdown",
        "litigation",
        "security-incident",
        "governance",
        "other",
    ]
    place: Annotated[Place | None, Field(description="where it happened")] = None
    amount: Annotated[Amount | None, Field(description="how much")] = None
    products: Annotated[tuple[EntityRef, ...], Field(description="ids of products")] = ()


@dataclass(frozen=True, slots=True)
class AnnouncementView:
    """What the template of an announcement sees."""

    head: NoteHead
    facts: tuple[Fact, ...]


def rules(announcement: Announcement) -> Iterator[Problem]:
    """Yield what is wrong with an announcement whose fields are sound."""
    yield from note_rules(announcement)
    place = announcement.place
    if place is not None and not (place.name or place.region or place.country):
        yield Problem("B127", "`place` is empty", ("place",), "leave it out, or name the place")
    if announcement.amount and announcement.amount.value <= 0:
        message = f"`value` is not above 0: `{announcement.amount.value}`"
        hint = "write an amount above 0, or leave `amount` out"
        yield Problem("B118", message, ("amount", "value"), hint)


def view(announcement: Announcement, around: Surroundings) -> AnnouncementView:
    """Return what the template sees."""
    place, amount = announcement.place, announcement.amount
    where = None
    if place is not None:
        country = countries()[place.country] if place.country else None
        parts = [part for part in (place.name, place.region, country) if part]
        where = ", ".join(parts)
    much = f"{amount.currency} {amount.value:,f}" if amount else None
    facts = (
        *fact("Event", EVENTS[announcement.event]),
        *fact("When", announcement.when),
        *fact("Where", where),
        *fact(f"Amount, {amount.of}" if amount and amount.of else "Amount", much),
        *fact("Products", *links(announcement.products, around)),
    )
    return AnnouncementView(head=head(announcement, "announcement", around), facts=facts)


KIND = Kind(
    name="announcement",
    family="note",
    model=Announcement,
    view=view,
    template="announcement.html",
    plural="Announcements",
    rules=rules,
    cut=cut_corrections,
    path="announcements",
    sample={
        "event": "other",
        "sources": "none",
        "body": "What happened, in a few sentences. `[[some-id]]` links to an entity.\n",
    },
)
