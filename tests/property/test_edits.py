"""Edit scripts: after any edits a build that remembers gives what a build from nothing gives.

Each script begins with a built project and makes small edits one after the other. After each
one the trees are those of a clean build, byte for byte, and a second build does nothing.
"""

import os

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from support.desk import Desk
from support.edits import EDITS, Edit, State

SLOW = bool(os.environ.get("BRIEF_SLOW"))
SCRIPTS = settings(
    max_examples=500 if SLOW else 12,
    phases=[Phase.explicit, Phase.generate, *([Phase.shrink] if SLOW else [])],
)
EDIT = st.tuples(st.sampled_from(EDITS), st.integers(0, 999))


@SCRIPTS
@given(st.lists(EDIT, min_size=2, max_size=6))
def test_after_each_edit_the_trees_are_those_of_a_clean_build(
    script: list[tuple[Edit, int]],
) -> None:
    desk, state = Desk(), State()
    assert not desk.follow(state)
    for edit, number in script:
        state = edit(state, number)
        failed = desk.follow(state)
    if not failed:
        desk.settle(state)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_each_edit_does_something(edit: Edit) -> None:
    """A guard: an edit that changes nothing, or only breaks, would test nothing."""
    broken = State().without("briefs/notes/2026-11-06-open.yaml")
    states = [edit(broken, number) for number in range(12)]
    assert any(state != broken for state in states)
