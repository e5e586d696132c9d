"""What a preview is made with: a project, its cache, and processes that stay.

Glances run in this process, the whole in a second one, pictures and PDFs in one each.
"""

import gc
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from brief.adapters.cache import Remembered
from brief.adapters.executors import Helper, Here, Kept
from brief.adapters.figures import draw, figure_tools, need_renderer
from brief.adapters.figures import prepare as prepare_figures
from brief.adapters.files import DiskFiles
from brief.adapters.fonts import font_packages
from brief.app.perform import Performer
from brief.app.ports import Executor
from brief.app.preview import Thorough, Wanted, Whole, glance
from brief.build.compile import Compilation
from brief.build.memory import Memory
from brief.build.scenes import theme_fonts
from brief.build.step import Step
from brief.cli.performing import cache_of, performer
from brief.cli.report import Progress
from brief.cli.wiring import tool_versions
from brief.diagnostics.world import BriefError


class Preview:
    """Does the work of a preview for one project."""

    def __init__(self, folder: Path, instant: Callable[[], datetime], *, drafts: bool) -> None:
        self._files = DiskFiles(folder)
        self._instant = instant
        self._drafts = drafts
        self._memory = Memory()
        self._pictures = Kept(draw, self._fonts)
        self._papers = Kept(_set_pdf, _prepare_pdf)
        cache = Remembered(cache_of(folder))
        self.perform = Performer(cache, self._executor, Progress(quiet=True))
        self._helper = Helper(partial(_thorough, folder))

    def glance(self, pages: frozenset[str]) -> Compilation:
        """Compile some pages."""
        wanted = Wanted(self._instant(), figure_tools(), self._drafts)
        return glance(self._files, self.perform, self._memory, wanted, pages)

    def whole(self) -> Whole:
        """Compile everything, in the process beside this one."""
        found: Whole = self._helper.ask((self._instant(), self._drafts))
        # It is quiet now; while somebody writes, rubbish is let lie (see `serving`).
        gc.collect()
        return found

    def set_pdf(self, key: str) -> bytes:
        """Set the PDF of a step of the last whole, unless it is known.

        Raises:
            BriefError: There is a newer one.
        """
        step: Step | None = self._helper.ask(key)
        if step is None:
            raise BriefError("the PDF has changed meanwhile", "look again")
        return self.perform([step])[0]

    def close(self) -> None:
        """End all processes."""
        self._helper.close()
        self._pictures.close()
        self._papers.close()

    def _executor(self, name: str) -> Executor:
        if name == "figure":
            need_renderer()
            return self._pictures
        return self._papers if name == "pdf" else Here()

    def _fonts(self) -> Callable[[str], None]:
        return partial(prepare_figures, theme_fonts(self._files.theme()))


def _prepare_pdf() -> Callable[[str], None]:
    from brief.adapters.pdf import prepare  # noqa: PLC0415 - only when a PDF is looked at

    return prepare


def _set_pdf(step: Step) -> bytes:
    from brief.adapters.pdf import set_pdf  # noqa: PLC0415 - only when a PDF is looked at

    return set_pdf(step)


def _thorough(folder: Path) -> Callable[[tuple[datetime, bool] | str], Whole | Step | None]:
    """Return what answers in the second process: everything anew, or the step of a PDF."""
    perform = performer(folder, Progress(quiet=True), 1, Remembered(cache_of(folder)))
    thorough = Thorough(DiskFiles(folder, font_packages), perform)
    try:
        tools, pdf = tool_versions(no_pdf=False), True
    except BriefError:
        tools, pdf = tool_versions(no_pdf=True), False  # the site can be looked at all the same

    def answer(question: tuple[datetime, bool] | str) -> Whole | Step | None:
        if isinstance(question, str):
            return thorough.step(question)
        at, drafts = question
        return thorough.compile(Wanted(at, tools, drafts), pdf=pdf)

    return answer
