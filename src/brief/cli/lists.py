"""Commands for the whole list: import one, export it, look at it."""

import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TextIO, get_args

import click

from brief.adapters.database.enrolment import counts
from brief.adapters.database.people import everyone
from brief.adapters.database.staging import Defaults, staging
from brief.adapters.files import said
from brief.app.importing import Imported, Reading, import_list
from brief.cli.mailing import Desk, desk, format_option
from brief.cli.report import as_json, with_excerpt
from brief.cli.table import count, table, terminal_width
from brief.cli.told import outcome
from brief.cli.wiring import ERRORS, guarded, quiet_option, root_option
from brief.delivery.addresses import readable
from brief.delivery.cells import Refused, name_of
from brief.delivery.columns import Field
from brief.delivery.export import export as export_people
from brief.delivery.segments import predicate
from brief.delivery.subscriber import STATUSES, Status, Subscriber
from brief.diagnostics.model import Diagnostic
from brief.diagnostics.nearest import did_you_mean, one_of

# Bytes of a list that are read at once.
PIECE = 1 << 18

FIELDS: tuple[Field, ...] = get_args(Field)


def _columns(
    _ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]
) -> dict[Field, str]:
    found: dict[Field, str] = {}
    for each in given:
        name, mark, header = each.partition("=")
        field = next((one for one in FIELDS if one == name.strip().lower()), None)
        if field is None or not mark:
            hint = did_you_mean(name, FIELDS) or f"fields are {one_of(FIELDS)}"
            raise click.BadParameter(f"{each!r} is not FIELD=HEADER\nhint: {hint}")
        found[field] = header
    return found


@click.command("import")
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--consent-source", help="Where they asked for it: kept as evidence.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--left", is_flag=True, help="Everybody in it has left: let no mail go there.")
@click.option("--pending", is_flag=True, help="Nobody in it has confirmed the address.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    callback=_columns,
    metavar="FIELD=HEADER",
    help="Which column holds a field; may be repeated.",
)
@click.option("--encoding", help="The encoding, where it is not UTF-8 or UTF-16.")
@root_option
@quiet_option
@format_option
@guarded
def import_(  # noqa: PLR0913 - options of one command
    *,
    file: Path,
    consent_source: str | None,
    dry_run: bool,
    left: bool,
    pending: bool,
    columns: dict[Field, str],
    encoding: str | None,
    root: Path | None,
    quiet: bool,
    form: str,
) -> None:
    """Add everybody in a list (CSV), or nobody.

    Knows what Mailchimp, Substack, Ghost, Buttondown and listmonk export, with those who have
    left there.
    """
    if not (consent_source or left or dry_run):
        hint = "say where they asked for it, as in --consent-source 'form on example.org, 2025'"
        raise click.UsageError(f"--consent-source is missing\nhint: {hint}")
    try:
        source = name_of(consent_source or f"list {file.name}", "source")
        "".encode(encoding or "utf-8")
    except Refused as refused:
        raise click.UsageError(f"{refused.message}\nhint: {refused.hint}") from None
    except LookupError:
        raise click.UsageError(f"there is no encoding {encoding!r}") from None
    reading = Reading(encoding, columns, left, pending)
    with desk(root) as at, _pieces(file) as pieces:
        defaults = Defaults(at.words.tiers[0], pdf=at.settings.mail.pdf)
        with staging(at.people, defaults=defaults, source=source) as stage:
            done = import_list(pieces, str(file), stage, at.words, reading, dry_run=dry_run)
    _tell(done, form, quiet=quiet, dry_run=dry_run)
    raise SystemExit(ERRORS if done.errors else 0)


@contextmanager
def _pieces(file: Path) -> Iterator[Iterable[bytes]]:
    if str(file) == "-":
        yield iter(lambda: sys.stdin.buffer.read(PIECE), b"")
        return
    with said("cannot read", file), file.open("rb") as opened:
        yield iter(lambda: opened.read(PIECE), b"")


def _tell(done: Imported, form: str, *, quiet: bool, dry_run: bool) -> None:
    if form == "json":
        click.echo(outcome(done, dry_run=dry_run).as_json(as_json(_diagnostics(done))))
        return
    for each in done.findings:
        click.echo(with_excerpt(each.diagnostic, each.excerpt), err=True)
    more = done.errors + done.warnings - len(done.findings)
    if more:
        click.echo(f"and {more:,} more of them", err=True)
    if not quiet or done.errors:
        click.echo("\n".join(outcome(done, dry_run=dry_run).as_text()), err=bool(done.errors))


