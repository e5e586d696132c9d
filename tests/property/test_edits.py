"""Edit scripts: after any edits a build that remembers gives what a build from nothing gives.

Each script begins with a built project and makes small edits one after the other. After each
one the trees are those of a clean build, byte for byte, and a second build does nothing.
"""

import os

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from brief.app.perform import KEPT
from brief.build.again import Known
from support.desk import Desk, clean
from support.edits import EDITS, Edit, State

SLOW = bool(os.environ.get("BRIEF_SLOW"))
SCRIPTS = settings(
    max_examples=500 if SLOW else 20,
    phases=[Phase.explicit, Phase.generate, *([Phase.shrink] if SLOW else [])],
)
EDIT = st.tuples(st.sampled_from(EDITS), st.integers(0, 999))


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))


def follow(desk: Desk, state: State) -> bool:
    """Build a state at a desk and hold it against a clean build; tell whether it has errors."""
    before = desk.tree()
    said = desk.build(state)
    fresh, expected = clean(state)
    told = said.diagnostics if isinstance(said, Known) else said.compilation.diagnostics
    assert told == fresh.compilation.diagnostics
    if fresh.site is None:
        assert not isinstance(said, Known)
        assert desk.tree() == before
        return True
    assert differing(desk.tree(), expected) == []
    again = desk.build(state)
    assert isinstance(again, Known)
    assert (desk.hands.did, desk.files.touched) == ([], [])
    return False


def settle(desk: Desk, state: State) -> None:
    """See that compiling again what was just built computes no kept step and writes nothing."""
    desk.forget_the_last_build()
    desk.build(state)
    assert KEPT.isdisjoint(desk.hands.did)
    assert [p for p in desk.files.touched if not p.startswith(".brief/")] == []


@SCRIPTS
@given(st.lists(EDIT, min_size=2, max_size=6))
def test_after_each_edit_the_trees_are_those_of_a_clean_build(
    script: list[tuple[Edit, int]],
) -> None:
    desk, state = Desk(), State()
    assert not follow(desk, state)
    for edit, number in script:
        state = edit(state, number)
        failed = follow(desk, state)
    if not failed:
        settle(desk, state)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_each_edit_does_something(edit: Edit) -> None:
    """A guard: an edit that changes nothing, or only breaks, would test nothing."""
    broken = State().without("briefs/notes/2026-11-06-open.yaml")
    states = [edit(broken, number) for number in range(12)]
    assert any(state != broken for state in states)
