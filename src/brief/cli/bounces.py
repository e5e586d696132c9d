"""The command `bounces`: mail that came back, gone through and accounted for."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from brief.adapters.database.returns import Register
from brief.adapters.detector import detector
from brief.adapters.mailboxes import DONE, UNRECOGNISED, Mailbox, open_mailbox
from brief.app.returning import Report, go_through
from brief.cli.mailing import desk, format_option
from brief.cli.table import count, table, terminal_width
from brief.cli.wiring import guarded, quiet_option, root_option
from brief.delivery.addresses import readable
from brief.delivery.bouncing import IGNORED, SAYS, Kind

# Lines of each list that a terminal shows; JSON has them all.
MOST_SHOWN = 20

WAYS = {
    "verp": "by token",
    "message-id": "by Message-ID",
    "leave": "by token",
    "address": "by address alone",
}


@click.command()
@click.argument("mail", type=click.Path(allow_dash=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would follow, and change nothing.")
@click.option(
    "--move",
    is_flag=True,
    help="Move mails of a Maildir into its folders `recognised` and `unrecognised`.",
)
@click.option(
    "--by-address",
    is_flag=True,
    help="Suppress too where only an address is named, which anybody can forge.",
)
@root_option
@quiet_option
@format_option
@guarded
def bounces(
    *,
    mail: Path,
    dry_run: bool,
    move: bool,
    by_address: bool,
    root: Path | None,
    quiet: bool,
    form: str,
) -> None:
    """Go through MAIL that came back: bounces, complaints, wishes to leave.

    MAIL is a file, an mbox, a Maildir, a folder of files, or - for one mail on standard input.
    Nothing is deleted, and a mailbox can be gone through twice. Addresses that do not exist
    are suppressed at once, full ones after three issues in a row, complaints and wishes to
    leave at once.
    """
    box = open_mailbox(mail)
    if move and not box.moves:
        raise click.UsageError("only mails of a Maildir can be moved")
    with desk(root) as at:
        register = Register(at.people, by_address=by_address, dry_run=dry_run)
        empty = register.is_empty()
        moved = _into_folders(box) if move and not dry_run else _nowhere
        report = go_through(box, register.take, detector(), moved)
    if form == "json":
        click.echo(_as_json(report, empty=empty, dry_run=dry_run))
        return
    if empty:
        text = "no letter was ever sent from this database, so no mail can be matched"
        click.secho(f"warning: {text}", fg="yellow", err=True)
        click.echo("hint: is it the database that sent them? BRIEF_DATABASE_URL", err=True)
    if not quiet:
        click.echo("\n".join(_lines(report, box, dry_run=dry_run, moved=move)))


def _nowhere(_name: str, _kind: Kind) -> None:
    """Leave a mail where it is."""


def _into_folders(box: Mailbox) -> Callable[[str, Kind], None]:
    """Return what moves each mail into a folder of its Maildir."""

    def move(name: str, kind: Kind) -> None:
        box.move(name, UNRECOGNISED if kind == "unrecognised" else DONE)

    return move


def _lines(report: Report, box: Mailbox, *, dry_run: bool, moved: bool) -> Iterator[str]:
    yield f"{box.path}: {count(report.mails, 'mail')}"
    counted = [kind for kind in SAYS if kind not in (*IGNORED, "unrecognised")]
    for kind in counted:
        number = report.kinds.get(kind, 0)
        if number:
            yield f"  {number:>7,}  {SAYS[kind]}"
    ignored = [
        f"{report.kinds[kind]:,} {SAYS[kind]}" for kind in IGNORED if report.kinds.get(kind)
    ]
    if ignored:
        total = sum(report.kinds.get(kind, 0) for kind in IGNORED)
        yield f"  {total:>7,}  of no consequence: {', '.join(ignored)}"
    if report.again:
        yield f"  {report.again:>7,}  taken before"
    if report.unrecognised:
        where = f"moved to `{UNRECOGNISED}`" if moved and not dry_run else "left where they are"
        yield f"  {report.unrecognised:>7,}  unrecognised: {where}"
    if report.ways:
        ways: dict[str, int] = {}
        for how, number in report.ways.items():
            ways[WAYS[how]] = ways.get(WAYS[how], 0) + number
        found = ", ".join(f"{number:,} {way}" for way, number in ways.items())
        yield f"letters found: {found}"
    if report.only_address:
        text = "named by address alone, which anybody can forge: not suppressed"
        yield f"{report.only_address:,} {text} (`--by-address` does)"
    before = f", {report.before:,} were before" if report.before else ""
    word = "would be suppressed" if dry_run else "suppressed"
    yield f"{count(len(report.gone), 'address', 'addresses')} {word}{before}"
    rows = [(readable(each.address), each.reason) for each in report.gone]
    yield from _listed("", ("address", "why"), rows)
    strays = [(each.name, each.sender, each.subject) for each in report.strays]
    yield from _listed("unrecognised", ("mail", "from", "subject"), strays)
    if dry_run:
        yield "nothing was changed: this was a dry run"


def _listed(
    title: str, header: tuple[str, ...], rows: Sequence[tuple[str, ...]]
) -> Iterator[str]:
    if not rows:
        return
    if title:
        yield f"{title}:"
    room = terminal_width()
    for line in table(header, rows[:MOST_SHOWN], within=room and room - 2):
        yield f"  {line}"
    if len(rows) > MOST_SHOWN:
        yield f"  … and {len(rows) - MOST_SHOWN:,} more; `--format json` has all"


def _as_json(report: Report, *, empty: bool, dry_run: bool) -> str:
    whole = {"dry_run": dry_run, "ledger_is_empty": empty, **asdict(report)}
    return json.dumps(whole, ensure_ascii=False, indent=2)
