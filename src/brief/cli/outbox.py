"""The command `outbox`: how sends stand, what befell one mail, what people decide of them."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from brief.adapters.clock import build_instant
from brief.adapters.database.engine import database_url, open_database
from brief.adapters.database.outbox import Outbox, somebody
from brief.adapters.database.reading import (
    attempts_of,
    campaigns,
    decisions_of,
    rows_of,
    rows_to,
)
from brief.adapters.files import DiskFiles
from brief.app.numbering import numbered
from brief.app.settings import settings_of
from brief.cli.mailing import AddressType, format_option
from brief.cli.outcome import as_json, told
from brief.cli.table import count, table, terminal_width
from brief.cli.wiring import guarded, root_of, root_option
from brief.delivery.addresses import Address
from brief.delivery.campaign import Campaign
from brief.delivery.relay_logs import taken, token_of
from brief.delivery.replies import SAYS as SORTS
from brief.delivery.states import SAYS as STATES
from brief.delivery.states import State
from brief.delivery.tokens import token_hash
from brief.diagnostics.nearest import one_of
from brief.diagnostics.world import BriefError


class _Desk:
    """The outbox of a project, open. No key is needed to look at it."""

    def __init__(self, root: Path | None) -> None:
        folder = root_of(root)
        self._files = DiskFiles(folder)
        mail = settings_of(self._files).mail
        self.window_s = mail.late_minutes * 60.0
        self.database = open_database(database_url(folder))
        self.outbox = Outbox(self.database, somebody())

    def campaigns(self, issue: str | None = None) -> tuple[Campaign, ...]:
        """Return campaigns, of one issue by its id or its number, or of all.

        Raises:
            BriefError: Nothing was ever sent of the issue.
        """
        with self.database.reading() as connection:
            found = campaigns(connection)
        known = {each.issue for each in found}
        if issue:
            ids = {issue} if issue in known else self._numbered(issue)
            found = tuple(each for each in found if each.issue in ids)
        if issue and not found:
            hint = f"sent were {one_of(sorted(known))}" if known else "nothing was sent yet"
            raise BriefError(f"nothing was sent of `{issue}`", hint)
        return found

    def _numbered(self, word: str) -> set[str]:
        if not (word.isascii() and word.isdigit()):
            return set()
        texts = self._files.snapshot(build_instant(None), {}).texts
        return set(numbered(texts, int(word)))

    def rows(self, each: Campaign, *states: State) -> Sequence[Any]:
        """Return the rows of a campaign in some states."""
        with self.database.reading() as connection:
            return rows_of(connection, each.id, states)


@contextmanager
def _desk(root: Path | None) -> Iterator[_Desk]:
    at = _Desk(root)
    try:
        yield at
    finally:
        at.database.close()


def _when(at: float | None) -> str:
    if at is None:
        return ""
    return datetime.fromtimestamp(at, tz=UTC).astimezone().strftime("%Y-%m-%d %H:%M:%S")


issue_argument = click.argument("issue")
reason_option = click.option("--reason", required=True, help="Why; it is written down.")
to_option = click.option("--to", type=AddressType(), help="Only the mail to this address.")


@click.group()
def outbox() -> None:
    """Show what was sent and what became of it; pause, cancel, retry, settle the unknown."""


@outbox.command()
@click.argument("issue", required=False)
@root_option
@format_option
@guarded
def status(*, issue: str | None, root: Path | None, form: str) -> None:
    """Say how sends stand: of ISSUE, or of all."""
    with _desk(root) as at:
        found = at.campaigns(issue)
        if form == "json":
            click.echo(as_json(at.database, list(found)))
            return
        for each in found:
            for line in told(at.database, each):
                click.echo(line)
        if not found:
            click.echo("nothing was sent yet")


@outbox.command()
@click.argument("address", type=AddressType())
@root_option
@format_option
@guarded
def why(*, address: Address, root: Path | None, form: str) -> None:
    """Say what became of every mail to ADDRESS, attempt by attempt."""
    with _desk(root) as at:
        with at.database.reading() as connection:
            rows = rows_to(connection, address.norm)
            tried = {row.id: attempts_of(connection, row.id) for row in rows}
        if form == "json":
            click.echo(json.dumps([_row(row, tried[row.id]) for row in rows], indent=2))
            return
        for row in rows:
            click.echo(f"{row.issue} in {row.edition}, {row.kind}: {row.state}")
            click.echo(f"  {STATES[row.state]}")
            for each in tried[row.id]:
                code = " ".join(str(one) for one in (each.code, each.enhanced) if one)
                said = f"{code} {each.text}".strip()
                sort = SORTS.get(each.outcome, each.outcome)
                click.echo(f"  {_when(each.at)}  {each.phase}: {sort} ({said})")
            if row.state == "queued" and row.attempt:
                click.echo(f"  next attempt: {_when(row.next_at)}")
        if not rows:
            click.echo("no mail to this address in the ledger")


def _row(row: Any, tried: Sequence[Any]) -> dict[str, Any]:
    return {
        "issue": row.issue,
        "edition": row.edition,
        "kind": row.kind,
        "state": row.state,
        "attempts": [
            {
                "at": each.at,
                "phase": each.phase,
                "class": each.outcome,
                "code": each.code,
                "enhanced": each.enhanced,
                "text": each.text,
            }
            for each in tried
        ],
    }


@outbox.command()
@issue_argument
@root_option
@guarded
def unknown(*, issue: str, root: Path | None) -> None:
    """List the mails of ISSUE of which nobody knows whether they arrived."""
    with _desk(root) as at:
        rows = [row for each in at.campaigns(issue) for row in at.rows(each, "unknown")]
        cells = [(row.address or "(erased)", _when(row.settled_at), row.reply) for row in rows]
        for line in table(("address", "since", "seen"), cells, within=terminal_width()):
            click.echo(line)


@outbox.command()
@issue_argument
@root_option
@guarded
def decisions(*, issue: str, root: Path | None) -> None:
    """List what was decided about ISSUE: who, when, what and why."""
    with _desk(root) as at:
        cells = []
        for each in at.campaigns(issue):
            with at.database.reading() as connection:
                made = decisions_of(connection, each.id)
            cells += [
                (_when(row.at), row.who, each.edition, row.action, row.reason) for row in made
            ]
        header = ("at", "who", "edition", "what", "why")
        for line in table(header, cells, within=terminal_width()):
            click.echo(line)


@outbox.command()
@issue_argument
@reason_option
@root_option
@guarded
def pause(*, issue: str, reason: str, root: Path | None) -> None:
    """Hand over no more mails of ISSUE, wherever they are sent from."""
    with _desk(root) as at:
        done = sum(at.outbox.pause(each.id, reason) for each in at.campaigns(issue))
        click.echo(f"{count(done, 'edition')} paused")


@outbox.command("continue")
@issue_argument
@reason_option
@root_option
@guarded
def continue_(*, issue: str, reason: str, root: Path | None) -> None:
    """Let ISSUE go on after a pause; `brief send` sends it."""
    with _desk(root) as at:
        found = at.campaigns(issue)
        done = sum(at.outbox.go_on(each.id, reason, at.window_s) for each in found)
        click.echo(f"{count(done, 'edition')} may go on; `brief send {issue}` sends")


@outbox.command()
@issue_argument
@reason_option
@root_option
@guarded
def cancel(*, issue: str, reason: str, root: Path | None) -> None:
    """Call off all mails of ISSUE that were not handed over."""
    with _desk(root) as at:
        done = sum(at.outbox.cancel(each.id, reason) for each in at.campaigns(issue))
        click.echo(f"{count(done, 'mail')} called off")


@outbox.command()
@issue_argument
@click.option("--sent", "state", flag_value="sent", help="It arrived, or is taken to have.")
@click.option("--again", "state", flag_value="queued", help="Send it again.")
@to_option
@click.option("--all", "every", is_flag=True, help="Every one that is unknown.")
@reason_option
@root_option
@guarded
def resolve(
    *,
    issue: str,
    state: State | None,
    to: Address | None,
    every: bool,
    reason: str,
    root: Path | None,
) -> None:
    """Settle mails of ISSUE of which nobody knows whether they arrived."""
    if state is None:
        raise click.UsageError("say --sent or --again")
    with _desk(root) as at:

        def settle(each: Campaign, rows: list[int]) -> int:
            return at.outbox.resolve(each.id, rows, state, reason, at.window_s)

        done = _each(at, issue, ("unknown",), to, settle, every=every)
        click.echo(f"{count(done, 'mail')} settled as {state}")


@outbox.command()
@issue_argument
@to_option
@click.option(
    "--all", "every", is_flag=True, help="Every one that waits, was refused, or was too late."
)
@reason_option
@root_option
@guarded
def retry(
    *, issue: str, to: Address | None, every: bool, reason: str, root: Path | None
) -> None:
    """Try mails of ISSUE again that were refused or too late, and at once those that wait."""
    with _desk(root) as at:

        def again(each: Campaign, rows: list[int]) -> int:
            return at.outbox.retry(each.id, rows, reason, at.window_s)

        done = _each(at, issue, ("failed", "expired", "queued"), to, again, every=every)
        click.echo(f"{count(done, 'mail')} will be tried; `brief send {issue}` sends")


def _each(
    at: _Desk,
    issue: str,
    states: tuple[State, ...],
    to: Address | None,
    act: Callable[[Campaign, list[int]], int],
    *,
    every: bool,
) -> int:
    """Do something to one mail or to all in some states; return to how many."""
    if (to is None) != every:
        raise click.UsageError("say --to ADDRESS or --all")
    done = 0
    for each in at.campaigns(issue):
        if each.is_superseded:
            continue
        rows = [
            row.id
            for row in at.rows(each, *states)
            if to is None or row.address_norm == to.norm
        ]
        done += act(each, rows) if rows else 0
    return done


@outbox.command()
@issue_argument
@click.argument("log", type=click.File(errors="replace"))
@root_option
@guarded
def reconcile(*, issue: str, log: Any, root: Path | None) -> None:
    """Settle what is unknown of ISSUE by the relay's LOG (Postfix, Exim, OpenSMTPD).

    A line that says that a mail was taken proves it. That there is none proves nothing, so the
    rest stays unknown.
    """
    with _desk(root) as at:
        tokens = {token for sender in taken(log) if (token := token_of(sender))}
        hashes = {token_hash(token) for token in tokens}
        done = left = 0
        for each in at.campaigns(issue):
            rows = at.rows(each, "unknown")
            proved = [row.id for row in rows if row.verp_hash in hashes]
            reason = f"the log {log.name} has it"
            done += at.outbox.resolve(each.id, proved, "sent", reason, at.window_s)
            left += len(rows) - len(proved)
        click.echo(f"{count(done, 'mail')} settled as sent; {left:,} still unknown")
