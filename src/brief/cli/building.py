"""Commands that compile a project: check it, build it, publish an issue of it."""

import time
from datetime import date
from functools import partial
from pathlib import Path

import click

from brief.adapters.clock import build_instant
from brief.adapters.code import code_digest
from brief.adapters.executors import cores
from brief.adapters.files import DiskFiles, find_root
from brief.adapters.fonts import font_packages
from brief.adapters.search import indexer
from brief.app.again import build_unless_known
from brief.app.build import build as build_project
from brief.app.build import build_options
from brief.app.build import check as check_project
from brief.app.new import SCHEMAS, id_of_file
from brief.app.release import release as release_issue
from brief.app.schemas import write_schemas
from brief.build.again import Known, papers
from brief.cli.advice import advice_of, advise, with_links
from brief.cli.report import Progress
from brief.cli.summary import places, show, show_found, summary, unchanged
from brief.cli.wiring import (
    ERRORS,
    as_of_option,
    drafts_option,
    guarded,
    performer,
    quiet_option,
    root_of,
    root_option,
    tool_versions,
)


@click.command()
@root_option
@quiet_option
@as_of_option
@drafts_option
@click.option("--strict", is_flag=True, help="Let warnings fail the check.")
@click.option(
    "--links", is_flag=True, help="Ask other hosts whether what is cited is still there."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How diagnostics are printed.",
)
@guarded
def check(
    *,
    root: Path | None,
    quiet: bool,
    as_of: date | None,
    drafts: bool,
    strict: bool,
    links: bool,
    form: str,
) -> None:
    """Report every problem of every file. Writes nothing but what other hosts answered."""
    progress = Progress(quiet=quiet)
    folder = root_of(root)
    started = time.monotonic()
    perform = performer(folder, progress, 1)
    files = DiskFiles(folder)
    done = check_project(files, perform, build_instant(as_of), drafts=drafts)
    if links:
        done = with_links(done, files, quiet=quiet)
    progress.clear()
    show(done, form)
    compiled = done.compilation
    if form == "text" and not quiet:
        click.echo(summary(done, started), err=True)
    failed = compiled.errors or (strict and compiled.warnings)
    raise SystemExit(ERRORS if failed else 0)


@click.command()
@root_option
@quiet_option
@as_of_option
@drafts_option
@click.option("--no-pdf", is_flag=True, help="Leave PDFs out; those made before go.")
@click.option(
    "--jobs", type=click.IntRange(1), help="Processes that set PDFs (default: cores)."
)
@guarded
def build(
    *,
    root: Path | None,
    quiet: bool,
    as_of: date | None,
    drafts: bool,
    no_pdf: bool,
    jobs: int | None,
) -> None:
    """Build `site/` and `editions/`. With errors, the trees stay as they are."""
    progress = Progress(quiet=quiet)
    folder = root_of(root)
    started = time.monotonic()
    files = DiskFiles(folder, font_packages)
    index = indexer()
    options = build_options(pdf=not no_pdf, drafts=drafts, indexer=index)
    perform = performer(folder, progress, jobs or cores())
    with files.alone():
        snapshot = files.snapshot(build_instant(as_of), tool_versions(no_pdf=no_pdf))
        done = build_unless_known(files, perform, snapshot, options, code_digest())
        if not isinstance(done, Known) or not (folder / SCHEMAS).is_dir():
            write_schemas(files)
    progress.clear()
    if isinstance(done, Known):
        show_found(done.diagnostics, snapshot, "text", err=True)
        advise(done.advice)
    else:
        show(done, "text", err=True)
        advise(advice_of(done, index))
    if not quiet:
        said = unchanged(done, started) if isinstance(done, Known) else summary(done, started)
        click.echo(said, err=True)
    if isinstance(done, Known):
        click.echo(places(folder, done.papers))
    elif done.site is None:
        raise SystemExit(ERRORS)
    else:
        click.echo(places(folder, papers(done.compilation)))


def _issues(ctx: click.Context, _param: click.Parameter, start: str) -> list[str]:
    root = find_root(ctx.params.get("root") or Path.cwd())
    paths = (root / "briefs" / "issues").rglob("*.yaml") if root else ()
    names = (id_of_file(path.stem) for path in paths)
    return sorted(name for name in names if name.startswith(start))


@click.command()
@click.argument("issue", shell_complete=_issues)
@root_option
@quiet_option
@as_of_option
@click.option("--no-pdf", is_flag=True, help="Leave PDFs out.")
@guarded
def release(
    *, issue: str, root: Path | None, quiet: bool, as_of: date | None, no_pdf: bool
) -> None:
    """Publish ISSUE: build, check, and record what readers will have read."""
    progress = Progress(quiet=quiet)
    folder = root_of(root)
    started = time.monotonic()
    files = DiskFiles(folder, font_packages)
    perform = performer(folder, progress, cores())
    at = build_instant(as_of)
    tools = tool_versions(no_pdf=no_pdf)
    index = indexer()
    again = partial(
        build_project, files, perform, at, tools, pdf=not no_pdf, drafts=False, indexer=index
    )
    with files.alone():
        done = again()
        progress.clear()
        show(done, "text", err=True)
        advise(advice_of(done, index))
        if done.site is None:
            click.echo(summary(done, started), err=True)
            raise SystemExit(ERRORS)
        said = release_issue(files, done, issue)
        # The record decides instants of the feed: the trees are made again from it.
        again()
    progress.clear()
    how = "recorded again" if said.again else "released"
    click.echo(
        f"{how}: {said.issue} in {', '.join(said.editions)}; {said.addresses} addresses locked"
    )
    if not quiet:
        click.echo("commit briefs/record/ together with the issue", err=True)
