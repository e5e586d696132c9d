"""The manifest of a send, for people and for machines."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import click

from brief.app.sending import Times
from brief.cli.table import count, table, terminal_width
from brief.delivery.manifest import SHORTEST, Manifest
from brief.delivery.recipients import SAYS

# Exclusions that a terminal lists one by one; JSON has them all.
MOST_SHOWN = 40


def clock(at: float) -> str:
    """Return an instant as people read it, in their own zone."""
    return datetime.fromtimestamp(at, tz=UTC).astimezone().strftime("%H:%M on %d %b")


def lines(manifest: Manifest, at: Times, last: float, *, every: bool) -> Iterator[str]:
    """Yield a manifest in lines; with `every` exclusion by address."""
    yield f"issue {manifest.issue}, as {manifest.kind}"
    rows = [
        (
            part.edition,
            each.key.rpartition("/")[2],
            f"{part.copies(each.key):,}",
            f"{each.size / 1000:,.0f} kB",
            each.content_sha256[:12],
        )
        for part in manifest.parts
        for each in part.renderings
    ]
    if rows:
        header = ("edition", "PDF", "copies", "size", "content")
        yield from table(header, rows, within=terminal_width())
    yield f"{count(manifest.count, 'person', 'people')} will get it"
    if manifest.before:
        yield f"{count(manifest.before, 'person', 'people')} had it by an earlier send"
    for reason, number in manifest.reasons():
        yield f"{number:,} will not: {SAYS.get(reason, reason)}"  # type: ignore[call-overload]
    if every:
        for each in manifest.exclusions[:MOST_SHOWN]:
            yield f"  {each.address}: {SAYS.get(each.reason, each.reason)}"
        left = len(manifest.exclusions) - MOST_SHOWN
        if left > 0:
            yield f"  and {left:,} more; `--format json` lists all"
    if manifest.count:
        yield (
            f"first at {clock(at.not_before)}, last expected at {clock(last)}, "
            f"none after {clock(at.not_after)}"
        )
        yield f"manifest {manifest.digest()}"


def as_json(manifest: Manifest, at: Times, last: float) -> str:
    """Return a manifest as JSON, with every recipient and every exclusion."""
    said = {
        "issue": manifest.issue,
        "kind": manifest.kind,
        "manifest": manifest.digest(),
        "count": manifest.count,
        "before": manifest.before,
        "parts": [
            {
                "edition": part.edition,
                "renderings": [
                    {
                        "key": each.key,
                        "sha256": each.content_sha256,
                        "bytes": each.size,
                        "copies": part.copies(each.key),
                    }
                    for each in part.renderings
                ],
                "recipients": [
                    {"address": each.recipient.address, "rendering": each.rendering}
                    for each in part.addressed
                ],
            }
            for part in manifest.parts
        ],
        "exclusions": [
            {"address": each.address, "reason": each.reason} for each in manifest.exclusions
        ],
        "not_before": at.not_before,
        "last_expected": last,
        "not_after": at.not_after,
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def agreed(manifest: Manifest, *, interactive: bool) -> bool:
    """Ask whether to send; without somebody to ask, say how to agree in advance."""
    digest = manifest.digest()
    if not interactive:
        click.echo(
            f"hint: nothing was sent; to send this, add --manifest {digest[:12]}", err=True
        )
        return False
    said: str = click.prompt(
        f"To send it, type the first {SHORTEST} digits of the manifest", default="", err=True
    )
    return len(said) >= SHORTEST and digest.startswith(said.strip().lower())
