"""Fields: missing, unknown, of the wrong shape; each once, at the place where it is mended."""

# ruff: noqa: E501 - an annotation is as long as what it says

from support.annotated import check


def test_a_missing_field_is_reported_at_the_mapping_that_lacks_it() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            title: Etched takes more space
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^… error B110: the field `sources` is missing
            # hint: add a line `sources: …`
            kind: announcement
            event: other
        """,
    )


def test_a_missing_field_of_a_part_is_reported_at_the_part() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: announcement
            title: Etched raises a round
            event: funding
            sources: none
            amount: {value: 12, of: round}
            #       ^^^^^^^^^^^^^^^^^^^^^^ error B110: the field `currency` is missing
            # hint: add `currency: …`
        """,
    )


def test_a_field_nobody_knows_is_an_error_with_the_closest_known_one() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: What a place in the queue is worth
            sumary: An allocation.
            ^^^^^^ error B111: unknown field `sumary`
            # hint: did you mean `summary`?
            body: Text.
        """,
    )


def test_a_misspelt_required_field_absorbs_the_missing_one_it_resembles() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: announcement
            title: Etched takes more space
            evnt: other
            ^^^^ error B111: unknown field `evnt`
            # hint: did you mean `event`?
            sources: none
        """,
    )


def test_a_misspelt_kind_is_one_problem() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kinds: announcement
            ^^^^^ error B111: unknown field `kinds`
            # hint: did you mean `kind`?
            title: Etched takes more space
            event: other
            sources: none
        """,
    )


def test_a_kind_that_does_not_exist_hides_the_fields_that_depend_on_it() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: anouncement
            #     ^^^^^^^^^^^ error B115: there is no kind `anouncement`
            # hint: did you mean `announcement`?
            title: Etched takes more space
            evnt: other
        """,
    )


def test_a_kind_that_is_a_list_is_no_word() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: [announcement]
            #     ^^^^^^^^^^^^^^ error B119: `kind` is not a word
            # hint: write `announcement`, `observation`, `policy` or `commentary`
            title: Etched takes more space
        """,
    )


def test_a_field_nobody_knows_in_a_part_lists_what_is_known_there() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: announcement
            title: Etched takes more space
            event: other
            sources: none
            place: {city: Milpitas}
            #       ^^^^ error B111: unknown field `city`
            # hint: known here: `name`, `region` or `country`
        """,
    )


def test_text_where_a_list_is_due_shows_how_to_write_one() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            about: etched
            #      ^^^^^^ error B119: `about` is `etched` where a list is due
            # hint: write `[etched]`
            body: Text.
        """,
    )


def test_a_list_where_text_is_due_is_marked_whole() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: [Queues, prices]
            #      ^^^^^^^^^^^^^^^^ error B119: `title` is a list where text is due
            body: Text.
        """,
    )


def test_a_mapping_where_a_word_is_due_is_marked_whole() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            status: {draft: yes}
            #       ^^^^^^^^^^^^ error B119: `status` is a mapping where a word is due
            # hint: write `draft`, `ready`, `withheld` or `canceled`
            body: Text.
        """,
    )


def test_text_where_fields_are_due_says_so() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: announcement
            title: Etched takes more space
            event: other
            sources: none
            amount: 120 million
            #       ^^^^^^^^^^^ error B119: `amount` is `120 million` where fields are due
            # hint: write `value: …` below it
        """,
    )


def test_an_empty_text_is_no_text() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: ""
            #      ^^ error B127: `title` is empty
            # hint: leave the field out, or write something
            body: Text.
        """,
    )


def test_a_title_of_two_lines_is_refused() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: |
            #      ^… error B127: `title` has a line break where one line is due
            # hint: join the lines
              Packaging decides
              who ships
            body: Text.
        """,
    )


def test_a_key_that_is_no_id_is_marked_and_not_its_value() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            body: Text.
            so_what: {"Enterprise Buyer": Ask now.}
            #         ^^^^^^^^^^^^^^^^^^ error B121: the key is not an id: `Enterprise Buyer`
            # hint: use lower-case letters, digits and single hyphens, 80 at most: `enterprise-buyer`
        """,
    )


def test_a_commentary_without_any_text_says_nothing() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            ^^^^^^^^^^^^^^^^… error B144: the commentary says nothing
            # hint: write `body`, `claims` or `assessments`
            title: Queues
        """,
    )


def test_generated_text_demands_a_second_reader_at_the_value_that_demands_it() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            authorship: ai-generated
            #           ^^^^^^^^^^^^ error B140: `authorship: ai-generated` demands `reviewed_by`
            # hint: add `reviewed_by:` and a name
            body: Text.
        """,
    )


def test_a_note_whose_name_and_head_give_no_day_lacks_a_date() -> None:
    check(
        "notes/queues.yaml",
        """
            kind: commentary
            ^^^^^^^^^^^^^^^^… error B110: the field `date` is missing
            # hint: add `date:`, or begin the file's name with the day
            title: Queues
            body: Text.
        """,
    )


def test_every_problem_of_a_note_is_reported_in_one_run() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: announcement
            title: ""
            #      ^^ error B127: `title` is empty
            # hint: leave the field out, or write something
            event: expansion
            #      ^^^^^^^^^ error B115: `event` is none of the words it may be: `expansion`
            # hint: did you mean `facility-expansion`?
            when: Q3 2027
            #     ^^^^^^^ error B113: `when` is not a date expression: `Q3 2027`
            # hint: write YYYY, YYYY-MM, YYYY-MM-DD, YYYY-Q1, YYYY-H1, each with `?`, `~` or `%`, or `a/b`
            sources: none
            colour: red
            ^^^^^^ error B111: unknown field `colour`
        """,
    )


def test_two_broken_notes_are_both_reported_in_one_run() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: ""
            #      ^^ error B127: `title` is empty
            # hint: leave the field out, or write something
            body: Text.
        """,
        beside={
            "notes/2026-11-21-other.yaml": """
                kind: commentary
                titel: Other
                ^^^^^ error B111: unknown field `titel`
                # hint: did you mean `title`?
                body: Text.
            """,
        },
    )


def test_a_comma_that_splits_a_sentence_in_a_flow_list_is_a_warning() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            body: Text.
            unknowns: [size, use and date of the lease]
            #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning B139: a comma splits this list of prose into 2 items
            # hint: put quotes around each sentence, or write one a line with dashes
        """,
    )


def test_a_flow_list_of_quoted_sentences_is_no_warning() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            body: Text.
            unknowns: ["size, use", "date of the lease"]
        """,
    )
