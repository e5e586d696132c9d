"""Pages: a head of YAML between two lines, then Markdown, each problem at its line in the file."""

# ruff: noqa: E501 - an annotation is as long as what it says

from support.annotated import check


def test_a_page_is_marked_below_its_head() -> None:
    check(
        "pages/about.md",
        """
            ---
            title: About
            ---

            We write to [[nobody]].
            #           ^^^^^^^^^^ error B203: no object has the id `nobody`
            # hint: write the id of an object; `brief new` makes one
        """,
    )


def test_a_problem_in_the_head_of_a_page_keeps_its_line() -> None:
    check(
        "pages/about.md",
        """
            ---
            titel: About
            ^^^^^ error B111: unknown field `titel`
            # hint: did you mean `title`?
            ---

            Text.
        """,
    )


def test_a_page_without_a_head_is_one_problem() -> None:
    check(
        "pages/about.md",
        """
            # About
            ^^^ error B035: the page has no head
            # hint: begin with a line `---`, then `title: …`, then `---`, then the text

            Text.
        """,
    )


def test_a_page_whose_head_is_not_closed_is_one_problem() -> None:
    check(
        "pages/about.md",
        """
            ---
            ^^^ error B035: the head of the page is open
            # hint: begin with a line `---`, then `title: …`, then `---`, then the text
            title: About

            Text.
        """,
    )


def test_a_page_without_text_is_reported_at_the_end_of_its_head() -> None:
    check(
        "pages/about.md",
        """
            ---
            title: About
            ---
            ^^^ error B110: the page has no text
            # hint: write it below the head
        """,
    )
