"""Policies: stages, history, reach, targets, and measures held against each other."""

# ruff: noqa: E501 - an annotation is as long as what it says

from support.annotated import check


def test_a_policy_without_a_stage_is_asked_for_one() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: policy
            ^^^^^^^^^^^^… error B170: the policy has no `stage`
            # hint: add `stage:`, or a stage to an entry of `history`
            title: A rule
            jurisdiction: US
            instrument: final-rule
            sources: none
        """,
    )


def test_what_has_no_instrument_cannot_be_adopted() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: policy
            title: A rule
            jurisdiction: US
            instrument: none-yet
            stage: adopted
            #      ^^^^^^^ error B171: `instrument: none-yet` cannot be at stage `adopted`
            # hint: name the instrument, or write a stage up to `signalled`
            sources: none
        """,
    )


def test_a_stage_that_differs_from_the_history_is_a_warning() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: policy
            title: A bill
            jurisdiction: US
            instrument: bill
            official_id: 119-hr-1
            stage: adopted
            #      ^^^^^^^ warning B172: `stage: adopted` differs from the history
            # hint: leave `stage` out, or add the missing step to `history`: it gives `proposed`
            sources: none
            history:
              - {when: 2026-01-05, text: Introduced in House}
        """,
    )


def test_a_stage_written_backwards_is_a_warning_at_the_entry() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: policy
            title: A rule
            jurisdiction: EU
            instrument: eu-regulation
            sources: none
            history:
              - {when: 2026-01-05, stage: adopted}
              - {when: 2026-02-05, stage: proposed}
            #                             ^^^^^^^^ warning B173: the stage goes back: `proposed`
            # hint: correct the stage or its `when`; if it did go back, nothing is to be done
        """,
    )


def test_reach_along_an_edge_that_carries_nothing_is_an_error() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: policy
            title: A rule
            jurisdiction: US
            instrument: none-yet
            stage: anticipated
            sources: none
            reach: [hosted-by, {edge: competes-with}]
            #                         ^^^^^^^^^^^^^ error B174: `competes-with` carries nothing
            # hint: leave it out: no exposure runs along it
        """,
    )


def test_a_scope_said_to_be_in_the_text_needs_a_text() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: policy
            title: A rule
            jurisdiction: US
            instrument: none-yet
            stage: anticipated
            sources: none
            targets: [{class: open-weights, basis: text}]
            #                                      ^^^^ error B175: `basis: text` needs `official_id` or a source
            # hint: name the text under `official_id` or `sources`
        """,
    )


def test_an_end_before_the_start_is_reported_at_the_end() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: policy
            title: A rule
            jurisdiction: US
            instrument: none-yet
            stage: anticipated
            sources: none
            effective: {start: 2027-Q2, end: 2027-01}
            #                                ^^^^^^^ error B176: `end` is before `start`
            # hint: move `end` after `start`
        """,
    )


def test_a_milestone_after_the_end_of_a_measure_is_a_warning() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: policy
            title: A rule
            jurisdiction: EU
            instrument: eu-regulation
            sources: none
            history:
              - {when: 2026-01-05, stage: withdrawn}
            milestones:
              - {when: 2026-06, what: Vote}
            #          ^^^^^^^ warning B177: a milestone lies after the end: `withdrawn`
            # hint: delete the milestone, or correct its `when`
        """,
    )


def test_a_class_that_nobody_defined_is_an_unknown_reference() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: policy
            title: A rule
            jurisdiction: US
            instrument: none-yet
            stage: anticipated
            sources: none
            targets: [open-wieghts]
            #         ^^^^^^^^^^^^ error B203: no class has the id `open-wieghts`
            # hint: did you mean `open-weights`?
        """,
    )


def test_a_jurisdiction_is_a_code_of_iso_3166_or_eu() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: policy
            title: A rule
            jurisdiction: USA
            #             ^^^ error B122: `jurisdiction` is not a jurisdiction of ISO 3166, nor EU: `USA`
            # hint: did you mean `US`?
            instrument: none-yet
            stage: anticipated
            sources: none
        """,
    )


def test_one_official_id_with_two_stages_is_a_warning() -> None:
    check(
        "notes/2026-11-20-the-same.yaml",
        """
            kind: policy
            title: The same rule
            jurisdiction: US
            instrument: bill
            official_id: 119-HR-9999
            stage: adopted
            #      ^^^^^^^ warning B610: `119-HR-9999` has stage `adopted` here, `in-committee-or-comment` in `rule`
            # hint: they are one measure
            sources: none
        """,
    )


def test_equal_names_in_two_chambers_suggest_companions() -> None:
    check(
        "notes/2026-11-20-the-same.yaml",
        """
            kind: policy
            title: A rule on open weights of 2026
            #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning B607: `rule` has the same name in the other chamber
            # hint: if it is the same measure, add `companions: [rule]`
            jurisdiction: US
            instrument: bill
            official_id: 119-s-12
            stage: proposed
            sources: none
        """,
    )


def test_companions_that_are_named_are_not_suggested() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: policy
            title: A rule on open weights of 2026
            jurisdiction: US
            instrument: bill
            official_id: 119-s-12
            stage: proposed
            companions: rule
            sources: none
        """,
    )
