"""Dates, numbers, likelihoods and the words of vocabularies and standards."""

# ruff: noqa: E501 - an annotation is as long as what it says

from support.annotated import check


def test_a_day_that_does_not_exist_is_one_problem_at_its_value() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: What the outage shows
            date: 2026-04-31
            #     ^^^^^^^^^^ error B112: `date` is not a day: `2026-04-31`
            # hint: April has 30 days
            body: Text.
        """,
    )


def test_the_hint_knows_the_length_of_february_in_that_year() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: What the outage shows
            date: 2026-02-29
            #     ^^^^^^^^^^ error B112: `date` is not a day: `2026-02-29`
            # hint: February has 28 days in 2026
            body: Text.
        """,
    )


def test_a_day_in_another_order_is_no_day() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: What the outage shows
            review_by: 22.11.2026
            #          ^^^^^^^^^^ error B112: `review_by` is not a day: `22.11.2026`
            # hint: write it as YYYY-MM-DD
            body: Text.
        """,
    )


def test_a_quarter_in_words_is_no_date_expression() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: What the outage shows
            when: Q3 2027
            #     ^^^^^^^ error B113: `when` is not a date expression: `Q3 2027`
            # hint: write YYYY, YYYY-MM, YYYY-MM-DD, YYYY-Q1, YYYY-H1, each with `?`, `~` or `%`, or `a/b`
            body: Text.
        """,
    )


def test_a_month_that_does_not_exist_is_no_date_expression() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: What the outage shows
            when: 2026-13
            #     ^^^^^^^ error B113: `when` is not a date expression: `2026-13`
            # hint: write YYYY, YYYY-MM, YYYY-MM-DD, YYYY-Q1, YYYY-H1, each with `?`, `~` or `%`, or `a/b`
            body: Text.
        """,
    )


def test_an_interval_that_ends_before_it_begins_says_so() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: What the outage shows
            when: 2026-07/2026-01
            #     ^^^^^^^^^^^^^^^ error B113: `when` ends before it begins: `2026-07/2026-01`
            # hint: put the earlier first
            body: Text.
        """,
    )


def test_an_instant_needs_its_day() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Before the filing
            embargoed_until: 9 am
            #                ^^^^ error B114: `embargoed_until` is not an instant: `9 am`
            # hint: write a day, or an instant such as 2026-11-22T09:00:00+01:00
            body: Text.
        """,
    )


def test_an_instant_without_an_offset_is_read_as_utc_with_a_warning() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Before the filing
            embargoed_until: 2026-11-21T09:00:00
            #                ^^^^^^^^^^^^^^^^^^^ warning B141: `embargoed_until` has no offset
            # hint: add `Z`, or an offset such as `+01:00`; it is read as UTC
            body: Text.
        """,
    )


def test_an_expiry_before_the_end_of_the_embargo_is_reported_at_the_expiry() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Before the filing
            embargoed_until: 2026-11-22
            expires: 2026-11-21
            #        ^^^^^^^^^^ error B142: `expires` is not after `embargoed_until`
            # hint: move `expires` after `embargoed_until`, or leave one of them out
            body: Text.
        """,
    )


def test_a_likelihood_in_per_cent_gets_the_number_to_write() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: A second source
            body: Text.
            assessments:
              - {text: A foundry qualifies., likelihood: 70}
            #                                            ^^ error B117: `likelihood` is not from 0.01 to 0.99: `70`
            # hint: write 0.7
        """,
    )


def test_nothing_is_certain() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: A second source
            body: Text.
            assessments:
              - {text: A foundry qualifies., likelihood: 1.0}
            #                                            ^^^ error B117: `likelihood` is not from 0.01 to 0.99: `1.0`
            # hint: nothing is certain: the ends are 0.01 and 0.99
              - {text: A foundry fails., likelihood: 0}
            #                                        ^ error B117: `likelihood` is not from 0.01 to 0.99: `0`
            # hint: nothing is certain: the ends are 0.01 and 0.99
        """,
    )


def test_a_term_of_the_second_row_gets_that_of_the_first() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: A second source
            body: Text.
            assessments:
              - {text: A foundry qualifies., likelihood: highly probable}
            #                                            ^^^^^^^^^^^^^^^ error B129: `likelihood` is a term of the second row of ICD 203: `highly probable`
            # hint: write `very likely`
        """,
    )


