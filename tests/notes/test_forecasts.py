"""Forecasts: the question, its days, its updates, and how forecasts stand to each other."""

# ruff: noqa: E501 - an annotation is as long as what it says

from support.annotated import check


def test_a_question_ends_with_a_question_mark() -> None:
    check(
        "forecasts/rule.yaml",
        """
            question: The rule will be adopted
            #         ^^^^^^^^^^^^^^^^^^^^^^^^ error B130: the question does not end with `?`
            # hint: ask it so that it can be answered by yes or no, and end with `?`
            counts_as_yes: [a final rule is published]
            resolution_sources: [Federal Register]
            closes: 2027-06-30
            resolves_by: 2027-07-31
        """,
    )


def test_a_question_closes_after_it_opens_and_is_resolved_after_it_closes() -> None:
    check(
        "forecasts/rule.yaml",
        """
            question: Will the rule be adopted?
            counts_as_yes: [a final rule is published]
            resolution_sources: [Federal Register]
            opens: 2027-06-30
            closes: 2027-06-30
            #       ^^^^^^^^^^ error B131: `closes` is not after `opens`
            # hint: move `closes` after `opens`
            resolves_by: 2027-06-01
            #            ^^^^^^^^^^ error B132: `resolves_by` is before `closes`
            # hint: move `resolves_by` to 2027-06-30 or later
        """,
    )


def test_a_series_has_one_update_a_day() -> None:
    check(
        "forecasts/rule.yaml",
        """
            question: Will the rule be adopted?
            counts_as_yes: [a final rule is published]
            resolution_sources: [Federal Register]
            closes: 2027-06-30
            resolves_by: 2027-07-31
            reference_class: {none: no rule of this sort}
            updates:
              - {date: 2026-11-02, p: 0.3}
              - {date: 2026-11-02, p: 0.4}
            #          ^^^^^^^^^^ error B133: a second update on 2026-11-02
            # hint: one series has one probability a day
              - {date: 2026-11-02, p: 0.5, by: A guest}
        """,
    )


def test_updates_lie_between_opening_and_close() -> None:
    check(
        "forecasts/rule.yaml",
        """
            question: Will the rule be adopted?
            counts_as_yes: [a final rule is published]
            resolution_sources: [Federal Register]
            opens: 2026-11-01
            closes: 2027-06-30
            resolves_by: 2027-07-31
            reference_class: {none: no rule of this sort}
            updates:
              - {date: 2026-10-31, p: 0.3}
            #          ^^^^^^^^^^ error B134: the update of 2026-10-31 is before `opens`, 2026-11-01
            # hint: correct the day, or `opens`
              - {date: 2027-07-01, p: 0.4}
            #          ^^^^^^^^^^ error B134: the update of 2027-07-01 is after `closes`, 2027-06-30
            # hint: correct the day, or take the update out
        """,
    )


def test_a_forecast_with_updates_names_its_reference_class() -> None:
    check(
        "forecasts/rule.yaml",
        """
            question: Will the rule be adopted?
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^… warning B135: the forecast has no `reference_class`
            # hint: name an id of base-rates.yaml, or write `{none: reason}`
            counts_as_yes: [a final rule is published]
            resolution_sources: [Federal Register]
            closes: 2027-06-30
            resolves_by: 2027-07-31
            updates: [{date: 2026-11-02, p: 0.3}]
        """,
    )


def test_a_reference_class_has_k_of_n() -> None:
    check(
        "forecasts/rule.yaml",
        """
            question: Will the rule be adopted?
            counts_as_yes: [a final rule is published]
            resolution_sources: [Federal Register]
            closes: 2027-06-30
            resolves_by: 2027-07-31
            reference_class: {description: such rules, k: 3}
            #                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error B136: the reference class is not whole
            # hint: write `description`, `k` and `n`, or `none:` and the reason
        """,
    )


def test_a_reference_class_has_no_more_hits_than_cases() -> None:
    check(
        "forecasts/rule.yaml",
        """
            question: Will the rule be adopted?
            counts_as_yes: [a final rule is published]
            resolution_sources: [Federal Register]
            closes: 2027-06-30
            resolves_by: 2027-07-31
            reference_class: {description: such rules, k: 3, n: 2}
            #                                             ^ error B136: `k` is above `n`: 3 of 2
            # hint: `k` counts those of the `n` cases in which it happened
        """,
    )


def test_a_yes_has_its_day_and_not_after_the_close() -> None:
    check(
        "forecasts/rule.yaml",
        """
            question: Will the rule be adopted?
            counts_as_yes: [a final rule is published]
            resolution_sources: [Federal Register]
            closes: 2026-06-30
            resolves_by: 2026-07-31
            resolution: {outcome: yes, event_date: 2026-07-01}
            #                                      ^^^^^^^^^^ error B138: `event_date` is after `closes`, 2026-06-30
            # hint: what happens after `closes` makes it a no
        """,
        beside={
            "forecasts/other.yaml": """
                question: Will the other rule be adopted?
                counts_as_yes: [a final rule is published]
                resolution_sources: [Federal Register]
                closes: 2026-06-30
                resolves_by: 2026-07-31
                resolution: {outcome: yes}
                #                     ^^^ error B137: a `yes` has no `event_date`
                # hint: add the day on which it happened
            """,
        },
    )


def test_an_unresolved_question_past_its_day_is_an_error() -> None:
    check(
        "forecasts/rule.yaml",
        """
            question: Will the rule be adopted?
            counts_as_yes: [a final rule is published]
            resolution_sources: [Federal Register]
            closes: 2026-06-30
            resolves_by: 2026-07-31
            #            ^^^^^^^^^^ error B609: the question was to be resolved by 2026-07-31
            # hint: add `resolution:` with its outcome, or `annulled`
            reference_class: {none: no rule of this sort}
            updates: [{date: 2026-05-02, p: 0.3}]
        """,
    )


def test_a_thing_is_not_likelier_than_what_it_implies() -> None:
    check(
        "forecasts/order.yaml",
        """
            question: Will there be an order?
            counts_as_yes: [an order]
            resolution_sources: [Federal Register]
            closes: 2027-06-30
            resolves_by: 2027-07-31
            reference_class: {none: no order of this sort}
            implies: [any]
            #         ^^^ error B605: `order` implies `any` and stands higher: 0.35 against 0.30
            # hint: what implies another thing cannot be likelier than it
            updates: [{date: 2026-11-02, p: 0.35}]
        """,
        beside={
            "forecasts/any.yaml": """
                question: Will there be any rule?
                counts_as_yes: [any rule]
                resolution_sources: [Federal Register]
                closes: 2027-06-30
                resolves_by: 2027-07-31
                reference_class: {none: no rule of this sort}
                updates: [{date: 2026-11-02, p: 0.30}]
            """,
        },
    )


def test_a_probability_written_as_a_word_is_no_update() -> None:
    check(
        "forecasts/rule.yaml",
        """
            question: Will the rule be adopted?
            counts_as_yes: [a final rule is published]
            resolution_sources: [Federal Register]
            closes: 2027-06-30
            resolves_by: 2027-07-31
            reference_class: {none: no rule of this sort}
            updates: [{date: 2026-11-02, p: likely}]
            #                               ^^^^^^ error B117: `p` is not from 0.01 to 0.99: `likely`
            # hint: write it as 0.70
        """,
    )
