"""What counts as a change of spelling alone, and so needs no correction."""

import pytest

from brief.analysis.spelling import only_spelling

NAMES = frozenset({"etched", "z.ai", "glm"})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The same words.", "The same words."),
        ("The  same\nwords.", "The same words."),
        ("It is recieved well.", "It is received well."),
        ("It is said.", "It is said,"),
        ("the fab", "The fab"),
        ("an organisation here", "an organization here"),
        ("teh oder of things", "the order of things"),
        ("a color", "a colour"),
    ],
)
def test_up_to_two_words_may_differ_by_up_to_two_letters(before: str, after: str) -> None:
    assert only_spelling(before, after, NAMES)
    assert only_spelling(after, before, NAMES)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # More than two words, or more than two letters of one.
        ("teh oder fo things", "the order of things"),
        ("It is large.", "It is small."),
        ("It was received.", "It was recalled."),
        # A word more, a word less, another order.
        ("It is said.", "It is often said."),
        ("It is often said.", "It is said."),
        ("the two are", "are the two"),
        ("", "a"),
        # Digits.
        ("about 10 racks", "about 12 racks"),
        ("in 2026", "in 2027"),
        ("a 5nm fab", "a 3nm fab"),
        # Negations.
        ("It is now open.", "It is not open."),
        ("It has one owner.", "It has no owner."),
        ("They can ship.", "They can't ship."),
        ("They can ship.", "They can’t ship."),
        ("It was ever so.", "It was never so."),
        ("nor this", "for this"),
        # Words of likelihood.
        ("It is likely.", "It is likelyy."),
        ("It is an even bet.", "It is an eve bet."),
        ("It is probably so.", "It is probable so."),
        # Names in the graph.
        ("Etched grows.", "Etcher grows."),
        ("GLM is open.", "GLS is open."),
        ("They met Glam.", "They met GLM."),
    ],
)
def test_anything_else_is_more_than_spelling(before: str, after: str) -> None:
    assert not only_spelling(before, after, NAMES)


def test_spelling_of_a_name_is_free_where_the_graph_does_not_know_it() -> None:
    assert only_spelling("Etched grows.", "Etcher grows.", frozenset())
