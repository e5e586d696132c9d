"""Commands for one person of the list: added, shown, gone, suppressed, erased."""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from brief.adapters.database.enrolment import add as add_person
from brief.adapters.database.histories import erase as erase_person
from brief.adapters.database.histories import history
from brief.adapters.database.people import find
from brief.adapters.database.suppressions import suppress as suppress_address
from brief.adapters.database.suppressions import unsuppress as unsuppress_address
from brief.cli.mailing import Desk, address_argument, desk, format_option
from brief.cli.table import GAP, count, cut, padded, table, terminal_width
from brief.cli.wiring import ERRORS, guarded, quiet_option, root_option
from brief.delivery.addresses import Address, readable
from brief.delivery.cells import Refused, language_of, name_of
from brief.delivery.history import History
from brief.delivery.subscriber import (
    CADENCES,
    PDFS,
    Cadence,
    Pdf,
    Preferences,
    Status,
    Subscriber,
)
from brief.diagnostics.nearest import did_you_mean, one_of

# What a suppression says of itself. A word that is none of these is shown as it is.
WHY = {
    "left": "has left",
    "hard": "the address does not exist",
    "soft": "the mailbox has refused three issues in a row",
    "complaint": "has complained of spam",
    "erased": "was erased",
    "operator": "suppressed by hand",
}

OFTEN = {
    "every": "every issue",
    "weekly": "one issue a week",
    "monthly": "one issue a month",
    "paused": "paused",
}
PAPER = {"attach": "PDF attached", "link": "PDF as a link", "none": "no PDF"}


def wishes(wants: Preferences) -> str:
    """Say in a line what somebody reads."""
    parts = [wants.tier, ", ".join(wants.audiences), OFTEN[wants.cadence], PAPER[wants.pdf]]
    if wants.language:
        parts.append(wants.language)
    if wants.topics:
        parts.append(f"about {', '.join(wants.topics)}")
    return " · ".join(filter(None, parts))


def _chosen(each: str, known: tuple[str, ...], option: str) -> str:
    if each not in known:
        hint = did_you_mean(each, known) or f"write {one_of(known)}"
        raise click.BadParameter(f"{each!r} is unknown\nhint: {hint}", param_hint=option)
    return each


@click.command()
@address_argument
@click.option(
    "--consent-source", required=True, help="Where they asked for it: kept as evidence."
)
@click.option("--name", help="Their name.")
@click.option("--tier", help="The highest tier that they may read (default: the lowest).")
@click.option("--audience", "audiences", multiple=True, help="Theirs; may be repeated.")
@click.option("--language", help="As BCP 47 (default: that of the newsletter).")
@click.option("--cadence", type=click.Choice(CADENCES), help="How often (default: every).")
@click.option("--pdf", type=click.Choice(PDFS), help="How the PDF comes (default: link).")
@click.option("--topic", "topics", multiple=True, help="Tags of notes; may be repeated.")
@click.option("--pending", is_flag=True, help="They have not confirmed the address yet.")
@root_option
@quiet_option
@guarded
def add(  # noqa: PLR0913 - a person has so many wishes
    *,
    address: Address,
    consent_source: str,
    name: str | None,
    tier: str | None,
    audiences: tuple[str, ...],
    language: str | None,
    cadence: Cadence | None,
    pdf: Pdf | None,
    topics: tuple[str, ...],
    pending: bool,
    root: Path | None,
    quiet: bool,
) -> None:
    """Add somebody, or change what they want: only what is named."""
    try:
        name = name_of(name) if name else address.name or None
        language = language_of(language) if language else None
        source = name_of(consent_source, "source")
    except Refused as refused:
        raise click.UsageError(f"{refused.message}\nhint: {refused.hint}") from None
    with desk(root) as at:
        words = at.words
        _welcome(address, at)
        known = find(at.people, address.norm)
        # Of somebody who is known, what is not named stays as they wanted it.
        new = Preferences(tier=words.tiers[0], pdf=at.settings.mail.pdf)
        named: dict[str, Any] = {
            "name": name,
            "language": language,
            "tier": tier and _chosen(tier, words.tiers, "--tier"),
            "audiences": tuple(_chosen(e, words.audiences, "--audience") for e in audiences),
            "cadence": cadence,
            "pdf": pdf,
            "topics": tuple(each.lower() for each in topics),
        }
        given = {field: value for field, value in named.items() if value}
        wants = replace(known.wants if known else new, **given)
        status: Status = "pending" if pending else "confirmed"
        how, person = add_person(at.people, address, wants, status, source)
    if not quiet:
        click.echo(f"{how}: {readable(person.address)} · {wishes(person.wants)}")


def _welcome(address: Address, at: Desk) -> None:
    """Refuse or warn as the settings say of an address."""
    words = at.words
    if address.domain in words.refused:
        raise click.UsageError(f"the settings refuse the domain {address.domain}")
    if address.is_role and words.roles != "allow":
        says = f"{address.text} is the box of a role, which no single person reads"
        if words.roles == "refuse":
            hint = "`subscribers: {roles: allow}` in newsletter.yaml takes it"
            raise click.UsageError(f"{says}\nhint: {hint}")
        click.secho(f"warning: {says}", fg="yellow", err=True)