def test_a_misspelt_term_gets_the_terms_and_no_guess() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: A second source
            body: Text.
            assessments:
              - {text: A foundry qualifies., likelihood: very unlikly}
            #                                            ^^^^^^^^^^^^ error B117: `likelihood` is neither a number nor an ICD 203 term: `very unlikly`
            # hint: write a number from 0.01 to 0.99, or `almost no chance`, `very unlikely`, `unlikely`, `roughly even chance`, `likely`, `very likely` or `almost certain`
        """,
    )


def test_a_likelihood_in_the_text_is_asked_for_as_a_field() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: A second source
            body: Text.
            assessments:
              - text: A foundry qualifies, which is highly improbable.
            #                                       ^^^^^^^^^^^^^^^^^ warning B156: a likelihood stands in the text without its range: `highly improbable`
            # hint: add `likelihood: very unlikely`, so that its range is printed
        """,
    )


def test_likelihood_and_confidence_in_one_text_are_told_apart() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: A second source
            body: Text.
            assessments:
              - text: A second foundry is likely, and we say so with low confidence.
            #                             ^^^^^^ warning B155: likelihood and confidence stand in one text
            # hint: put them into `likelihood` and `confidence`
        """,
    )


def test_a_word_outside_a_vocabulary_gets_the_closest_word() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: announcement
            title: Etched takes more space
            event: facility-expansoin
            #      ^^^^^^^^^^^^^^^^^^ error B115: `event` is none of the words it may be: `facility-expansoin`
            # hint: did you mean `facility-expansion`?
            sources: none
        """,
    )


def test_a_word_unlike_all_others_gets_the_list() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            authorship: robot
            #           ^^^^^ error B115: `authorship` is none of the words it may be: `robot`
            # hint: write `human`, `ai-assisted` or `ai-generated`
            body: Text.
        """,
    )


def test_a_switch_is_yes_or_no() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: observation
            title: A talk
            setting: panel
            observer: {role: attendee, firsthand: maybe}
            #                                     ^^^^^ error B116: `firsthand` is neither yes nor no: `maybe`
            # hint: write `yes` or `no`
            sources: none
        """,
    )


def test_a_country_is_a_code_of_iso_3166() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: announcement
            title: A design office
            event: facility-expansion
            place: {country: UK}
            #                ^^ error B122: `country` is not a country of ISO 3166-1: `UK`
            # hint: did you mean `GB`?
            sources: none
        """,
    )


def test_a_currency_is_a_code_of_iso_4217() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: announcement
            title: A round
            event: funding
            amount: {value: 12, currency: $}
            #                             ^ error B123: `currency` is not a currency of ISO 4217: `$`
            # hint: write three letters, such as `USD`
            sources: none
        """,
    )


def test_an_amount_is_digits_and_above_zero() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: announcement
            title: A round
            event: funding
            amount: {value: 1_000, currency: USD}
            #               ^^^^^ error B118: `value` is not a number: `1_000`
            # hint: write digits, with a point before decimals
            sources: none
        """,
    )


def test_an_amount_of_nothing_is_no_amount() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: announcement
            title: A round
            event: funding
            amount: {value: 0, currency: USD}
            #               ^ error B118: `value` is not above 0: `0`
            # hint: write an amount above 0, or leave `amount` out
            sources: none
        """,
    )


def test_a_tag_is_lower_case_words() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            tags: ["#Packaging", advanced packaging]
            #      ^^^^^^^^^^^^ error B126: an item of `tags` is not a tag: `#Packaging`
            # hint: write `packaging`
            body: Text.
        """,
    )


def test_a_web_address_begins_with_its_scheme() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            sources: [{title: Notes, url: www.vercel.example/glm}]
            #                             ^^^^^^^^^^^^^^^^^^^^^^ error B120: `url` is not a web address: `www.vercel.example/glm`
            # hint: begin it with https://
            body: Text.
        """,
    )


def test_the_norwegian_problem_does_not_arise() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: announcement
            title: NO
            event: other
            place: {country: "NO", name: 12:30, region: 1.10}
            sources: none
            unknowns: [yes, "no", 1e3]
        """,
    )
