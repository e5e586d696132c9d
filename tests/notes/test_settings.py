"""The settings of a newsletter."""

# ruff: noqa: E501 - an annotation is as long as what it says

from support.annotated import check


def test_a_newsletter_needs_title_and_address() -> None:
    check(
        "newsletter.yaml",
        """
            description: A letter.
            ^^^^^^^^^^^^^^^^^^^^^^… error B110: the field `title` is missing
            # hint: add a line `title: …`
            ^^^^^^^^^^^^^^^^^^^^^^… error B110: the field `url` is missing
            # hint: add a line `url: …`
        """,
    )


def test_the_address_has_no_slash_at_its_end() -> None:
    check(
        "newsletter.yaml",
        """
            title: Example Letter
            url: https://letter.example/
            #    ^^^^^^^^^^^^^^^^^^^^^^^ error B120: `url` ends with a slash: `https://letter.example/`
            # hint: write `https://letter.example`
            tiers: [free, paid]
            editions: {public: {}}
        """,
    )


def test_a_tier_is_listed_once() -> None:
    check(
        "newsletter.yaml",
        """
            title: Example Letter
            url: https://letter.example
            tiers: [free, paid, free]
            #                   ^^^^ error B145: the tier `free` is listed twice
            # hint: keep one
        """,
    )


def test_an_edition_has_a_tier_and_an_audience_of_the_newsletter() -> None:
    check(
        "newsletter.yaml",
        """
            title: Example Letter
            url: https://letter.example
            tiers: [free, paid]
            audiences: {buyer: {name: Buyers}}
            editions:
              all: {tier: piad}
            #             ^^^^ error B148: there is no tier `piad`
            # hint: tiers are `free` or `paid`
              some: {audience: byer}
            #                  ^^^^ error B149: there is no audience `byer`
            # hint: did you mean `buyer`?
        """,
    )


def test_no_edition_takes_the_name_of_the_public_site() -> None:
    check(
        "newsletter.yaml",
        """
            title: Example Letter
            url: https://letter.example
            tiers: [free, paid]
            editions:
              site: {tier: paid}
            # ^^^^ error B121: no edition can be called `site`
            # hint: the public site is a view of its own; call the edition something else
        """,
    )


def test_no_edition_shows_red() -> None:
    check(
        "newsletter.yaml",
        """
            title: Example Letter
            url: https://letter.example
            editions: {public: {tlp_max: RED}}
            #                            ^^^ error B115: `tlp_max` cannot be RED
            # hint: RED is for the ears of one person and is never built
        """,
    )


def test_the_severity_of_some_rules_cannot_be_changed() -> None:
    check(
        "newsletter.yaml",
        """
            title: Example Letter
            url: https://letter.example
            lint: {B211: warn, B110: off}
            #            ^^^^ error B147: the severity of B211 cannot be changed
            # hint: delete it; `brief explain B211` says what the rule is for
            #                        ^^^ error B147: the severity of B110 cannot be changed
            # hint: delete it; `brief explain B110` says what the rule is for
        """,
    )


def test_a_rule_that_does_not_exist_cannot_be_changed() -> None:
    check(
        "newsletter.yaml",
        """
            title: Example Letter
            url: https://letter.example
            lint: {B999: off, B612: of}
            #                       ^^ error B115: `B612` is none of the words it may be: `of`
            # hint: did you mean `off`?
        """,
    )


def test_a_colour_is_six_hexadecimal_digits() -> None:
    check(
        "newsletter.yaml",
        """
            title: Example Letter
            url: https://letter.example
            theme: {accent: navy}
            #               ^^^^ error B128: `accent` is not a colour: `navy`
            # hint: write it as "#0b4f8a"
        """,
    )


def test_a_language_is_a_tag() -> None:
    check(
        "newsletter.yaml",
        """
            title: Example Letter
            url: https://letter.example
            language: english
            #         ^^^^^^^ error B124: `language` is not a language: `english`
            # hint: write a BCP 47 tag, such as `en` or `pt-BR`
        """,
    )


def test_a_switch_takes_on_and_off() -> None:
    check(
        "newsletter.yaml",
        """
            title: Example Letter
            url: https://letter.example
            tiers: [free, paid]
            audiences: {investor: {name: Investors}}
            editions: {public: {}}
            search: off
            cards: no
            feeds: perhaps
            #      ^^^^^^^ error B116: `feeds` is neither yes nor no: `perhaps`
            # hint: write `yes` or `no`
        """,
    )


def test_defaults_are_held_to_the_lists() -> None:
    check(
        "newsletter.yaml",
        """
            title: Example Letter
            url: https://letter.example
            defaults: {tier: paid, audiences: [buyer]}
            #                ^^^^ error B148: there is no tier `paid`
            # hint: tiers are `free`
            #                                  ^^^^^ error B149: there is no audience `buyer`
            # hint: audiences are `everyone`
        """,
    )


def test_a_rule_can_be_switched_off_or_raised() -> None:
    check(
        "newsletter.yaml",
        """
            title: Example Letter
            url: https://letter.example
            tiers: [free, paid]
            editions: {public: {}}
            lint: {B608: off, B143: error}
        """,
        beside={
            "notes/2026-11-20-example.yaml": """
                kind: commentary
                title: Queues
                review_by: 2026-11-22
                body: Text.
                corrections: [{date: 2026-11-19, type: correction}]
                #                    ^^^^^^^^^^ error B143: the correction is older than the note
                # hint: give the day of the correction: 2026-11-20 or later
            """,
        },
    )
