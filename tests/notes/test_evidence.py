"""Evidence: grades, roots, vendors that speak of themselves."""

# ruff: noqa: E501 - an annotation is as long as what it says

from support.annotated import check


def test_what_was_not_seen_cannot_be_graded() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            claims:
              - {text: A lease was signed., sources: [{source: unseen, credibility: 3}]}
            #                                                                       ^ error B601: `credibility: 3` grades what was not seen: `unseen` is not held
            # hint: write 6, not judged, or read the source
              - {text: It is long., sources: [{source: unseen, credibility: 6}]}
        """,
        beside={
            "sources/unseen.yaml": """
                title: A lease
                access: not-held
            """,
        },
    )


def test_confirmed_takes_two_roots() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            claims:
              - text: A lease was signed.
                sources: [{source: article, credibility: 1}, {source: digest, credibility: 2}]
            #                                            ^ error B602: `credibility: 1` means confirmed, and the claim has one independent root
            # hint: add a source that does not repeat this one, or write 2
              - text: It is long.
                sources: [{source: article, credibility: 1}, {source: posts, credibility: 2}]
        """,
        beside={
            "sources/digest.yaml": """
                title: A digest
                republishes: article
            """,
        },
    )


def test_grades_that_contradict_each_other_are_a_warning() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            claims:
              - {text: A lease was signed., sources: [{source: good, credibility: 4}]}
            #                                                                     ^ warning B603: the grades A4 contradict each other
            # hint: look at both again
              - {text: It is long., sources: [{source: good, credibility: 3}]}
        """,
        beside={
            "sources/good.yaml": """
                title: A good source
                reliability: A
            """,
        },
    )


def test_a_vendors_word_is_the_word_of_an_interested_party() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: announcement
            title: Etched takes more space
            event: facility-expansion
            about: [etched]
            sources: [{title: Press release, publisher: Etched AI}]
            claims:
              - {text: A lease was signed.}
            #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning B604: the claim rests on `etched` alone, who speaks of itself
            # hint: write `type: interested-party`
              - {text: It is long., type: interested-party}
        """,
    )


def test_a_vendors_word_with_another_source_is_no_warning() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: announcement
            title: Etched takes more space
            event: facility-expansion
            about: [etched]
            sources: [article, {title: Press release, publisher: etched}]
            claims:
              - {text: A lease was signed.}
        """,
    )


def test_a_quotation_has_a_speaker() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            claims:
              - {text: We need room., type: quote}
            #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning B153: a claim of type `quote` has no `speaker`
            # hint: say who spoke; write `unknown` if nobody says
              - {text: We need more., type: quote, speaker: unknown}
        """,
    )


def test_a_grade_is_one_of_six() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            claims:
              - {text: A lease was signed., sources: [{source: posts, credibility: 7}]}
            #                                                                      ^ error B115: `credibility` is none of the words it may be: `7`
            # hint: write `1`, `2`, `3`, `4`, `5` or `6`
        """,
    )
