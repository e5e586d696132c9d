"""The command `send`: an issue to its readers, a proof of it to one, or what would happen."""

import hashlib
import sys
import time
from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from brief.adapters.database.people import everyone
from brief.adapters.database.reading import corrected, reached
from brief.adapters.database.reading import had as has_had
from brief.adapters.database.suppressions import suppressed
from brief.adapters.mail.local import FolderTransport
from brief.app.ports import Line, Transport
from brief.app.sendable import ISSUE
from brief.app.sending import (
    Had,
    correction_manifest,
    last_expected,
    manifest_of,
    plans,
    times,
)
from brief.cli.mailing import AddressType, Desk, desk, format_option
from brief.cli.manifests import agreed, as_json, lines
from brief.cli.outcome import as_json as outcome_json
from brief.cli.outcome import told
from brief.cli.preparing import Prepared, prepared
from brief.cli.running import (
    Campaigns,
    campaigns_of,
    check_clock,
    check_content,
    check_fence,
    copies_of,
    freeze_all,
    run_campaigns,
)
from brief.cli.transports import transport_of
from brief.cli.wiring import ERRORS, WORLD, guarded, quiet_option, root_of, root_option
from brief.delivery.addresses import Address
from brief.delivery.campaign import Campaign
from brief.delivery.manifest import Manifest, demands
from brief.delivery.message import Personal, Variant
from brief.delivery.recipients import Recipient, everybody
from brief.delivery.segments import predicate
from brief.delivery.states import State
from brief.delivery.subscriber import Pdf, Subscriber
from brief.delivery.tokens import derive
from brief.diagnostics.nearest import did_you_mean, one_of
from brief.diagnostics.world import BriefError
from brief.schema.mail import Transport as Wanted

# Rows of people who have no mail, though nothing more is done for them.
_SHORT: tuple[State, ...] = ("cancelled", "expired", "failed")


@click.command()
@click.argument("issue")
@click.option("--edition", help="Send one edition only.")
@click.option("--segment", help="Send to a segment of newsletter.yaml only.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; send and write nothing.")
@click.option("--to", type=AddressType(), help="Send a proof to this address; nobody else.")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the mails of --to or --dry-run as .eml files into this folder.",
)
@click.option("--manifest", "demanded", help="Send only if this is the manifest; asks nothing.")
@click.option(
    "--correction",
    is_flag=True,
    help="Send the corrected issue to exactly those who have the wrong one.",
)
@click.option("--takeover", help="Send here what was begun elsewhere; say why.")
@click.option("--force", is_flag=True, help="Attach PDFs that are too heavy for mail.")
@root_option
@quiet_option
@format_option
@guarded
def send(  # noqa: PLR0913 - options of one command
    *,
    issue: str,
    edition: str | None,
    segment: str | None,
    dry_run: bool,
    to: Address | None,
    into: Path | None,
    demanded: str | None,
    correction: bool,
    takeover: str | None,
    force: bool,
    root: Path | None,
    quiet: bool,
    form: str,
) -> None:
    """Send ISSUE by mail to those who get it; a second time sends nothing.

    ISSUE is its id or number. It must have been released. What was interrupted is taken up
    again by the same command: nobody is lost, and nobody is mailed twice.
    """
    if into is not None and to is None and not dry_run:
        raise click.UsageError("--into goes with --to or --dry-run: it sends nothing")
    folder = root_of(root)
    ready = prepared(folder, issue, edition, quiet=quiet, proof=to is not None)
    if correction:
        ready = replace(ready, found=ready.found.correction())
    if to is not None:
        place = FolderTransport(into) if into else transport_of(folder, _transport(ready))
        _proof(ready, to, place, quiet=quiet)
        return
    with desk(folder) as at:
        job = _Job(ready, at, edition, segment, form, quiet=quiet)
        if dry_run:
            job.dry_run(into, force=force)
        else:
            job.send(demanded, takeover, force=force)


