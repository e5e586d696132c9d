"""The click group: one function a command, each wiring one use case."""

import os
import sys
import time
import traceback
from collections.abc import Callable
from datetime import date
from functools import partial, wraps
from pathlib import Path
from typing import Any, ParamSpec

import click

import brief
from brief.adapters.cache import SqliteCache
from brief.adapters.clock import build_instant
from brief.adapters.executors import Here, Pool, cores
from brief.adapters.figures import draw, figure_tools, need_renderer
from brief.adapters.figures import prepare as prepare_figures
from brief.adapters.files import HOME, DiskFiles, find_root, said, starter
from brief.adapters.search import indexer
from brief.app.build import Built
from brief.app.build import build as build_project
from brief.app.build import check as check_project
from brief.app.explain import closest, explained, listing
from brief.app.new import SCHEMAS, id_of_file, makeable, next_number
from brief.app.new import init as init_project
from brief.app.new import new as new_object
from brief.app.perform import Performer
from brief.app.ports import BriefError, Executor
from brief.app.release import release as release_issue
from brief.app.schemas import schemas, write_schemas
from brief.build.scenes import theme_fonts
from brief.cli.advice import advise, with_links
from brief.cli.report import Progress, as_annotation, as_json, as_text
from brief.diagnostics.catalogue import CODES
from brief.schema.describe import as_text as schema_text

ERRORS, USAGE, WORLD, BUG = 1, 2, 3, 70

P = ParamSpec("P")


