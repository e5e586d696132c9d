"""What evaluates the steps of a command: a cache, and processes where they pay."""

from functools import partial
from pathlib import Path

from brief.adapters.cache import SqliteCache
from brief.adapters.executors import Here, Pool
from brief.adapters.figures import draw, need_renderer
from brief.adapters.figures import prepare as prepare_figures
from brief.adapters.files import HOME, DiskFiles
from brief.adapters.forks import Forked, Forks
from brief.app.perform import Performer
from brief.app.ports import Cache, Executor
from brief.build.scenes import theme_fonts
from brief.build.steps import PURE
from brief.cli.report import Progress
from brief.cli.wiring import tool_versions

# Files or texts that are read by one process at a time: 30 ms of work.
TEXTS_A_PART = 64

# A worker takes 0.9 s to load what draws, and 20 ms for a picture (measured).
FIGURES_A_WORKER = 40


def performer(
    root: Path,
    progress: Progress,
    jobs: int,
    cache: Cache | None = None,
    *,
    verifying: bool = False,
    scheduler: str | None = None,
) -> Performer:
    """Return what evaluates steps: with the cache of a project, in processes where it pays.

    Another `cache` takes the place of the one of the project, and remembers no places. With
    `verifying`, what is known is computed too. With the address of a `scheduler`, PDFs are set
    by its workers.
    """

    def executors(name: str) -> Executor:
        if name == "figure":
            need_renderer()
            fonts = partial(prepare_figures, theme_fonts(DiskFiles(root).theme()))
            return Pool(draw, fonts, most=jobs, share=FIGURES_A_WORKER)
        if name == "search":
            from brief.adapters.search.index import index_pages  # noqa: PLC0415 - one build in many

            return Here({"search": index_pages})
        if name in PURE:
            return Forked(Forks(jobs), TEXTS_A_PART)
        # Loaded only when a PDF is made: it costs more than a whole check.
        from brief.adapters.pdf import prepare, set_pdf  # noqa: PLC0415

        if scheduler is not None:
            from brief.adapters.cluster.client import Cluster  # noqa: PLC0415 - if asked for
            from brief.adapters.cluster.hand import Does  # noqa: PLC0415 - as above

            return Cluster(scheduler, Does(prepare, set_pdf, pdf_tools))
        return Pool(set_pdf, prepare, most=jobs)

    if cache is not None:
        return Performer(cache, executors, progress)
    kept = cache_of(root)
    return Performer(kept, executors, progress, kept, verifying=verifying)


def pdf_tools() -> dict[str, str]:
    """Return what sets PDFs on a machine, as builds name it."""
    return tool_versions(no_pdf=False)


def cache_of(root: Path) -> SqliteCache:
    """Return the cache of a project."""
    return SqliteCache(root / HOME / "cache.sqlite3")
