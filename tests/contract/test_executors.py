"""The port to parallel work: wherever a step is evaluated, it gives the same bytes."""

import pytest

from brief.adapters.executors import Here, Pool, cores
from brief.app.ports import BriefError, Executor
from brief.build.steps import Step, do_markdown, markdown_step, read_step
from support.fakes import CountingExecutor, die, prepare_nothing

STEPS: list[Step] = [
    markdown_step(
        f'# Part {n}\n\nSee [[a{n}]] and "quotes".[^{n}]\n\n[^{n}]: Note.\n', "en", inline=False
    )
    for n in range(5)
]


def results(executor: Executor, steps: list[Step]) -> list[bytes]:
    """Return results by position; each position comes once."""
    found = list(executor.run(steps))
    assert sorted(position for position, _ in found) == list(range(len(steps)))
    return [result for _, result in sorted(found)]


EXPECTED = [do_markdown(step) for step in STEPS]


def test_steps_evaluated_here_come_in_order() -> None:
    assert [position for position, _ in Here().run(STEPS)] == [0, 1, 2, 3, 4]
    assert results(Here(), STEPS) == EXPECTED


def test_the_fake_gives_the_same_bytes_in_another_order() -> None:
    executor = CountingExecutor()
    assert [position for position, _ in executor.run(STEPS)] == [4, 3, 2, 1, 0]
    assert results(CountingExecutor(), STEPS) == EXPECTED


def test_a_pool_of_processes_gives_the_same_bytes() -> None:
    assert results(Pool(do_markdown, prepare_nothing, most=2), STEPS) == EXPECTED


def test_a_process_that_dies_is_said_in_one_sentence() -> None:
    with pytest.raises(BriefError, match="died"):
        list(Pool(die, prepare_nothing, most=1).run(STEPS[:1]))


def test_steps_of_every_sort_are_evaluated_here() -> None:
    steps = [read_step("briefs/notes/a.yaml", b"kind: x\n"), STEPS[0]]
    found = results(Here(), steps)
    assert found[1] == EXPECTED[0]
    assert found[0].startswith(b"[[2,")


def test_there_is_at_least_one_core() -> None:
    assert cores() >= 1
