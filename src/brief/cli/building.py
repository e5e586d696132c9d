"""Commands that compile a project: check it, build it, publish an issue of it.

What compiles is loaded when there is something to do: where nothing has changed, loading it
would take most of the time.
"""

import time
from datetime import date
from pathlib import Path

import click

from brief.adapters.clock import build_instant
from brief.adapters.code import code_digest
from brief.adapters.files import DiskFiles, find_root
from brief.adapters.fonts import font_packages
from brief.adapters.search.program import indexer
from brief.app.again import recall
from brief.build.options import build_options, check_options
from brief.cli.found import Run, advise, all_well, places, show_found, unchanged
from brief.cli.wiring import (
    ERRORS,
    as_of_option,
    drafts_option,
    guarded,
    quiet_option,
    root_of,
    root_option,
    tool_versions,
)
from brief.schema.layout import SCHEMAS


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
    """Report every problem of every file. Writes nothing that is published."""
    started = time.monotonic()
    files = DiskFiles(root_of(root))
    snapshot = files.snapshot(build_instant(as_of), {})
    options = check_options(drafts=drafts)
    key, found = recall(files, "check", snapshot, options, code_digest())
    if found and not links:
        show_found(found.diagnostics, snapshot, form)
        if form == "text" and not quiet:
            click.echo(all_well(found, started), err=True)
        raise SystemExit(ERRORS if strict and found.warnings else 0)
    from brief.cli.compiling import check_anew  # noqa: PLC0415 - there is something to do

    run = Run(files, snapshot, options, key, started, quiet)
    done = check_anew(run, form, links=links)
    raise SystemExit(ERRORS if done.errors or (strict and done.warnings) else 0)


@click.command()
@root_option
@quiet_option
@as_of_option
@drafts_option
@click.option("--no-pdf", is_flag=True, help="Leave PDFs out; those made before go.")
@click.option(
    "--jobs", type=click.IntRange(1), help="Processes that work at a time (default: cores)."
)
@click.option(
    "--executor",
    type=click.Choice(["processes", "dask"]),
    default="processes",
    show_default=True,
    help="Where PDFs are set: here, or by the workers of a dask scheduler.",
)
@click.option("--scheduler", metavar="ADDRESS", help="Where that is: tcp://HOST:PORT.")
@click.option("--explain", is_flag=True, help="Say why each slow step was made again.")
@click.option(
    "--verify", is_flag=True, help="Make again what is kept, and fail where bytes differ."
)
@guarded
def build(  # noqa: PLR0913 - one parameter an option
    *,
    root: Path | None,
    quiet: bool,
    as_of: date | None,
    drafts: bool,
    no_pdf: bool,
    jobs: int | None,
    executor: str,
    scheduler: str | None,
    explain: bool,
    verify: bool,
) -> None:
    """Build `site/` and `editions/`. With errors, the trees stay as they are."""
    if (executor == "dask") != (scheduler is not None):
        raise click.UsageError("--executor dask and --scheduler ADDRESS go together")
    started = time.monotonic()
    folder = root_of(root)
    files = DiskFiles(folder, font_packages)
    options = build_options(pdf=not no_pdf, drafts=drafts, indexer=indexer())
    with files.alone():
        snapshot = files.snapshot(build_instant(as_of), tool_versions(no_pdf=no_pdf))
        key, found = recall(files, "build", snapshot, options, code_digest())
        if found is None or verify or not (folder / SCHEMAS).is_dir():
            from brief.cli.compiling import Asked, build_anew  # noqa: PLC0415 - something to do

            run = Run(files, snapshot, options, key, started, quiet)
            asked = Asked(explain, verify and found is not None, verify, scheduler)
            papers = build_anew(run, jobs, asked)
            if papers is None:
                raise SystemExit(ERRORS)
        else:
            papers = found.papers
            show_found(found.diagnostics, snapshot, "text", err=True)
            advise(found.advice)
            if explain:
                click.echo("nothing was made: a build saw the same before", err=True)
            if not quiet:
                click.echo(unchanged(found, started), err=True)
    click.echo(places(folder, papers))


def _issues(ctx: click.Context, _param: click.Parameter, start: str) -> list[str]:
    root = find_root(ctx.params.get("root") or Path.cwd())
    from brief.app.new import id_of_file  # noqa: PLC0415 - for those who press Tab

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
    started = time.monotonic()
    files = DiskFiles(root_of(root), font_packages)
    options = build_options(pdf=not no_pdf, drafts=False, indexer=indexer())
    from brief.cli.compiling import release_anew  # noqa: PLC0415 - as above

    with files.alone():
        snapshot = files.snapshot(build_instant(as_of), tool_versions(no_pdf=no_pdf))
        said = release_anew(Run(files, snapshot, options, "", started, quiet), issue)
    if said is None:
        raise SystemExit(ERRORS)
    click.echo(said)
    if not quiet:
        click.echo("commit briefs/record/ together with the issue", err=True)
