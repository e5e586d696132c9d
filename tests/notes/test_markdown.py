"""Markdown inside the fields of notes: every complaint at its line and column in the file."""

# ruff: noqa: E501 - an annotation is as long as what it says

from support.annotated import check


def test_an_undefined_footnote_is_reported_at_its_call() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            body: |
              One maker.[^a]

              A few customers,[^b] and a queue.
            #                 ^^^^ error B030: no footnote is defined as `[^b]`
            # hint: add a paragraph `[^b]: …`; defined are `a`

              [^a]: Said at the fair.
        """,
    )


def test_a_footnote_that_is_never_called_is_reported_where_it_is_defined() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            body: |
              One maker.

              [^note]: Said at the fair.
            # ^^^^^^^ error B031: the footnote `[^note]` is never called
            # hint: call it with `[^note]` where it belongs, or delete it: it is not shown
        """,
    )


def test_a_misspelt_footnote_is_one_problem_with_its_definition() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            body: |
              One maker.[^nota]
            #           ^^^^^^^ error B030: no footnote is defined as `[^nota]`
            # hint: did you mean `[^note]`?

              [^note]: Said at the fair.
        """,
    )


def test_a_footnote_defined_twice_is_reported_at_the_second() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            body: |
              One maker.[^a]

              [^a]: Said at the fair.
              [^a]: Said in a talk.
            # ^^^^ error B032: the footnote `[^a]` is defined twice
            # hint: keep one
        """,
    )


def test_an_undefined_link_label_is_reported() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            body: |
              See [the paper][arxiv] and [the note][ok].
            #     ^^^^^^^^^^^^^^^^^^ error B034: no link is defined as `[arxiv]`
            # hint: add a line `[arxiv]: https://…`, or write `[text](https://…)`

              [ok]: https://paper.example/a
        """,
    )


def test_a_script_behind_a_link_is_refused() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            body: |
              Press [here](javascript:alert(1)).
            #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error B401: links with the scheme `javascript` are not allowed
            # hint: use https, http or mailto, or an address inside the site
        """,
    )


def test_a_script_behind_a_reference_style_link_is_refused_where_it_is_used() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            body: |
              Press [here][there].
            #       ^^^^^^^^^^^^^ error B401: links with the scheme `JavaScript` are not allowed
            # hint: use https, http or mailto, or an address inside the site

              [there]: JavaScript:alert(1)
        """,
    )


def test_an_autolink_with_a_strange_scheme_is_refused() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            body: |
              Fetch <ftp://files.example/a> or write to <desk@letter.example>.
            #       ^^^^^^^^^^^^^^^^^^^^^^^ error B401: links with the scheme `ftp` are not allowed
            # hint: use https, http or mailto, or an address inside the site
        """,
    )


def test_a_link_without_a_scheme_to_another_host_is_refused() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            body: |
              See [them](//other.example/a).
            #     ^^^^^^^^^^^^^^^^^^^^^^^^^ error B401: the link has no scheme: `//other.example/a`
            # hint: begin it with `https:`
        """,
    )


def test_a_missing_image_is_reported_at_its_line_and_column() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            body: |
              Before it,

              ![The chart](chart.png) stands in the text.
            # ^^^^^^^^^^^^^^^^^^^^^^^ error B402: there is no image `chart.png`
            # hint: images stand beside the note, or in `briefs/assets/`
        """,
    )


def test_an_image_on_another_host_is_not_shown() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            body: |
              ![The chart](https://other.example/chart.png)
            # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error B404: an image on another host is not shown: `https://other.example/chart.png`
            # hint: put it under `briefs/assets/` and name it from there
        """,
    )


def test_an_image_outside_the_project_is_not_shown() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            body: |
              ![The chart](../../../etc/chart.png)
            # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error B403: the image lies outside the project: `../../../etc/chart.png`
            # hint: put it under `briefs/assets/` and name it from there
        """,
    )


def test_an_image_needs_a_text_alternative() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            body: |
              ![](chart.png)
            # ^^^^^^^^^^^^^^ error B405: the image `chart.png` has no text alternative
            # hint: say what it shows, for those who do not see it: `![…](…)`
        """,
        beside={
            "assets/chart.png": """
                not really a picture
            """,
        },
    )


def test_an_indented_block_keeps_its_columns() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: announcement
            title: Queues
            event: other
            sources: none
            claims:
              - text: |
                  One maker says,

                  and [[nobody]] agrees.
            #         ^^^^^^^^^^ error B203: no object has the id `nobody`
            # hint: write the id of an object; `brief new` makes one
        """,
    )


def test_an_indentation_indicator_keeps_the_columns_true() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            body: |2
                One maker, as code.

              And [[nobody]] agrees.
            #     ^^^^^^^^^^ error B203: no object has the id `nobody`
            # hint: write the id of an object; `brief new` makes one
        """,
    )


def test_a_quotation_keeps_the_columns_true() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            body: |
              > One maker says,
              > and [[nobody]] agrees.
            #       ^^^^^^^^^^ error B203: no object has the id `nobody`
            # hint: write the id of an object; `brief new` makes one

              - in a list
              - and [[no-one]] disagrees
            #       ^^^^^^^^^^ error B203: no object has the id `no-one`
            # hint: write the id of an object; `brief new` makes one
        """,
    )


def test_a_table_keeps_the_columns_of_each_cell() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        r"""
            kind: commentary
            title: Queues
            body: |
              | maker | customer |
              | ----- | -------- |
              | [[nobody]] | a \| b, [[no-one]] |
            #   ^^^^^^^^^^ error B203: no object has the id `nobody`
            # hint: write the id of an object; `brief new` makes one
            #                       ^^^^^^^^^^ error B203: no object has the id `no-one`
            # hint: write the id of an object; `brief new` makes one
        """,
    )


def test_wide_characters_count_one_column_each() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            body: |
              深圳 🚀 and [[nobody]] agrees.
            #          ^^^^^^^^^^ error B203: no object has the id `nobody`
            # hint: write the id of an object; `brief new` makes one
        """,
    )


def test_a_quoted_one_line_text_keeps_its_columns() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            summary: "They say [[nobody]] agrees."
            #                  ^^^^^^^^^^ error B203: no object has the id `nobody`
            # hint: write the id of an object; `brief new` makes one
            body: 'Nor does [[no-one]].'
            #               ^^^^^^^^^^ error B203: no object has the id `no-one`
            # hint: write the id of an object; `brief new` makes one
        """,
    )


def test_a_quoted_text_with_escapes_is_marked_whole() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        r"""
            kind: commentary
            title: Queues
            body: "They say \"[[nobody]]\" agrees."
            #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error B203: no object has the id `nobody`
            # hint: write the id of an object; `brief new` makes one
        """,
    )


def test_a_text_that_begins_with_an_empty_line_keeps_its_lines() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            summary: |

              They say [[nobody]] agrees.
            #          ^^^^^^^^^^ error B203: no object has the id `nobody`
            # hint: write the id of an object; `brief new` makes one
            body: |

              Nor does [[no-one]].
            #          ^^^^^^^^^^ error B203: no object has the id `no-one`
            # hint: write the id of an object; `brief new` makes one
        """,
    )


def test_code_is_no_reference() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            body: |
              Write `[[nobody]]`, or

                  [[no-one]][^a]
        """,
    )