def _diagnostics(done: Imported) -> list[Diagnostic]:
    return [each.diagnostic for each in done.findings]


status_option = click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice(STATUSES),
    help="Only these; may be repeated.",
)
segment_option = click.option("--segment", help="Only a segment of newsletter.yaml.")


def _wanted(
    at: Desk, statuses: tuple[Status, ...], segment: str | None
) -> Iterator[Subscriber]:
    """Yield the people that are asked for."""
    people = everyone(at.people, statuses)
    if segment is None:
        return people
    segments = at.settings.segments or {}
    if segment not in segments:
        hint = did_you_mean(segment, segments) or "`segments` in newsletter.yaml has them"
        raise click.UsageError(f"there is no segment `{segment}`\nhint: {hint}")
    holds = predicate(segments[segment], at.settings.language)
    return (each for each in people if holds(each))


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where it goes (default: standard output).",
)
@status_option
@segment_option
@root_option
@quiet_option
@guarded
def export(
    *,
    output: Path | None,
    statuses: tuple[Status, ...],
    segment: str | None,
    root: Path | None,
    quiet: bool,
) -> None:
    """Write the list as CSV, without those who have left. No cell is a formula."""
    with desk(root) as at, _writing(output) as out:
        rows = -1
        for line in export_people(_wanted(at, statuses or ("confirmed", "pending"), segment)):
            out.write(line)
            rows += 1
    if not quiet:
        click.echo(f"{count(rows, 'person', 'people')} exported", err=True)


@contextmanager
def _writing(path: Path | None) -> Iterator[TextIO]:
    """Give what is written to: a file that is there as a whole or not at all."""
    if path is None:
        with os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8", newline="") as out:
            yield out
        return
    with said("cannot write", path):
        # Only the owner may read it: people are in it.
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
                yield out
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink()
            raise


HEADER = ("address", "name", "status", "tier", "audiences", "cadence", "pdf", "lang", "since")


@click.command("list")
@click.option("--limit", default=50, show_default=True, help="People to show; 0 shows all.")
@status_option
@segment_option
@root_option
@format_option
@guarded
def list_(
    *,
    limit: int,
    statuses: tuple[Status, ...],
    segment: str | None,
    root: Path | None,
    form: str,
) -> None:
    """Show who is on the list, and how many."""
    with desk(root) as at:
        there = counts(at.people)
        people = _wanted(at, statuses or STATUSES, segment)
        shown = islice(people, limit) if limit else people
        if form == "json":
            for each in shown:
                click.echo(json.dumps(_record(each), ensure_ascii=False))
            return
        rows = 0
        while batch := list(islice(shown, 1000)):
            lines = table(HEADER, [_cells(each) for each in batch], within=terminal_width())
            click.echo("\n".join(lines if not rows else lines[1:]))
            rows += len(batch)
        rest = sum(1 for _ in people)
    if rest:
        click.echo(f"… and {rest:,} more; `--limit 0` shows all")
    click.echo(_summary(there.statuses, there.suppressed))


def _cells(each: Subscriber) -> tuple[str, ...]:
    wants = each.wants
    return (
        readable(each.address),
        wants.name or "",
        each.status,
        wants.tier,
        ", ".join(wants.audiences),
        wants.cadence,
        wants.pdf,
        wants.language or "",
        f"{each.created_at:%Y-%m-%d}",
    )


def _record(each: Subscriber) -> dict[str, object]:
    """Return a person as one line of JSON holds them."""
    wants = each.wants
    return {
        "id": each.id,
        "address": each.address,
        "status": each.status,
        "name": wants.name,
        "language": wants.language,
        "tier": wants.tier,
        "audiences": list(wants.audiences),
        "cadence": wants.cadence,
        "pdf": wants.pdf,
        "topics": list(wants.topics),
        "attributes": dict(wants.attributes),
        "created_at": each.created_at.isoformat(),
        "source": each.source,
    }


def _summary(statuses: Mapping[str, int], suppressed: Mapping[str, int]) -> str:
    people = sum(statuses.values())
    parts = [f"{number:,} {name}" for name, number in statuses.items()]
    gone = [f"{number:,} {name}" for name, number in suppressed.items()]
    text = count(people, "person", "people") + (f": {', '.join(parts)}" if parts else "")
    if gone:
        text += f" · {count(sum(suppressed.values()), 'address', 'addresses')} suppressed: "
        text += ", ".join(gone)
    return text
