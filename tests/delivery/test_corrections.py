"""Corrections by edition and for all: nobody gets the same one twice."""

from datetime import date

import pytest

from brief.adapters.database.engine import Database
from brief.adapters.database.reading import corrected
from brief.app.sendable import Sendable
from brief.app.sending import Had, correction_manifest
from brief.delivery.campaign import Rendering
from brief.delivery.corrected import Wrong
from brief.delivery.recipients import Occasion, Recipient
from brief.schema.settings import editions
from support.compiling import SOUND, compiled
from support.ledgers import frozen
from support.mailing import SENDER, sending

ONE = Wrong("A note", "correction", "old", "new", None)


@pytest.fixture(scope="module")
def whole() -> Sendable:
    """Return an issue of two editions; in the second, more was wrong."""
    done = compiled(sending(SOUND))
    assert done.settings is not None, done.diagnostics
    issue = next(iter(done.library.family("issue"))).id
    return Sendable(
        issue,
        done.settings,
        SENDER,
        tuple(editions(done.settings)),
        tuple(editions(done.settings)),
        Occasion(issue, date(2026, 11, 26), None, done.settings.tiers, "en"),
        lambda path: done.editions[path].content if path in done.editions else None,
        {each.id: (ONE,) * (1 + n) for n, each in enumerate(editions(done.settings))},
        corrections=len(editions(done.settings)),
    )


def narrowed(whole: Sendable) -> Sendable:
    """Return what `--edition` leaves: the first edition alone."""
    (first, *_) = whole.editions
    return Sendable(
        whole.issue,
        whole.settings,
        whole.sender,
        (first,),
        whole.every,
        whole.occasion,
        whole.read,
        {first.id: whole.wrong[first.id]},
        corrections=whole.corrections,
    )


def test_one_edition_and_all_are_the_same_correction(whole: Sendable) -> None:
    assert len(whole.editions) > 1
    assert narrowed(whole).correction().kind == whole.correction().kind


def test_who_has_the_same_correction_gets_no_second(
    whole: Sendable, database: Database
) -> None:
    found = whole.correction()
    edition = "public"
    had = [
        Had(
            Recipient(
                subscriber=f"s{n}",
                address=f"reader{n}@example.org",
                address_norm=f"reader{n}@example.org",
                domain="example.org",
                edition=edition,
                language="",
                pdf="link",
                name=None,
            ),
            "of the wrong one",
        )
        for n in range(3)
    ]
    right = found.variant(edition, "link")
    nobody: frozenset[tuple[str, str]] = frozenset()
    first, _ = correction_manifest(found, had, (), (), nobody)
    assert first.count == 3
    # The first two were told of an earlier number of corrections, in the same words.
    frozen(
        database,
        2,
        issue=found.issue,
        edition=edition,
        kind="correction-1",
        renderings=(Rendering("public-en-link", right.content_sha256, 1000),),
    )
    with database.reading() as connection:
        done = corrected(connection, found.issue)
    again, _ = correction_manifest(found, had, (), (), done)
    assert [e.recipient.subscriber for part in again.parts for e in part.addressed] == ["s2"]