class _Job:
    """One run of the command, past its options."""

    def __init__(
        self,
        ready: Prepared,
        at: Desk,
        edition: str | None,
        segment: str | None,
        form: str,
        *,
        quiet: bool,
    ) -> None:
        self._ready = ready
        self._at = at
        self._edition = edition
        self._segment = _segment(ready, segment)
        self._json = form == "json"
        self._quiet = quiet
        self._database = at.people.database

    def _known(self) -> Campaigns:
        found = self._ready.found
        return campaigns_of(self._database, found.issue, found.kind, self._edition)

    def _manifest(self, *, force: bool) -> tuple[Manifest, dict[str, Variant]]:
        people = self._at.people
        found = self._ready.found
        free = [each.id for each in self._known().untouched]
        with self._database.reading() as connection:
            before = has_had(connection, found.issue, found.kind, free)
        if found.kind != ISSUE:
            return self._correction(before)
        made, variants = manifest_of(
            found,
            everyone(people),
            suppressed(people),
            self._segment,
            before,
            force=force,
        )
        return made, dict(variants)

    def _correction(self, before: Container[str]) -> tuple[Manifest, dict[str, Variant]]:
        found = self._ready.found
        begun = campaigns_of(self._database, found.issue, ISSUE, self._edition).open
        if begun:
            message = f"`{begun[0].edition}` is not all sent, and what waits is wrong"
            hint = f"`brief outbox cancel {found.issue}` first: the rest gets the correction"
            raise BriefError(message, hint)
        with self._database.reading() as connection:
            rows = reached(connection, found.issue, ISSUE)
            done = corrected(connection, found.issue)
        had = [
            Had(_recipient(row), row.content_sha256)
            for row in rows
            if row.subscriber not in before
        ]
        issue = replace(found, kind=ISSUE)
        right = {
            issue.variant(edition, pdf).content_sha256
            for edition, pdf in sorted({(e.recipient.edition, e.recipient.pdf) for e in had})
            if edition in {each.id for each in found.editions}
        }
        gone = suppressed(self._at.people)
        made, variants = correction_manifest(found, had, gone, right, done)
        return made, dict(variants)

    def dry_run(self, into: Path | None, *, force: bool) -> None:
        """Say who would get what, and write a mail of each rendering where that is asked."""
        manifest, variants = self._manifest(force=force)
        at = times(self._ready.settings, time.time())
        last = last_expected(manifest, self._ready.settings, at)
        if self._json:
            click.echo(as_json(manifest, at, last))
        else:
            for line in lines(manifest, at, last, every=True):
                click.echo(line)
        if into is not None:
            _write(FolderTransport(into), variants, self._ready)
            click.echo(f"{len(variants)} mails in {into}", err=True)

    def send(self, demanded: str | None, takeover: str | None, *, force: bool) -> None:
        """Take up what was begun, else freeze what the manifest says; then send it."""
        check_clock(self._database)
        found = self._ready.found
        known = self._known()
        free = known.untouched
        known = known.without(free)
        variants = check_content(known, found)
        fence = check_fence(self._database, known.open, takeover)
        went_on = bool(known.open)
        if not went_on:
            more = self._freeze(demanded, takeover, known, free, force=force)
            variants |= more
            known = self._known()
        transport = transport_of(self._ready.root, _transport(self._ready))
        copies = copies_of(found, variants, self._at.people.keys)
        if known.open:
            settings, keys = self._ready.settings, self._at.people.keys
            run_campaigns(
                known, fence, settings, transport, copies, keys=keys, quiet=self._quiet
            )
        elif not self._json:
            click.echo("it was sent before; nothing is sent now", err=True)
        left = went_on and not self._known().open and self._left_out(force=force)
        self._report()
        if left:
            raise SystemExit(ERRORS)

    def _left_out(self, *, force: bool) -> bool:
        """Tell, after what was begun has ended, whether others are still to be frozen."""
        manifest, _ = self._manifest(force=force)
        if manifest.count:
            editions = one_of([part.edition for part in manifest.parts])
            click.echo(
                f"hint: {manifest.count:,} more would get it, in {editions}; they were not in"
                " what was begun, and the same command sends it to them",
                err=True,
            )
        return bool(manifest.count)

    def _freeze(
        self,
        demanded: str | None,
        takeover: str | None,
        known: Campaigns,
        free: Sequence[Campaign],
        *,
        force: bool,
    ) -> dict[str, Variant]:
        manifest, variants = self._manifest(force=force)
        if known.found and not manifest.count:
            return {}
        at = times(self._ready.settings, time.time())
        last = last_expected(manifest, self._ready.settings, at)
        if not manifest.count:
            for line in lines(manifest, at, last, every=False):
                click.echo(line, err=True)
            raise BriefError("nobody would get it", "`brief send --dry-run` says why for each")
        if demanded is not None:
            if not demands(manifest.digest(), demanded):
                message = f"the manifest is now {manifest.digest()[:12]}, and not {demanded}"
                hint = "people, settings or texts have changed: look at `brief send --dry-run`"
                raise BriefError(message, hint)
        else:
            for line in lines(manifest, at, last, every=False):
                click.echo(line, err=True)
            if not agreed(manifest, interactive=sys.stdin.isatty()):
                raise SystemExit(WORLD)
        parts = {part.edition for part in manifest.parts}
        grows = [each for each in known.found if each.edition in parts]
        fence = check_fence(self._database, (*grows, *free), takeover)
        wanted = plans(manifest, self._ready.found, self._at.people.keys, at)
        freeze_all(self._database, wanted, fence, [each.id for each in free])
        return variants

    def _report(self) -> None:
        known = self._known()
        if self._json:
            click.echo(outcome_json(self._database, list(known.found)))
        else:
            for each in known.found:
                for line in told(self._database, each):
                    click.echo(line)
        if any(each.counts.get("unknown") for each in known.found):
            hint = f"`brief outbox unknown {self._ready.found.issue}` lists them"
            click.echo(f"hint: of some it is not known whether they arrived; {hint}", err=True)
        if known.open:
            hint = "`brief outbox status` says how it stands; the same command goes on with it"
            click.echo(f"hint: not all is sent; {hint}", err=True)
            raise SystemExit(WORLD)
        short = sorted({each for one in known.found for each in _SHORT if one.counts.get(each)})
        if short:
            what = one_of(short)
            hint = "`brief outbox status` says how many and why"
            # What was called off stays so; what left nothing behind is frozen anew by `send`.
            if short != ["cancelled"]:
                hint += ", `brief outbox retry` tries again"
            click.echo(f"hint: some have not got it: {what}; {hint}", err=True)
        if short or any(each.counts.get("unknown") for each in known.found):
            raise SystemExit(ERRORS)


