"""Issues, scenarios, base rates: what they must hold, and what only warns."""

# ruff: noqa: E501 - an annotation is as long as what it says

from support.annotated import check


def test_a_section_takes_its_notes_from_one_place() -> None:
    check(
        "issues/2026-11-20-second.yaml",
        """
            number: 2
            title: The second
            sections:
              - {title: Nothing}
            #   ^^^^^^^^^^^^^^^^ error B196: the section has neither `notes` nor `query`
            # hint: write one of `notes` and `query`
              - {title: Both, notes: [base], query: {kind: policy}}
            #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error B196: the section has both `notes` and `query`
            # hint: write one of `notes` and `query`
        """,
    )


def test_a_note_stands_in_an_issue_once() -> None:
    check(
        "issues/2026-11-20-second.yaml",
        """
            number: 2
            title: The second
            sections:
              - {title: News, notes: [base]}
              - {title: Again, notes: [rule, base]}
            #                                ^^^^ error B197: `base` stands in the issue twice
            # hint: keep one
        """,
    )


def test_a_sentence_of_the_bottom_line_has_a_basis() -> None:
    check(
        "issues/2026-11-20-second.yaml",
        """
            number: 2
            title: The second
            bottom_line:
              - text: It grows.
            #   ^^^^^^^^^^^^^^^… warning B195: a sentence of the bottom line has no `basis`
            # hint: name the notes it rests on: `basis: [note-id]`
        """,
    )


def test_a_query_asks_for_a_kind_of_note() -> None:
    check(
        "issues/2026-11-20-second.yaml",
        """
            number: 2
            title: The second
            sections: [{title: News, query: {kind: anouncement}}]
            #                                      ^^^^^^^^^^^ error B115: there is no kind of note `anouncement`
            # hint: did you mean `announcement`?
        """,
    )


def test_an_edition_must_be_one_of_the_newsletter() -> None:
    check(
        "issues/2026-11-20-second.yaml",
        """
            number: 2
            title: The second
            editions: [public, investors]
            #                  ^^^^^^^^^ error B209: there is no edition `investors`
            # hint: did you mean `investor`?
        """,
    )


def test_a_number_is_used_once() -> None:
    check(
        "issues/2026-11-20-second.yaml",
        """
            number: 1
            #       ^ error B614: issue 1 is also `first`
            # hint: give each its own number
            title: The second
        """,
    )


def test_a_gap_in_the_numbers_is_a_warning() -> None:
    check(
        "issues/2026-11-20-second.yaml",
        """
            number: 3
            #       ^ warning B613: issue 3 follows issue 1
            # hint: readers take a gap for a lost issue
            title: The third
        """,
    )


def test_a_product_is_one_of_the_list() -> None:
    check(
        "issues/2026-11-20-second.yaml",
        """
            number: 2
            title: The second
            products: [policy-pipelin]
            #          ^^^^^^^^^^^^^^ error B115: an item of `products` is none of the words it may be: `policy-pipelin`
            # hint: did you mean `policy-pipeline`?
        """,
    )


def test_a_number_is_digits() -> None:
    check(
        "issues/2026-11-20-second.yaml",
        """
            number: two
            #       ^^^ error B118: `number` is not a whole number: `two`
            # hint: write digits only
            title: The second
        """,
    )


def test_a_scenario_needs_what_could_be_checked() -> None:
    check(
        "scenarios/path.yaml",
        """
            title: A path
            ^^^^^^^^^^^^^… warning B190: the scenario has no `assumptions`, no `indicators`, no `alternatives`
            # hint: without them nobody can tell whether it comes true
            narrative: How it would come about.
        """,
    )


def test_an_indicator_that_nobody_looked_at_is_a_warning() -> None:
    check(
        "scenarios/path.yaml",
        """
            title: A path
            narrative: How it would come about.
            assumptions: [{text: Chips stay scarce.}]
            alternatives: [Chips become cheap.]
            indicators:
              - {statement: Prices rise., direction: supports}
            #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning B191: the indicator was never checked
            # hint: add `last_checked:` and the day on which you looked
              - {statement: Minds change., direction: undermines, status: unobservable}
        """,
    )


def test_a_scenario_says_none_or_a_likelihood() -> None:
    check(
        "scenarios/path.yaml",
        """
            title: A path
            narrative: How it would come about.
            likelihood: perhaps
            #           ^^^^^^^ error B117: `likelihood` is neither a number nor an ICD 203 term: `perhaps`
            # hint: write a number from 0.01 to 0.99, or `almost no chance`, `very unlikely`, `unlikely`, `roughly even chance`, `likely`, `very likely` or `almost certain`
        """,
    )


def test_a_base_rate_has_no_more_hits_than_cases() -> None:
    check(
        "base-rates.yaml",
        """
            bills: {description: Bills that became law, k: 5, n: 4, source: posts, as_of: 2026-08-20}
            #                                              ^ error B136: `k` is above `n`: 5 of 4
            # hint: `k` counts those of the `n` cases in which it happened
            none: {description: Nothing at all, k: 0, n: 0, source: posts, as_of: 2026-08-20}
            #                                            ^ error B136: `n` is 0: of nothing there is no rate
            # hint: take the entry out: a forecast says why it has no class with `{none: reason}`
        """,
    )
