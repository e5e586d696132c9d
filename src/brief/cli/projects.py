"""Commands for those who write: new projects and files, schemas for editors, explanations."""

from datetime import date
from pathlib import Path

import click

from brief.adapters.clock import build_instant
from brief.adapters.files import DiskFiles, said, starter
from brief.app.explain import closest, explained, listing
from brief.app.new import init as init_project
from brief.app.new import makeable
from brief.app.new import new as new_object
from brief.app.numbering import next_number
from brief.app.schemas import schemas, write_schemas
from brief.cli.wiring import as_of_option, guarded, quiet_option, root_of, root_option
from brief.diagnostics.catalogue import CODES
from brief.schema.describe import as_text as schema_text
from brief.schema.layout import SCHEMAS


@click.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@quiet_option
@guarded
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


@click.command()
@click.argument("kind", type=click.Choice(makeable()))
@click.argument("title")
@root_option
@as_of_option
@guarded
def new(*, kind: str, title: str, root: Path | None, as_of: date | None) -> None:
    """Write a commented note, entity, source, forecast, scenario or issue, ready to edit."""
    folder = root_of(root)
    files = DiskFiles(folder)
    at = build_instant(as_of)
    snapshot = files.snapshot(at, {})
    number = next_number(snapshot.texts)
    path = new_object(files, kind, title, at.date(), number)
    write_schemas(files)
    click.echo(str(folder / path))


@click.command()
@click.argument("kind", required=False, type=click.Choice(tuple(schemas())))
@click.option("--write", is_flag=True, help="Write all of them to .brief/schema/.")
@root_option
@guarded
def schema(*, kind: str | None, write: bool, root: Path | None) -> None:
    """Print the JSON Schema of KIND, for editors; without KIND, the names there are."""
    if write:
        folder = root_of(root)
        count = write_schemas(DiskFiles(folder))
        click.echo(f"{count} schemas written to {folder / SCHEMAS}", err=True)
    elif kind is None:
        click.echo("\n".join(schemas()))
    else:
        click.echo(schema_text(schemas()[kind]), nl=False)


def _codes(_ctx: click.Context, _param: click.Parameter, start: str) -> list[str]:
    return [code for code in CODES if code.startswith(start.upper())]


@click.command()
@click.argument("code", required=False, shell_complete=_codes)
@guarded
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
