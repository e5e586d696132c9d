"""Check, build and release a project of which something has changed.

A compilation makes next to no cycles, and the collector, which looks for them among all that
was read, takes a tenth of its time (measured): it rests.
"""

import contextlib
import gc
from typing import NamedTuple

import click

from brief.adapters.code import code_digest
from brief.adapters.executors import cores
from brief.adapters.forks import Forks
from brief.app.again import remember
from brief.app.build import Built, build_of, check_of
from brief.app.build import build_anew as build_project
from brief.app.perform import Performer
from brief.app.release import release
from brief.app.schemas import renew_schemas
from brief.build.again import known, papers
from brief.build.compile import Compilation
from brief.cli.advice import advice_of, with_links
from brief.cli.found import Run, advise
from brief.cli.performing import performer
from brief.cli.report import Progress
from brief.cli.summary import show, summary
from brief.diagnostics.world import BriefError


def check_anew(run: Run, form: str, *, links: bool) -> Compilation:
    """Check a project, say what was found, and remember it."""
    progress = Progress(quiet=run.quiet)
    files = run.files
    gc.disable()
    jobs = cores()
    perform = performer(files.root, progress, jobs)
    done = check_of(perform, run.snapshot, run.options, Forks(jobs))
    if not done.compilation.errors:
        # A project that cannot be written to is checked all the same.
        with contextlib.suppress(BriefError):
            found = known(run.key, run.snapshot, done.compilation, {})
            remember(files, "check", found)
    if links:
        done = with_links(done, files, quiet=run.quiet)
    progress.clear()
    show(done, form)
    if form == "text" and not run.quiet:
        click.echo(summary(done, run.started), err=True)
    return done.compilation


class Asked(NamedTuple):
    """What is asked of a build besides the build.

    `recalled` tells whether the trees are thought to be what this build makes.
    """

    explain: bool = False
    recalled: bool = False
    verify: bool = False
    scheduler: str | None = None


def build_anew(run: Run, jobs: int | None, asked: Asked) -> tuple[str, ...] | None:
    """Build a project, say what was found, and remember it.

    Returns the PDFs of editions, by path; nothing where there are errors.

    Raises:
        BriefError: What is kept is not what is made now.
    """
    done = _built(run, jobs or cores(), asked)
    return None if done.site is None else papers(done.compilation)


def _compare(done: Built, perform: Performer, asked: Asked) -> None:
    """Say what was kept and differs from what is made now."""
    wrong = [str(each) for each in perform.wrong]
    if asked.recalled:
        for name, tree in (("site", done.site), ("editions", done.editions)):
            wrong += [f"{name}/{file.path}" for file in (tree.write if tree else ())]
    if asked.verify and not wrong:
        click.echo("what is kept is what is made now", err=True)
    if wrong:
        for each in wrong:
            click.echo(f"differs: {each}", err=True)
        count = "1 kept result is" if len(wrong) == 1 else f"{len(wrong)} kept results are"
        hint = "what differs was made anew; please report this, with the lines above"
        raise BriefError(f"{count} not what is made now", hint)


def release_anew(run: Run, issue: str) -> str | None:
    """Release an issue, and say what was recorded; nothing where there are errors."""
    done = _built(run, cores(), Asked())
    if done.site is None:
        return None
    said = release(run.files, done, issue)
    # The record decides instants of the feed: the trees are made again from it.
    snapshot = run.files.snapshot(run.snapshot.at, run.snapshot.toolchain)
    progress = Progress(quiet=run.quiet)
    jobs = cores()
    perform = performer(run.files.root, progress, jobs)
    build_of(run.files, perform, snapshot, run.options, Forks(jobs))
    progress.clear()
    how = "recorded again" if said.again else "released"
    editions = ", ".join(said.editions)
    return f"{how}: {said.issue} in {editions}; {said.addresses} addresses locked"


def _built(run: Run, jobs: int, asked: Asked) -> Built:
    gc.disable()
    progress = Progress(quiet=run.quiet)
    perform = performer(
        run.files.root, progress, jobs, verifying=asked.verify, scheduler=asked.scheduler
    )
    given, forks = (run.files, perform, run.snapshot, run.options), Forks(jobs)
    done = build_project(*given, run.key, forks) if run.key else build_of(*given, forks)
    renew_schemas(run.files, code_digest())
    progress.clear()
    if asked.explain:
        for told in perform.told:
            click.echo(str(told), err=True)
    _compare(done, perform, asked)
    show(done, "text", err=True)
    advise(advice_of(done, run.options.indexer))
    if not run.quiet:
        click.echo(summary(done, run.started), err=True)
    return done
