"""The memory of steps: what is known is taken, nothing is computed twice, order is kept."""

from collections.abc import Iterable, Sequence

import pytest

from brief.app.perform import KEPT, Performer
from brief.build.step import Step
from brief.build.steps import markdown_step, pdf_step, rendered
from support.compiling import SOUND, compiled
from support.fakes import CountingExecutor, MemoryCache, Silence


class Workshop:
    """A performer with everything that it leans on, to be looked at."""

    def __init__(self, cache: MemoryCache | None = None) -> None:
        self.cache = cache or MemoryCache()
        self.executor = CountingExecutor()
        self.reporter = Silence()
        self.perform = Performer(self.cache, lambda _name: self.executor, self.reporter)

    @property
    def ran(self) -> list[Step]:
        return self.executor.ran


def pdf(html: str) -> Step:
    return pdf_step(html, {}, {}, {})


def text(markdown: str) -> Step:
    return markdown_step(markdown, "en", inline=True)


def test_results_come_in_the_order_of_the_steps_whatever_the_executor_does() -> None:
    steps = [pdf(name) for name in "abc"]
    assert list(Workshop().perform(steps)) == [b"%PDF " + step.key().encode() for step in steps]
    texts = Workshop().perform([text(name) for name in "abc"])
    assert [rendered(each).html for each in texts] == [("a",), ("b",), ("c",)]


def test_a_step_that_is_asked_for_twice_in_a_batch_is_computed_once() -> None:
    shop = Workshop()
    found = shop.perform([pdf("a"), pdf("b"), pdf("a")])
    assert found[0] == found[2] != found[1]
    assert len(shop.ran) == 2


def test_a_step_that_is_known_is_not_computed_again() -> None:
    shop = Workshop()
    first = list(shop.perform([pdf("a"), pdf("b")]))
    again = list(shop.perform([pdf("b"), pdf("c"), pdf("a")]))
    assert again[0] == first[1]
    assert again[2] == first[0]
    assert [step["html"] for step in shop.ran] == [b"b", b"a", b"c"]
    assert (shop.perform.performed["pdf"], shop.perform.known["pdf"]) == (3, 2)


def test_the_memory_lasts_from_one_build_to_the_next() -> None:
    cache = MemoryCache()
    first = list(Workshop(cache).perform([pdf("a")]))
    later = Workshop(cache)
    assert list(later.perform([pdf("a")])) == first
    assert later.ran == []


def test_why_there_is_no_pdf_is_not_kept() -> None:
    class Weary(CountingExecutor):
        def run(self, steps: Sequence[Step]) -> Iterable[tuple[int, bytes]]:
            self.ran += steps
            return enumerate([b"it needs more memory than a worker may take"] * len(steps))

    shop = Workshop()
    shop.executor = Weary()
    assert list(shop.perform([pdf("a")])) == list(shop.perform([pdf("a")]))
    assert len(shop.ran) == 2
    shop.executor = CountingExecutor()
    assert list(shop.perform([pdf("a")])) == [b"%PDF " + pdf("a").key().encode()]


def test_a_cache_that_forgets_costs_time_and_nothing_else() -> None:
    shop = Workshop()
    first = list(shop.perform([pdf("a"), pdf("b")]))
    del shop.cache.held[pdf("a").key()]
    assert list(shop.perform([pdf("a"), pdf("b")])) == first
    assert len(shop.ran) == 3


def test_what_comes_out_of_the_core_faster_than_out_of_a_cache_is_not_kept() -> None:
    shop = Workshop()
    shop.perform([text("a")])
    shop.perform([text("a")])
    assert (shop.cache.asked, shop.cache.given) == ([], [])
    assert shop.perform.performed["markdown"] == 2
    assert {"figure", "pdf", "search"} == KEPT


def test_no_steps_are_no_work() -> None:
    shop = Workshop()
    assert list(shop.perform([])) == []
    assert (shop.ran, shop.cache.asked, shop.reporter.heard) == ([], [], [])


def test_progress_is_told_step_by_step_of_what_is_computed() -> None:
    shop = Workshop()
    shop.perform([pdf("a")])
    shop.perform([pdf("a"), pdf("b"), pdf("c")])
    assert shop.reporter.heard == [
        *(("pdf", 0, 1), ("pdf", 1, 1)),
        *(("pdf", 0, 2), ("pdf", 1, 2), ("pdf", 2, 2)),
    ]


def test_results_are_kept_as_they_come_so_that_what_fails_later_loses_few() -> None:
    shop = Workshop()
    steps = [pdf(str(number)) for number in range(30)]

    def interrupted(name: str, done: int, total: int) -> None:
        del name, total
        if done == 21:
            raise KeyboardInterrupt

    shop.reporter.step = interrupted  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        shop.perform(steps)
    assert len(shop.ran) == 21
    assert len(shop.cache.held) == 21


def test_a_compilation_reads_each_file_once_and_renders_each_text_once() -> None:
    shop = Workshop()
    done = compiled(SOUND, perform=shop.perform)
    assert done.errors == 0
    assert shop.perform.performed["read"] == len(SOUND)
    texts = [step.key() for step in shop.ran if step.name == "markdown"]
    assert len(texts) == len(set(texts)) > 3


def test_the_performer_never_changes_the_answer() -> None:
    plain, performed = compiled(SOUND), compiled(SOUND, perform=Workshop().perform)
    assert performed.site == plain.site
    assert performed.editions == plain.editions
    assert performed.diagnostics == plain.diagnostics
