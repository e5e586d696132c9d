"""Commands that compile a project: check it, build it, publish an issue of it.

What compiles is loaded when there is something to do: where nothing has changed, loading it
would take most of the time.
"""

import time
from datetime import date
from pathlib import Path

import click

from brief.adapters.clock import build_instant
from brief.adapters.files import DiskFiles, find_root
from brief.adapters.fonts import font_packages
from brief.adapters.search.program import indexer
from brief.app.again import recalled
from brief.build.options import build_options, check_options
from brief.cli.found import advise, all_well, places, run_of, show_found, unchanged
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
    run = run_of(files, snapshot, check_options(drafts=drafts), started, quiet=quiet)
    found = None if links else recalled(files, "check", run.key, snapshot.at)
    if found:
        show_found(found.diagnostics, snapshot, form)
        if form == "text" and not quiet:
            click.echo(all_well(found, started), err=True)
        raise SystemExit(ERRORS if strict and found.warnings else 0)
    from brief.cli.compiling import check_anew  # noqa: PLC0415 - there is something to do

    done = check_anew(run, form, links=links)
    raise SystemExit(ERRORS if done.errors or (strict and done.warnings) else 0)


@click.command()
@root_option
@quiet_option
@as_of_option
@drafts_option
@click.option("--no-pdf", is_flag=True, help="Leave PDFs out; those made before go.")
@click.option(
    "--jobs", type=click.IntRange(1), help="Processes that set PDFs (default: cores)."
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
        run = run_of(files, snapshot, options, started, quiet=quiet)
        found = recalled(files, "build", run.key, snapshot.at)
        if found and (folder / SCHEMAS).is_dir() and not verify:
            show_found(found.diagnostics, snapshot, "text", err=True)
            advise(found.advice)
            if explain:
                click.echo("nothing was made: a build saw the same before", err=True)
            if not quiet:
                click.echo(unchanged(found, started), err=True)
            click.echo(places(folder, found.papers))
            return
        from brief.cli.compiling import Asked, build_anew  # noqa: PLC0415 - there is something to do

        asked = Asked(explain, verify and found is not None, verify, scheduler)
        built = build_anew(run, jobs, asked)
    if built is None:
        raise SystemExit(ERRORS)
    click.echo(places(folder, built))


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
    with files.alone():
        snapshot = files.snapshot(build_instant(as_of), tool_versions(no_pdf=no_pdf))
        run = run_of(files, snapshot, options, started, quiet=quiet)
        from brief.cli.compiling import release_anew  # noqa: PLC0415 - as above

        said = release_anew(run, issue)
    if said is None:
        raise SystemExit(ERRORS)
    click.echo(said)
    if not quiet:
        click.echo("commit briefs/record/ together with the issue", err=True)
