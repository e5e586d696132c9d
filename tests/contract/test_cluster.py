"""The executor that asks a cluster: the same bytes, workers that die, tools that differ."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from brief.adapters.cluster.client import Cluster
from brief.adapters.cluster.hand import Does
from brief.build.step import Step
from brief.build.steps import do_markdown, markdown_step
from brief.diagnostics.world import BriefError
from support.clusters import LocalCluster, local_cluster
from support.fakes import prepare_nothing
from support.farm import die_once, needing, no_library, slow, tools, whose_tools

TEXTS = [
    markdown_step(f"# {n}\n\nA *word* on [[a{n}]].\n", "en", inline=False) for n in range(9)
]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    with local_cluster(tmp_path_factory.mktemp("cluster"), 3) as found:
        yield found


def with_tools(step: Step, versions: Mapping[str, str]) -> Step:
    parts = tuple((f"tool {name}", version.encode()) for name, version in versions.items())
    return Step(step.name, (*step.ingredients, *parts))


def results(executor: Cluster, steps: list[Step]) -> list[bytes]:
    found = sorted(executor.run(steps))
    assert [position for position, _ in found] == list(range(len(steps)))
    return [result for _, result in found]


def test_a_cluster_gives_the_bytes_that_are_made_here(cluster: LocalCluster) -> None:
    executor = Cluster(cluster.address, Does(prepare_nothing, do_markdown, tools))
    steps = [with_tools(step, {"pango": "1"}) for step in TEXTS]
    assert results(executor, steps) == [do_markdown(step) for step in TEXTS]


def test_large_ingredients_that_steps_share_arrive_whole(cluster: LocalCluster) -> None:
    font = bytes(range(256)) * 400
    steps = [Step("pdf", (("html", b"%d" % n), ("asset font", font))) for n in range(6)]
    executor = Cluster(cluster.address, Does(prepare_nothing, needing, tools))
    assert results(executor, steps) == [needing(step) for step in steps]


def test_a_worker_with_other_tools_is_refused(cluster: LocalCluster) -> None:
    executor = Cluster(cluster.address, Does(prepare_nothing, do_markdown, tools))
    steps = [with_tools(TEXTS[0], {"pango": "2"})]
    with pytest.raises(BriefError, match="a worker has pango 1, and this machine has 2"):
        list(executor.run(steps))
    steps = [with_tools(TEXTS[0], {"harfbuzz": "2"})]
    with pytest.raises(BriefError, match="a worker has harfbuzz none, and this machine has 2"):
        list(executor.run(steps))


def test_a_worker_without_a_library_says_so(cluster: LocalCluster) -> None:
    executor = Cluster(cluster.address, Does(prepare_nothing, do_markdown, no_library))
    with pytest.raises(BriefError, match="the cluster cannot do a markdown: no pango here"):
        list(executor.run(TEXTS[:1]))


def test_a_process_that_dies_is_begun_again_and_one_that_always_dies_is_said(
    cluster: LocalCluster, tmp_path: Path
) -> None:
    once = Step("pdf", (("html", str(tmp_path / "died").encode()),))
    executor = Cluster(cluster.address, Does(prepare_nothing, die_once, tools))
    assert results(executor, [once]) == [b"alive"]
    always = Step("pdf", (("html", b""),))
    with pytest.raises(BriefError, match="the cluster cannot do a pdf: a process"):
        list(executor.run([always]))


def test_every_worker_names_its_own_tools(cluster: LocalCluster) -> None:
    cluster.add_worker({"TOOL_OF_A_TEST": "9"})
    steps = [with_tools(step, {"pango": "1"}) for step in TEXTS * 4]
    executor = Cluster(cluster.address, Does(prepare_nothing, do_markdown, whose_tools))
    with pytest.raises(BriefError, match="a worker has pango 9, and this machine has 1"):
        list(executor.run(steps))
    cluster.workers[-1].kill()


def test_a_scheduler_that_is_not_there_is_said_in_one_sentence() -> None:
    executor = Cluster("tcp://127.0.0.1:9", Does(prepare_nothing, do_markdown, tools), wait_s=1)
    with pytest.raises(BriefError, match=r"no scheduler answers at tcp://127\.0\.0\.1:9"):
        list(executor.run(TEXTS))
    executor = Cluster("nowhere", Does(prepare_nothing, do_markdown, tools), wait_s=1)
    with pytest.raises(BriefError, match="no scheduler answers at nowhere"):
        list(executor.run(TEXTS))


def test_a_scheduler_without_workers_is_said_in_one_sentence(tmp_path: Path) -> None:
    with local_cluster(tmp_path, 0) as empty:
        executor = Cluster(empty.address, Does(prepare_nothing, do_markdown, tools), wait_s=1)
        with pytest.raises(BriefError, match="has no workers"):
            list(executor.run(TEXTS))


def test_a_scheduler_that_goes_away_is_said_in_one_sentence(tmp_path: Path) -> None:
    steps = [Step("pdf", (("html", b"%d" % n),)) for n in range(20)]
    with local_cluster(tmp_path, 2) as dying:
        executor = Cluster(dying.address, Does(prepare_nothing, slow, tools), wait_s=2)
        running = iter(executor.run(steps))
        assert next(running)[1]
        dying.scheduler.kill()
        with pytest.raises(BriefError, match=r"the scheduler at .* went away"):
            list(running)
