"""Markings: tiers, audiences, TLP; texts that would leak; what is written for nobody."""

# ruff: noqa: E501 - an annotation is as long as what it says

from support.annotated import check


def test_a_tier_must_be_one_of_the_newsletter() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            tier: piad
            #     ^^^^ error B148: there is no tier `piad`
            # hint: did you mean `paid`?
            body: Text.
        """,
    )


def test_an_audience_must_be_one_of_the_newsletter() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            audiences: [everyone, byer]
            #                     ^^^^ error B149: there is no audience `byer`
            # hint: did you mean `buyer`?
            body: Text.
        """,
    )


def test_so_what_is_keyed_by_audiences() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            body: Text.
            so_what: {everyone: Ask., buyers: Ask now.}
            #                         ^^^^^^ error B149: there is no audience `buyers`
            # hint: did you mean `buyer`?
        """,
    )


def test_a_text_that_mentions_what_an_edition_hides_is_an_error_for_that_edition() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            body: |
              As we wrote in [[secret|another note]].
            #                ^^^^^^^^^^^^^^^^^^^^^^^ error B211: `secret` is hidden in `site`, `public`, where this text is shown
            # hint: raise the marking of this text, or lower that of the note
        """,
        beside={
            "notes/2026-11-19-secret.yaml": """
                kind: commentary
                title: A secret
                tier: paid
                body: Text.
            """,
        },
    )


def test_a_typed_reference_to_what_an_edition_hides_is_no_error() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            related: [secret]
            body: Text.
        """,
        beside={
            "notes/2026-11-19-secret.yaml": """
                kind: commentary
                title: A secret
                tier: paid
                body: Text.
            """,
        },
    )


def test_a_hidden_text_may_mention_what_is_shown() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            tier: paid
            body: See [[base]].
        """,
    )


def test_a_draft_may_mention_anything() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            status: draft
            body: See [[secret]].
        """,
        beside={
            "notes/2026-11-19-secret.yaml": """
                kind: commentary
                title: A secret
                tier: paid
                body: Text.
            """,
        },
    )


def test_a_note_that_no_edition_shows_is_a_warning_at_its_marking() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            tlp: AMBER+STRICT
            #    ^^^^^^^^^^^^ warning B612: no edition shows this note
            # hint: its `tier`, `tlp` and `audiences` together fit no edition; what is meant to stay hidden has `status: withheld`
            body: Text.
        """,
    )


def test_a_note_for_an_audience_without_an_edition_of_its_tier_is_a_warning() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            tier: paid
            audiences: [buyer]
            #          ^^^^^^^ warning B612: no edition shows this note
            # hint: its `tier`, `tlp` and `audiences` together fit no edition; what is meant to stay hidden has `status: withheld`
            body: Text.
        """,
    )


def test_red_is_never_built() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            tlp: RED
            #    ^^^ warning B612: no edition shows this note
            # hint: RED is for individual recipients and is never built; what is meant to stay hidden has `status: withheld`
            body: Text.
        """,
    )


def test_a_note_of_tomorrow_is_no_mistake() -> None:
    check(
        "notes/2026-11-25-queues.yaml",
        """
            kind: commentary
            title: Queues
            body: Text.
        """,
    )


def test_a_correction_older_than_its_note_is_reported_at_its_date() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            body: Text.
            corrections:
              - {date: 2026-11-19, type: correction, was: ten, is: twenty}
            #          ^^^^^^^^^^ warning B143: the correction is older than the note
            # hint: give the day of the correction: 2026-11-20 or later
        """,
    )


def test_a_note_past_its_review_is_a_warning() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            review_by: 2026-11-22
            #          ^^^^^^^^^^ warning B608: the note was to be reviewed by 2026-11-22
            # hint: look at it again, then move `review_by` or delete it
            body: Text.
        """,
    )


def test_a_bottom_line_that_an_edition_cannot_show_is_a_warning_at_its_basis() -> None:
    check(
        "notes/2026-11-19-secret.yaml",
        """
            kind: commentary
            title: A secret
            tier: paid
            body: Text.
        """,
        beside={
            "issues/2026-11-20-second.yaml": """
                number: 2
                title: The second
                bottom_line:
                  - {text: It grows., basis: [base, secret]}
                #                                   ^^^^^^ warning B611: `secret` is hidden in `site`, `public`: this sentence falls away there
                # hint: that may be meant; then write another sentence for those readers
            """,
        },
    )
