"""The port to parallel work: wherever a step is evaluated, it gives the same bytes."""

from collections.abc import Generator
from pathlib import Path

import pytest

from brief.adapters.executors import Helper, Here, Kept, Pool, cores
from brief.app.ports import Executor
from brief.build.step import Step
from brief.build.steps import do_markdown, markdown_step, read_step
from brief.diagnostics.world import BriefError
from support.fakes import (
    CountingExecutor,
    die,
    echoing,
    leave_a_trace,
    prepare_nothing,
    preparing_nothing,
    whereabouts,
)

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


def test_a_process_that_is_kept_gives_the_same_bytes_and_stays() -> None:
    kept = Kept(do_markdown, preparing_nothing)
    assert results(kept, STEPS) == EXPECTED
    kept.close()
    kept = Kept(whereabouts, preparing_nothing)
    assert results(kept, STEPS[:1]) == results(kept, STEPS[1:2])
    kept.close()
    kept.close()


def test_a_kept_process_that_dies_is_begun_again_once_and_then_said() -> None:
    kept = Kept(die, preparing_nothing)
    with pytest.raises(BriefError, match="died"):
        list(kept.run(STEPS[:1]))
    kept.close()


def test_a_helper_answers_from_one_process_which_is_begun_again_when_it_died() -> None:
    helper = Helper(echoing)
    process, _, said = helper.ask("a").partition(" ")
    assert said == "a"
    assert helper.ask("b") == f"{process} b"
    with pytest.raises(BriefError, match="it cannot be done"):
        helper.ask("fail")
    assert helper.ask("c") == f"{process} c"
    with pytest.raises(BriefError, match="ended"):
        helper.ask("die")
    assert helper.ask("d") != f"{process} d"
    helper.close()
    with pytest.raises(BriefError):
        helper.ask("e")


def test_a_process_that_dies_is_said_in_one_sentence() -> None:
    with pytest.raises(BriefError, match="died"):
        list(Pool(die, prepare_nothing, most=1).run(STEPS[:1]))


def test_a_pool_that_is_left_ends_its_processes_and_begins_no_further_step(
    tmp_path: Path,
) -> None:
    steps = [
        Step("markdown", (("folder", str(tmp_path / f"{n}").encode()),)) for n in range(40)
    ]
    running = iter(Pool(leave_a_trace, prepare_nothing, most=2).run(steps))
    next(running)
    assert isinstance(running, Generator)
    with pytest.raises(KeyboardInterrupt):
        running.throw(KeyboardInterrupt())
    begun = list(tmp_path.iterdir())
    assert 1 <= len(begun) < len(steps)
    assert [each.name for each in begun if Path("/proc", each.suffix[1:]).exists()] == []


def test_steps_of_every_sort_are_evaluated_here() -> None:
    steps = [read_step("briefs/notes/a.yaml", b"kind: x\n"), STEPS[0]]
    found = results(Here(), steps)
    assert found[1] == EXPECTED[0]
    assert found[0].startswith(b"[[2,")


def test_there_is_at_least_one_core() -> None:
    assert cores() >= 1
