"""Observations: what was seen, by whom, and what it takes to say that somebody struggles."""

# ruff: noqa: E501 - an annotation is as long as what it says

from support.annotated import check


def test_a_condition_needs_what_was_observed() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: observation
            title: A talk
            setting: panel
            sources: none
            participants:
              - {entity: etched, condition: steady}
            #                               ^^^^^^ error B160: `condition: steady` has no `observables`
            # hint: add `observables:` with what was seen, or leave `condition` out
        """,
    )


def test_struggling_needs_a_second_reader_and_a_marking() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: observation
            title: A talk
            setting: panel
            sources: none
            participants:
              - {entity: etched, condition: struggling, observables: [no visitors]}
            #                               ^^^^^^^^^^ error B161: `condition: struggling` demands a second reader
            # hint: add `reviewed_by:` to the note
            #                               ^^^^^^^^^^ error B162: `condition: struggling` demands at least TLP AMBER
            # hint: add `tlp: AMBER` to the note
        """,
    )


def test_struggling_with_all_it_needs_is_sound() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: observation
            title: A talk
            setting: panel
            tier: paid
            tlp: AMBER
            reviewed_by: A reader
            sources: none
            participants:
              - {entity: etched, condition: struggling, observables: [no visitors]}
        """,
    )


def test_who_did_not_show_cannot_be_rated() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: observation
            title: A talk
            setting: vc-track
            sources: none
            participants:
              - {entity: etched, role: announced-no-show, ratings: {delivery: 2}}
            #                                                      ^^^^^^^^^^^^^ warning B165: who did not show cannot be rated
            # hint: leave the ratings out
              - {entity: zai, role: announced-no-show, ratings: {delivery: not-observed}}
        """,
    )


def test_an_interested_observer_states_the_interest() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: observation
            title: A talk
            setting: vc-track
            observer: {role: investor}
            #                ^^^^^^^^ warning B163: an observer with the role `investor` has no `conflict_of_interest`
            # hint: add `conflict_of_interest:` and the interest, or `none`
            sources: none
        """,
    )


def test_a_participant_is_somebody() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: observation
            title: A talk
            setting: vc-track
            sources: none
            participants:
              - {role: spoke}
            #   ^^^^^^^^^^^^^ error B164: the participant has neither `entity` nor `person`
            # hint: name one, or write `entity: unknown`
              - {entity: unknown, role: spoke}
        """,
    )


def test_a_rating_runs_from_0_to_3() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: observation
            title: A talk
            setting: vc-track
            sources: none
            participants:
              - {entity: etched, ratings: {substance: 4, delivery: 2.5}}
            #                                         ^ error B115: `substance` is none of the words it may be: `4`
            # hint: write `0`, `1`, `2`, `3` or `not-observed`
            #                                                      ^^^ error B115: `delivery` is none of the words it may be: `2.5`
            # hint: write `0`, `1`, `2`, `3` or `not-observed`
        """,
    )


def test_a_setting_is_required() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: observation
            ^^^^^^^^^^^^^^^^^… error B110: the field `setting` is missing
            # hint: add a line `setting:` and `vc-track`, `conference-talk`, `panel`, `hallway`, `booth`, `private-meeting`, `group-chat`, `media` or `site-visit`
            title: A talk
            sources: none
        """,
    )