def _recipient(row: Any) -> Recipient:
    """Return whom a row was for, as it was frozen."""
    pdf: Pdf = row.variant.rpartition("/")[2]
    return Recipient(
        subscriber=row.subscriber,
        address=row.address,
        address_norm=row.address_norm,
        domain=row.domain,
        edition=row.edition,
        language="",
        pdf=pdf,
        name=row.name,
    )


def _transport(ready: Prepared) -> Wanted:
    return ready.settings.mail.transport


def _segment(ready: Prepared, name: str | None) -> Callable[[Subscriber], bool]:
    if name is None:
        return everybody
    segments = ready.settings.segments or {}
    if name not in segments:
        hint = did_you_mean(name, segments) or "`segments:` in newsletter.yaml has them"
        raise BriefError(f"there is no segment `{name}`", hint)
    return predicate(segments[name], ready.settings.language)


def _proof(ready: Prepared, to: Address, transport: Transport, *, quiet: bool) -> None:
    """Send each edition to one address. The ledger knows nothing of it; its links are dead."""
    pdf = ready.settings.mail.pdf
    line = transport.line()
    try:
        for edition in ready.found.editions:
            variant = ready.found.variant(edition.id, pdf)
            said = _hand_over(line, variant, to.text, f"proof.{edition.id}")
            if not quiet:
                click.echo(f"proof of {edition.id} to {to.text}: {said}", err=True)
    finally:
        line.close()


def _hand_over(line: Line, variant: Variant, to: str, name: str) -> str:
    # No secret is needed for links that must not work.
    key = hashlib.sha256(b"a proof").digest()
    tokens = derive(key, variant.letter.issue, variant.letter.edition, f"proof {name}")
    content = variant.fill(Personal(to, None, datetime.now(tz=UTC), tokens))
    handed = line.hand_over(
        variant.sender.envelope(tokens), to, name, content, expose=lambda: True
    )
    assert handed is not None
    if handed.reply.phase != "dot" or not handed.reply.code or handed.reply.code >= 300:  # noqa: PLR2004 - RFC 5321
        message = f"the proof was not taken: {handed.reply.text}"
        raise BriefError(message, f"it failed in the phase `{handed.reply.phase}`")
    return handed.taken_as or "taken"


def _write(transport: FolderTransport, variants: dict[str, Variant], ready: Prepared) -> None:
    """Write one mail of each rendering, addressed to the sender."""
    line = transport.line()
    for key, variant in sorted(variants.items()):
        _hand_over(line, variant, ready.found.sender.address, key.replace("/", "-"))
