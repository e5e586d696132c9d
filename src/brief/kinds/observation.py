"""An observation: what was seen and heard at a conference, a panel, a meeting, in a group chat.

Marks on people and companies do harm, so a condition needs what was observed, and `struggling`
needs a second reader and a marking besides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from brief.diagnostics.model import Loc, Problem
from brief.schema.base import Part
from brief.schema.kind import Fact, Kind, Link, Surroundings, fact
from brief.schema.note import Note, note_rules
from brief.schema.note_view import NoteHead, head, person
from brief.schema.parts import cut_corrections
from brief.schema.refs import EntityRef
from brief.schema.types import (
    Absence,
    KnownLine,
    Text,
    YesNo,
    or_absent,
    typed,
)

SETTINGS = {
    "vc-track": "VC track",
    "conference-talk": "Conference talk",
    "panel": "Panel",
    "hallway": "Hallway",
    "booth": "Booth",
    "private-meeting": "Private meeting",
    "group-chat": "Group chat",
    "media": "Media",
    "site-visit": "Site visit",
}

ROLES = {
    "spoke": "spoke",
    "keynote": "gave a keynote",
    "panelist": "sat on a panel",
    "moderated": "moderated",
    "pitched-only": "only pitched",
    "demoed": "showed a demo",
    "announced-no-show": "was announced and did not show",
    "sponsored-booth": "had a booth",
    "attended": "attended",
}

# schema.md fixes these words; the last of each is the best.
RATINGS = {
    "substance": ("pure pitch", "mostly pitch", "mixed", "worked practice"),
    "delivery": ("poor", "fair", "good", "excellent"),
    "reception": ("unimpressed", "lukewarm", "favourable", "impressed"),
}

ABSENT = {Absence.NONE: "none", Absence.UNKNOWN: "not known", Absence.WITHHELD: "withheld"}

Rating = Literal["0", "1", "2", "3", "not-observed"]


def _entity(value: object) -> EntityRef:
    return EntityRef.read(value)


KnownEntity = Annotated[
    EntityRef | Absence, *typed(or_absent(_entity), type=["string", "number"])
]


class Event(Part):
    """The occasion."""

    series: Annotated[KnownLine | None, Field(description="an entity's id, or a name")] = None
    edition: Annotated[KnownLine | None, Field(description="year or number")] = None
    session: KnownLine | None = None


class Observer(Part):
    """In what role we, or the one who told it, were there."""

    role: Literal["attendee", "vendor", "speaker", "organiser", "investor", "press", "reader"]
    firsthand: Annotated[YesNo, Field(description="whether the observer was there")] = True


class Ratings(Part):
    """What was seen of a performance, each from 0 to 3."""

    substance: Annotated[
        Rating | None,
        Field(description="0 pure pitch, 1 mostly pitch, 2 mixed, 3 worked practice"),
    ] = None
    delivery: Annotated[Rating | None, Field(description="0 poor … 3 excellent")] = None
    reception: Annotated[
        Rating | None, Field(description="by practitioners: 0 unimpressed … 3 impressed")
    ] = None


class Participant(Part):
    """Somebody who took part, and what was seen of them."""

    entity: KnownEntity | None = None
    person: KnownLine | None = None
    role: (
        Literal[
            "spoke",
            "keynote",
            "panelist",
            "moderated",
            "pitched-only",
            "demoed",
            "announced-no-show",
            "sponsored-booth",
            "attended",
        ]
        | None
    ) = None
    ratings: Ratings | None = None
    condition: Literal["struggling", "steady", "momentum", "not-assessed"] = "not-assessed"
    observables: Annotated[
        tuple[Text, ...], Field(description="what was seen that speaks for the condition")
    ] = ()


class Observation(Note):
    """What was seen and heard."""

    kind: Literal["observation"]
    setting: Literal[
        "vc-track",
        "conference-talk",
        "panel",
        "hallway",
        "booth",
        "private-meeting",
        "group-chat",
        "media",
        "site-visit",
    ]
    event: Annotated[Event | None, Field(description="the occasion")] = None
    observer: Annotated[Observer | None, Field(description="in what role we were there")] = None
    participants: Annotated[tuple[Participant, ...], Field(description="who took part")] = ()


@dataclass(frozen=True, slots=True)
class RatingView:
    """One rating: what, how many dots of three, and the word."""

    what: str
    dots: str
    word: str


@dataclass(frozen=True, slots=True)
class ParticipantView:
    """A participant as it is shown."""

    who: Link
    role: str | None
    ratings: tuple[RatingView, ...]
    condition: str | None
    observables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ObservationView:
    """What the template of an observation sees."""

    head: NoteHead
    facts: tuple[Fact, ...]
    participants: tuple[ParticipantView, ...]


def rules(observation: Observation) -> Iterator[Problem]:
    """Yield what is wrong with an observation whose fields are sound."""
    yield from note_rules(observation)
    observer = observation.observer
    interested = ("vendor", "investor", "organiser", "speaker")
    if observer and observer.role in interested and observation.conflict_of_interest is None:
        hint = "add `conflict_of_interest:` and the interest, or `none`"
        role = f"an observer with the role `{observer.role}`"
        message = f"{role} has no `conflict_of_interest`"
        yield Problem("B163", message, ("observer", "role"), hint)
    for number, each in enumerate(observation.participants):
        yield from _participant(each, observation, ("participants", number))


def _participant(each: Participant, note: Observation, at: Loc) -> Iterator[Problem]:
    if each.entity is None and each.person is None:
        hint = "name one, or write `entity: unknown`"
        yield Problem("B164", "the participant has neither `entity` nor `person`", at, hint)
    if each.condition != "not-assessed" and not each.observables:
        hint = "add `observables:` with what was seen, or leave `condition` out"
        message = f"`condition: {each.condition}` has no `observables`"
        yield Problem("B160", message, (*at, "condition"), hint)
    if each.condition == "struggling":
        if note.reviewed_by is None:
            hint = "add `reviewed_by:` to the note"
            message = "`condition: struggling` demands a second reader"
            yield Problem("B161", message, (*at, "condition"), hint)
        if note.tlp in (None, "CLEAR", "GREEN"):
            hint = "add `tlp: AMBER` to the note"
            message = "`condition: struggling` demands at least TLP AMBER"
            yield Problem("B162", message, (*at, "condition"), hint)
    rated = each.ratings and any(
        value not in (None, "not-observed")
        for value in (each.ratings.substance, each.ratings.delivery, each.ratings.reception)
    )
    if each.role == "announced-no-show" and rated:
        message = "who did not show cannot be rated"
        yield Problem("B165", message, (*at, "ratings"), "leave the ratings out")


def view(observation: Observation, around: Surroundings) -> ObservationView:
    """Return what the template sees."""
    event, observer = observation.event, observation.observer
    series = event.series if event else None
    seen = None
    if observer:
        seen = observer.role if observer.firsthand else f"{observer.role}, not there in person"
    facts = (
        *fact("Setting", SETTINGS[observation.setting]),
        *fact("When", observation.when),
        *fact("Event", person(_shown(series), around)),
        *fact("Edition", _shown(event.edition) if event else None),
        *fact("Session", _shown(event.session) if event else None),
        *fact("Observer", seen),
    )
    return ObservationView(
        head=head(observation, "observation", around),
        facts=facts,
        participants=tuple(_seen(each, around) for each in observation.participants),
    )


def _shown(value: str | Absence | None) -> str | None:
    return ABSENT[value] if isinstance(value, Absence) else value


def _seen(each: Participant, around: Surroundings) -> ParticipantView:
    who: Link | None = None
    if isinstance(each.entity, EntityRef):
        who = around.link(each.entity)
    name = person(_shown(each.person), around)
    if name and who:
        name = Link(f"{name.text}, {who.text}", who.href, "entity")
    return ParticipantView(
        who=name or who or Link("not named", None, "entity"),
        role=ROLES.get(each.role or ""),
        ratings=_ratings(each.ratings),
        condition=None if each.condition == "not-assessed" else each.condition,
        observables=each.observables,
    )


def _ratings(ratings: Ratings | None) -> tuple[RatingView, ...]:
    if ratings is None:
        return ()
    shown = []
    for what, words in RATINGS.items():
        value = getattr(ratings, what)
        if value == "not-observed":
            shown.append(RatingView(what, "", "not observed"))
        elif value is not None:
            number = int(value)
            shown.append(RatingView(what, "●" * number + "○" * (3 - number), words[number]))
    return tuple(shown)


KIND = Kind(
    name="observation",
    family="note",
    model=Observation,
    view=view,
    template="observation.html",
    plural="Observations",
    rules=rules,
    cut=cut_corrections,
    path="observations",
    sample={
        "setting": "conference-talk",
        "sources": "none",
        "body": "What was seen and heard.\n",
    },
)
