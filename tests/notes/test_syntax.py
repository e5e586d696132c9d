"""What YAML may hold: each refusal at its place."""

from support.annotated import check


def test_a_key_given_twice_is_reported_at_the_second_with_the_line_of_the_first() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Vercel offers GLM
            tags: [models]
            tags: [prices]
            ^^^^ error B009: `tags` is given twice in one mapping
            # hint: the first is on line 3; keep one
            body: Text.
        """,
    )


def test_an_anchor_is_reported_where_it_stands_and_the_value_stays() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Vercel offers GLM
            tags: &topics [models]
            #     ^^^^^^^ error B005: anchors are not read: `&topics`
            # hint: write the value out where it is needed, or quote it if it is text
            body: Text.
        """,
    )


def test_text_that_begins_with_a_star_is_an_alias_and_refused() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: *Open* is not open source
            #      ^^^^^^ error B006: a value that begins with `*` is an alias in YAML
            # hint: put quotes around the whole value
            body: Text.
        """,
    )


def test_text_that_begins_with_an_exclamation_mark_is_a_tag_and_refused() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: !Kimi ships weights
            #      ^^^^^ error B007: tags are not read: `!Kimi`
            # hint: leave the tag out: the field decides the type; quote it if it is text
            body: Text.
        """,
    )


def test_a_merge_key_is_one_problem_though_it_needs_an_anchor() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Export controls
            <<: &shared {tier: paid}
            ^^ error B008: merge keys are not read
            # hint: write the fields out
            body: Text.
        """,
    )


def test_a_key_without_a_value_is_reported_at_the_key_and_not_missed_again() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: announcement
            title:
            ^^^^^ error B010: `title` has no value
            # hint: write a value, or leave the field out
            event: other
            sources: none
        """,
    )


def test_an_unquoted_comma_in_a_flow_mapping_makes_a_key_without_a_value() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: What we do not know
            body: Text.
            unknowns:
              - {what: instrument, issuer and date, why: not-in-source}
            #                      ^^^^^^^^^^^^^^^ error B010: `issuer and date` has no value
            # hint: a comma ends a value here: put quotes around text that holds one
        """,
    )


def test_an_item_without_a_value_is_reported_at_its_dash() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: What we do not know
            body: Text.
            unknowns:
              - floor area
              -
            # ^ error B010: an item of the list has no value
            # hint: write a value after the dash, or delete it
        """,
    )


def test_a_second_document_is_reported_where_it_begins() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: What lithography decides
            body: Text.
            ---
            ^^^ error B011: a second document begins here
            # hint: write one note per file
            kind: commentary
        """,
    )


def test_a_quote_that_is_never_closed_is_reported_where_it_opens() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: "Lithography decides
            #      ^ error B013: the quote that opens here is not closed
            # hint: close it
            tags: [models]
            body: Text.
        """,
    )


def test_a_quote_closed_by_a_later_quote_is_reported_where_it_opens() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: 'Lithography decides
            #      ^ error B013: the quote that opens here is not closed
            # hint: close it
            body: It's a queue.
        """,
    )


def test_a_quote_that_takes_in_the_fields_below_it_is_reported_where_it_opens() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: "Queues
            #      ^ error B013: the quote that opens here is not closed
            # hint: close it, or indent the lines that belong to it
            tags: [chips]
            body: A rack of 19"
        """,
    )


def test_a_bracket_that_is_never_closed_is_reported_where_it_opens() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Lithography
            tags: [models, prices
            #     ^ error B014: the `[` that opens here is not closed
            # hint: close it
            body: Text.
        """,
    )


def test_a_bracket_that_nothing_opens_is_reported_where_it_stands() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Lithography
            body: ]
            #     ^ error B014: nothing opens this `]`
            # hint: delete it, or put quotes around the value
        """,
    )


def test_a_missing_comma_in_a_list_is_reported_at_the_item_behind_it() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Lithography
            tags: ["models" "prices"]
            #               ^ error B014: a comma or the end of `[` is missing before this
            # hint: put a comma between items
            body: Text.
        """,
    )


def test_a_tab_as_indentation_is_reported_at_the_tab() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Lithography
            tags:
            \t- models
            ^ error B004: a tab indents this line
            # hint: indent with spaces
            body: Text.
        """,
    )


def test_a_bad_indent_is_reported_where_the_reader_met_it() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Lithography
             body: Text.
            #^ error B015: this line is indented unlike the ones it stands with
            # hint: align it with the line it belongs to
            tags: [a]
        """,
    )


def test_a_colon_inside_an_unquoted_value_is_reported_at_the_colon() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Lithography: who decides
            #                 ^ error B016: a colon and a space stand inside an unquoted value
            # hint: put quotes around the whole value
            body: Text.
        """,
    )


def test_a_line_that_lost_its_indent_is_reported_as_no_field() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Lithography
            body: |
              One maker, a few customers.
            And a queue.
            ^^^^^^^^^^^^ error B018: this line is not `field: value`: `And a queue.`
            # hint: indent it if it belongs to the text above
        """,
    )


def test_a_file_of_text_alone_is_no_mapping() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            Etched takes more space.
            ! error B019: the file is not a mapping of fields
            # hint: begin with a line `kind: …`
        """,
    )


def test_a_file_without_any_field_is_empty() -> None:
    check(
        "entities/more.yaml",
        """
            ---
            ! error B019: the file is empty
            # hint: write an id, then fields below it
        """,
    )


def test_a_collection_may_have_all_its_members_commented_out() -> None:
    check(
        "entities/more.yaml",
        """
            # firm:
            #   type: ai-lab
            #   name: A firm
        """,
    )


def test_a_list_as_a_key_is_no_word() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Lineage
            body: Text.
            so_what:
              [buyer, investor]: Ask vendors.
            # ! error B020: a key is not a word
            # hint: quote it if `{` or `[` is part of the text
        """,
    )


def test_an_escape_that_yaml_does_not_know_is_reported_at_the_backslash() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        r"""
            kind: commentary
            title: Lineage
            body: "They stand in D:\weights."
            #                      ^^ error B021: unknown escape in double quotes: `\w`
            # hint: use single quotes, or write the backslash twice
        """,
    )


def test_an_escape_that_makes_a_control_character_is_reported_at_the_value() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        r"""
            kind: commentary
            title: "A bell\a rings"
            #      ^^^^^^^^^^^^^^^^ error B003: an escape makes a control character: U+0007
            # hint: delete it
            body: Text.
        """,
    )


def test_brackets_deeper_than_32_levels_are_reported_at_the_first_too_deep() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Deep
            body: Text.
            tags: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
            #                                    ^ error B012: nested deeper than 32 levels
            # hint: flatten it: no field of a note goes this deep
        """,
    )
