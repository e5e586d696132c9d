"""Segments of newsletter.yaml as predicates. Nobody is told apart by what they have opened."""

from collections.abc import Callable

from brief.delivery.subscriber import Subscriber
from brief.schema.people import Segment


def predicate(segment: Segment, language: str) -> Callable[[Subscriber], bool]:
    """Return what tells whether somebody is of a segment.

    `language` is that of the newsletter. All that a segment says must be true; of a list one
    is enough. Days are those of UTC.
    """

    def holds(each: Subscriber) -> bool:
        wants = each.wants
        came = each.created_at.date()
        attributes = segment.attributes or {}
        return (
            (segment.tiers is None or wants.tier in segment.tiers)
            and (segment.cadences is None or wants.cadence in segment.cadences)
            and (segment.languages is None or _reads(wants.language or language, segment))
            and (segment.audiences is None or _shares(wants.audiences, segment.audiences))
            and (
                segment.topics is None
                or not wants.topics
                or _shares(wants.topics, segment.topics)
            )
            and (segment.since is None or came >= segment.since)
            and (segment.before is None or came < segment.before)
            and all(wants.attributes.get(name) == text for name, text in attributes.items())
        )

    return holds


def _reads(language: str, segment: Segment) -> bool:
    """Tell whether a language is of the segment: `de-AT` is, where it says `de`."""
    wanted = segment.languages or ()
    return language in wanted or language.split("-", maxsplit=1)[0] in wanted


def _shares(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return not set(some).isdisjoint(others)