class _Day(click.ParamType[date]):
    """A day on the command line."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read YYYY-MM-DD."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as YYYY-MM-DD", param, ctx)


def _guarded(command: Callable[P, None]) -> Callable[P, None]:
    """Say what the world did in one line, and own up to our own mistakes."""

    @wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
            sys.stdout.flush()
        except BriefError as error:
            click.secho(f"error: {error.message}", fg="red", err=True)
            if error.hint:
                click.echo(f"hint: {error.hint}", err=True)
            raise SystemExit(WORLD) from None
        except (click.ClickException, click.exceptions.Exit, click.Abort, KeyboardInterrupt):
            raise
        except BrokenPipeError:
            # The reader has gone. What is still in the buffer must not be tried again at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(0) from None
        except Exception:  # noqa: BLE001 - the last stop
            traceback.print_exc()
            click.secho("this is a bug in brief; please report it", fg="red", err=True)
            raise SystemExit(BUG) from None

    return guarded


def _root(given: Path | None) -> Path:
    root = find_root(given or Path.cwd())
    if root is None or (given and root != given.resolve()):
        where = given or Path.cwd()
        message = f"no project here: {where} has no briefs/newsletter.yaml"
        raise click.UsageError(f"{message}\nhint: `brief init` makes one")
    return root


# A worker takes 0.9 s to load what draws, and 20 ms for a picture (measured).
FIGURES_A_WORKER = 40


def _performer(root: Path, progress: Progress, jobs: int) -> Performer:
    def executors(name: str) -> Executor:
        if name == "figure":
            need_renderer()
            fonts = partial(prepare_figures, theme_fonts(DiskFiles(root).theme()))
            return Pool(draw, fonts, most=jobs, share=FIGURES_A_WORKER)
        if name == "search":
            from brief.adapters.search import index_pages  # noqa: PLC0415 - one build in many

            return Here({"search": index_pages})
        if name != "pdf":
            return Here()
        # Loaded only when a PDF is made: it costs more than a whole check.
        from brief.adapters.pdf import prepare, set_pdf  # noqa: PLC0415

        return Pool(set_pdf, prepare, most=jobs)

    return Performer(SqliteCache(root / HOME / "cache.sqlite3"), executors, progress)


root_option = click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the project (default: the nearest one upwards).",
)
quiet_option = click.option("--quiet", is_flag=True, help="Print results only.")
as_of_option = click.option(
    "--as-of", type=_Day(), help="Build as at the end of this day (UTC), and not of now."
)
drafts_option = click.option("--drafts", is_flag=True, help="Show drafts too; never published.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96})
@click.version_option(brief.__version__, message="brief %(version)s")
def main() -> None:
    """Compile typed notes into a newsletter: a site, and PDF briefings for subscribers."""


@main.command()
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
@_guarded
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
    folder = _root(root)
    started = time.monotonic()
    perform = _performer(folder, progress, 1)
    files = DiskFiles(folder)
    done = check_project(files, perform, build_instant(as_of), drafts=drafts)
    if links:
        done = with_links(done, files, quiet=quiet)
    progress.clear()
    _print(done, form)
    compiled = done.compilation
    if form == "text" and not quiet:
        click.echo(_summary(done, started), err=True)
    failed = compiled.errors or (strict and compiled.warnings)
    raise SystemExit(ERRORS if failed else 0)


@main.command()
@root_option
@quiet_option
@as_of_option
@drafts_option
@click.option("--no-pdf", is_flag=True, help="Leave PDFs out; those made before go.")
@click.option(
    "--jobs", type=click.IntRange(1), help="Processes that set PDFs (default: cores)."
)
@_guarded
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
    folder = _root(root)
    started = time.monotonic()
    perform = _performer(folder, progress, jobs or cores())
    files = DiskFiles(folder)
    at = build_instant(as_of)
    tools = _tools(no_pdf=no_pdf)
    index = indexer()
    done = build_project(
        files, perform, at, tools, pdf=not no_pdf, drafts=drafts, indexer=index
    )
    write_schemas(files)
    progress.clear()
    _print(done, "text", err=True)
    advise(done, index)
    if not quiet:
        click.echo(_summary(done, started), err=True)
    if done.site is None or done.editions is None:
        raise SystemExit(ERRORS)
    click.echo(_where(folder, done))


def _tools(*, no_pdf: bool) -> dict[str, str]:
    if no_pdf:
        return figure_tools()
    from brief.adapters.toolchain import toolchain  # noqa: PLC0415 - needs native libraries

    return {**toolchain(), **figure_tools()}


@main.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@quiet_option
@_guarded
def init(*, folder: Path | None, quiet: bool) -> None:
    """Make a new project in FOLDER (default: here) that builds at once."""
    target = folder or Path.cwd()
    with said("cannot use the folder", target):
        target.mkdir(parents=True, exist_ok=True)
    files = DiskFiles(target)
    written = init_project(files, starter())
    write_schemas(files)
    if not quiet:
        click.echo(f"{len(written)} files in {target}", err=True)
        where = f"cd {target} && " if folder else ""
        click.echo(f"next: {where}brief build", err=True)


@main.command()
@click.argument("kind", type=click.Choice(makeable()))
@click.argument("title")
@root_option
@as_of_option
@_guarded
def new(*, kind: str, title: str, root: Path | None, as_of: date | None) -> None:
    """Write a commented note, entity, source, forecast, scenario or issue, ready to edit."""
    folder = _root(root)
    files = DiskFiles(folder)
    at = build_instant(as_of)
    snapshot = files.snapshot(at, {})
    number = next_number(snapshot.texts)
    path = new_object(files, kind, title, at.date(), number)
    write_schemas(files)
    click.echo(str(folder / path))


def _issues(ctx: click.Context, _param: click.Parameter, start: str) -> list[str]:
    root = find_root(ctx.params.get("root") or Path.cwd())
    paths = (root / "briefs" / "issues").rglob("*.yaml") if root else ()
    names = (id_of_file(path.stem) for path in paths)
    return sorted(name for name in names if name.startswith(start))


@main.command()
@click.argument("issue", shell_complete=_issues)
@root_option
@quiet_option
@as_of_option
@click.option("--no-pdf", is_flag=True, help="Leave PDFs out.")
@_guarded
def release(
    *, issue: str, root: Path | None, quiet: bool, as_of: date | None, no_pdf: bool
) -> None:
    """Publish ISSUE: build, check, and record what readers will have read."""
    progress = Progress(quiet=quiet)
    folder = _root(root)
    started = time.monotonic()
    files = DiskFiles(folder)
    perform = _performer(folder, progress, cores())
    at = build_instant(as_of)
    tools = _tools(no_pdf=no_pdf)
    index = indexer()
    done = build_project(files, perform, at, tools, pdf=not no_pdf, drafts=False, indexer=index)
    progress.clear()
    _print(done, "text", err=True)
    advise(done, index)
    if done.site is None:
        click.echo(_summary(done, started), err=True)
        raise SystemExit(ERRORS)
    said = release_issue(files, done, issue)
    # The record decides instants of the feed: the trees are made again from it.
    build_project(files, perform, at, tools, pdf=not no_pdf, drafts=False, indexer=index)
    progress.clear()
    how = "recorded again" if said.again else "released"
    click.echo(
        f"{how}: {said.issue} in {', '.join(said.editions)}; {said.addresses} addresses locked"
    )
    if not quiet:
        click.echo("commit briefs/record/ together with the issue", err=True)


@main.command()
@click.argument("kind", required=False, type=click.Choice(tuple(schemas())))
@click.option("--write", is_flag=True, help="Write all of them to .brief/schema/.")
@root_option
@_guarded
def schema(*, kind: str | None, write: bool, root: Path | None) -> None:
    """Print the JSON Schema of KIND, for editors; without KIND, the names there are."""
    if write:
        folder = _root(root)
        count = write_schemas(DiskFiles(folder))
        click.echo(f"{count} schemas written to {folder / SCHEMAS}", err=True)
    elif kind is None:
        click.echo("\n".join(schemas()))
    else:
        click.echo(schema_text(schemas()[kind]), nl=False)


def _codes(_ctx: click.Context, _param: click.Parameter, start: str) -> list[str]:
    return [code for code in CODES if code.startswith(start.upper())]


@main.command()
@click.argument("code", required=False, shell_complete=_codes)
@_guarded
def explain(*, code: str | None) -> None:
    """Say what a diagnostic means, with a wrong and a right example; without CODE, list all."""
    if code is None:
        click.echo(listing(), nl=False)
        return
    text = explained(code)
    if text is None:
        close = closest(code)
        hint = f"did you mean {close}?" if close else "`brief explain` lists all codes"
        raise click.UsageError(f"there is no code {code}\nhint: {hint}")
    click.echo(text, nl=False)


def _print(done: Built, form: str, *, err: bool = False) -> None:
    found = done.compilation.diagnostics
    if form == "json":
        click.echo(as_json(found))
    elif form == "github":
        for each in found:
            click.echo(as_annotation(each))
    else:
        lines = _lines(done)
        for each in found:
            click.echo(as_text(each, lines), err=err)


def _lines(done: Built) -> Callable[[str], list[str]]:
    known: dict[str, list[str]] = {}
    refused = {each.path for each in done.snapshot.refused}

    def lines(path: str) -> list[str]:
        if path not in known:
            content = done.snapshot.texts.get(path)
            if content is None and path not in refused:
                content = done.snapshot.theme.get(path.removeprefix("templates/"))
            text = (content or b"").decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
            known[path] = text.split("\n") if text else []
        return known[path]

    return lines


def _summary(done: Built, started: float) -> str:
    """Say in one line what was found and made."""
    compiled = done.compilation
    parts = [_count(compiled.objects, "object")]
    if compiled.errors:
        parts.append(click.style(_count(compiled.errors, "error"), fg="red"))
    if compiled.warnings:
        parts.append(click.style(_count(compiled.warnings, "warning"), fg="yellow"))
    if done.site is not None and done.editions is not None:
        pages = sum(path.endswith(".html") for path in compiled.site)
        parts.append(f"site {_count(pages, 'page')}")
        pdfs = done.made + done.kept
        if pdfs:
            parts.append(f"{_count(pdfs, 'PDF')} ({done.made} new)")
        changed = len(done.site.write) + len(done.editions.write)
        parts.append(f"{changed} files written" if not done.nothing else "nothing changed")
    word = "failed" if compiled.errors else "ready"
    return f"{word} {' · '.join(parts)} in {time.monotonic() - started:.1f} s"


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _where(folder: Path, done: Built) -> str:
    rows = [f"site: {folder / 'site' / 'index.html'}"]
    rows += [
        f"PDF: {folder / 'editions' / path}"
        for path in sorted(done.compilation.editions)
        if path.endswith(".pdf")
    ]
    return "\n".join(rows)
