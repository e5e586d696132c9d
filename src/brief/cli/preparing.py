"""What is needed to send: a project compiled as a build would, held against what is there."""

from dataclasses import dataclass
from pathlib import Path

from brief.adapters.clock import build_instant
from brief.adapters.executors import cores
from brief.adapters.files import DiskFiles
from brief.adapters.fonts import font_packages
from brief.adapters.forks import Forks
from brief.adapters.search.program import indexer
from brief.app.sendable import Sendable, sendable
from brief.build.compile import compile_snapshot
from brief.build.options import build_options
from brief.cli.found import show_found
from brief.cli.performing import performer
from brief.cli.report import Progress
from brief.cli.wiring import ERRORS, tool_versions
from brief.schema.settings import Settings


@dataclass(frozen=True, slots=True)
class Prepared:
    """A project that was read and compiled, and an issue of it that may be sent."""

    root: Path
    settings: Settings
    found: Sendable


def prepared(
    root: Path, issue: str, edition: str | None, *, quiet: bool, proof: bool
) -> Prepared:
    """Compile a project, publish nothing, and return an issue of it as it may be sent.

    A proof may be of an issue that was not released yet.

    Raises:
        BriefError: A guard fails, and says what to do.
        SystemExit: The project has errors, which are shown.
    """
    files = DiskFiles(root, font_packages)
    snapshot = files.snapshot(build_instant(None), tool_versions(no_pdf=False))
    options = build_options(pdf=True, drafts=False, indexer=indexer())
    progress = Progress(quiet=quiet)
    jobs = cores()
    perform = performer(root, progress, jobs)
    done = compile_snapshot(snapshot, options, perform, apart=Forks(jobs))
    progress.clear()
    if done.errors or done.settings is None:
        show_found(done.diagnostics, snapshot, "text", err=True)
        raise SystemExit(ERRORS)
    found = sendable(files, snapshot, done, issue, edition, proof=proof)
    return Prepared(root, done.settings, found)