@click.command()
@address_argument
@root_option
@quiet_option
@guarded
def remove(*, address: Address, root: Path | None, quiet: bool) -> None:
    """Let somebody leave, at once.

    Of a letter that is being sent they get none that has not gone out yet.
    """
    with desk(root) as at:
        new = suppress_address(at.people, address.norm, "left", "command line")
    if not quiet:
        how = "has left; no mail goes there" if new else "had left before"
        click.echo(f"{readable(address.text)} {how}")


@click.command()
@address_argument
@click.option("--reason", required=True, help="Why; kept with it.")
@root_option
@quiet_option
@guarded
def suppress(*, address: Address, reason: str, root: Path | None, quiet: bool) -> None:
    """Let no mail go to an address, whoever adds it."""
    with desk(root) as at:
        new = suppress_address(at.people, address.norm, "operator", "command line", reason)
    if not quiet:
        how = "is suppressed" if new else "was suppressed before"
        click.echo(f"{readable(address.text)} {how}")


@click.command()
@address_argument
@click.option("--reason", required=True, help="Why mail may go there again; kept.")
@root_option
@quiet_option
@guarded
def unsuppress(*, address: Address, reason: str, root: Path | None, quiet: bool) -> None:
    """Let mail go to an address again. Whoever left must be added again besides."""
    with desk(root) as at:
        there = unsuppress_address(at.people, address.norm, reason, "command line")
    shown = readable(address.text)
    if not there:
        click.echo(f"{shown} is not suppressed", err=True)
        raise SystemExit(ERRORS)
    if not quiet:
        click.echo(f"{shown} is no longer suppressed")


@click.command()
@address_argument
@click.option("--yes", is_flag=True, help="Do not ask.")
@root_option
@quiet_option
@guarded
def erase(*, address: Address, yes: bool, root: Path | None, quiet: bool) -> None:
    """Forget somebody for good. A keyed digest stays, so that nobody adds them again."""
    if not yes:
        click.confirm(f"forget {readable(address.text)} for good?", abort=True, err=True)
    with desk(root) as at:
        gone = erase_person(at.people, address.norm, "command line")
    if not quiet:
        rows = f"{count(gone.subscribers, 'person', 'people')}, "
        rows += f"{count(gone.letters, 'letter')} emptied, {count(gone.returns, 'bounce')}"
        click.echo(f"erased: {rows}; the address stays suppressed, as a keyed digest")


@click.command()
@address_argument
@root_option
@format_option
@guarded
def show(*, address: Address, root: Path | None, form: str) -> None:
    """Show all that is known of one person."""
    with desk(root) as at:
        found = history(at.people, address.norm)
    if form == "json":
        click.echo(json.dumps(_plain(found), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(address, found)))
    if found == History(None, None):
        raise SystemExit(ERRORS)


def _plain(value: Any) -> Any:
    """Return a history as JSON can hold it."""

    def simple(each: Any) -> Any:
        if isinstance(each, datetime):
            return each.isoformat()
        if isinstance(each, dict):
            return {key: simple(inner) for key, inner in each.items()}
        return [simple(inner) for inner in each] if isinstance(each, (list, tuple)) else each

    return simple(asdict(value))


def _lines(address: Address, found: History) -> Iterator[str]:
    person = found.subscriber
    shown = readable(person.address if person else address.text)
    name = f"{GAP}{person.wants.name}" if person and person.wants.name else ""
    yield click.style(shown, bold=True) + name
    if person is None:
        yield "  not on the list"
    else:
        yield from _about(person)
    gone = found.suppression
    if gone:
        note = f" ({gone.note})" if gone.note else ""
        says = f"suppressed since {gone.at:%Y-%m-%d}: {WHY.get(gone.reason, gone.reason)}{note}"
        yield _field("mail", click.style(says, fg="yellow"))
    elif person and person.status == "confirmed":
        yield _field("mail", "goes out")
    elif person:
        yield _field("mail", "does not go out")
    yield from _part(
        "consent",
        ("when", "what", "from", "note"),
        [(_at(e.at), e.event, e.source, e.note or "") for e in found.consents],
    )
    yield from _part(
        "letters",
        ("when", "issue", "edition", "what", "state", "reply"),
        [
            (_at(e.at), e.issue, e.edition, e.kind, e.state, _one_line(e.reply))
            for e in found.letters
        ],
    )
    yield from _part(
        "came back",
        ("when", "issue", "what", "code", "text"),
        [
            (_at(e.at), e.issue or "", e.sort, e.status or "", _one_line(e.text))
            for e in found.returns
        ],
    )


def _about(person: Subscriber) -> Iterator[str]:
    since = f"{person.status}, since {person.created_at:%Y-%m-%d}"
    yield _field("status", f"{since} ({person.source})" if person.source else since)
    yield _field("reads", wishes(person.wants))
    for name, text in person.wants.attributes.items():
        yield _field(cut(name, 10), text)


def _field(name: str, text: str) -> str:
    return f"  {padded(name, 10)}{text}"


def _part(title: str, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield f"{title}: {count(len(rows), 'entry', 'entries')}"
    room = terminal_width()
    for line in table(header, rows, within=room and room - 2):
        yield f"  {line}"


def _at(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else "–"


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())
