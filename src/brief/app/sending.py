"""Who gets an issue by mail, as a manifest and as what is frozen; nothing is sent here."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from brief.app.sendable import Sendable
from brief.delivery.campaign import Frozen, Plan, Rendering
from brief.delivery.keyed import Keys, address_digest
from brief.delivery.manifest import Addressed, Manifest, Part
from brief.delivery.message import Variant
from brief.delivery.published import weight
from brief.delivery.recipients import Exclusion, Recipient, choose
from brief.delivery.sender import Sender
from brief.delivery.subscriber import Pdf, Subscriber
from brief.delivery.tokens import derive, token_hash
from brief.diagnostics.world import BriefError
from brief.schema.settings import Settings

_DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Had:
    """Somebody who has a version of an issue, and which."""

    recipient: Recipient
    content_sha256: str


def manifest_of(
    found: Sendable,
    subscribers: Iterable[Subscriber],
    suppressed: Container[str],
    segment: Callable[[Subscriber], bool],
    had: Container[str],
    *,
    force: bool,
) -> tuple[Manifest, Mapping[str, Variant]]:
    """Return who will get what, and the renderings by key.

    `had` holds the ids of those who have a row of this issue already: nobody gets a second.

    Raises:
        BriefError: An attachment is too heavy for mail, and not `force`.
    """
    chosen, exclusions = choose(subscribers, found.every, found.occasion, suppressed, segment)
    shown = {each.id for each in found.editions}
    recipients = [each for each in chosen if each.edition in shown]
    others = tuple(
        Exclusion(each.subscriber, each.address, "other edition")
        for each in chosen
        if each.edition not in shown
    )
    fresh = [each for each in recipients if each.subscriber not in had]
    variants: dict[tuple[str, Pdf], Variant] = {}
    for edition, pdf in sorted({(each.edition, each.pdf) for each in fresh}):
        variants[edition, pdf] = found.variant(edition, pdf)
    by_key = {each.key: each for each in variants.values()}
    for each in by_key.values():
        _check_weight(each, force=force)
    parts = tuple(
        _part(edition.id, fresh, variants)
        for edition in found.editions
        if any(each.edition == edition.id for each in fresh)
    )
    before = len(recipients) - len(fresh)
    return Manifest(found.issue, found.kind, parts, (*exclusions, *others), before), by_key


def correction_manifest(
    found: Sendable,
    had: Iterable[Had],
    suppressed: Container[str],
    renderings: Container[str],
    corrected: Container[tuple[str, str]],
) -> tuple[Manifest, Mapping[str, Variant]]:
    """Return who gets a correction: exactly those who have the wrong version, or may have it.

    `had` are the rows of the issue that were sent or are unknown; `renderings` are the digests
    of those that are right now; `corrected` are the ids of those who have a correction, each
    with its content: nobody gets the same twice.
    """
    wrong = [
        each.recipient
        for each in had
        if each.content_sha256 not in renderings
        and each.recipient.edition in {one.id for one in found.editions}
        and each.recipient.address_norm not in suppressed
    ]
    variants = {
        (edition, pdf): found.variant(edition, pdf)
        for edition, pdf in sorted({(each.edition, each.pdf) for each in wrong})
    }
    recipients = [
        each
        for each in wrong
        if (each.subscriber, variants[each.edition, each.pdf].content_sha256) not in corrected
    ]
    parts = tuple(
        _part(edition.id, recipients, variants)
        for edition in found.editions
        if any(each.edition == edition.id for each in recipients)
    )
    made = Manifest(found.issue, found.kind, parts, ())
    return made, {each.key: each for each in variants.values()}


def _part(
    edition: str, recipients: Sequence[Recipient], variants: Mapping[tuple[str, Pdf], Variant]
) -> Part:
    addressed = tuple(
        Addressed(each, variants[edition, each.pdf].key)
        for each in recipients
        if each.edition == edition
    )
    used = {each.rendering for each in addressed}
    made = {each.key: each for each in variants.values() if each.key in used}
    renderings = tuple(
        Rendering(key, made[key].content_sha256, made[key].size) for key in sorted(made)
    )
    return Part(edition, renderings, addressed)


def _check_weight(variant: Variant, *, force: bool) -> None:
    attached = variant.letter.attachment
    if attached is not None and weight(attached) == "too heavy" and not force:
        megabytes = len(attached.content) / 1e6
        message = (
            f"the PDF of `{variant.letter.edition}` is too heavy for mail: {megabytes:.1f} MB"
        )
        hint = "let readers have it by link (`mail: {pdf: link}`), or say --force"
        raise BriefError(message, hint)


@dataclass(frozen=True, slots=True)
class Times:
    """When a campaign may send, in seconds since 1970."""

    planned_at: float
    not_before: float
    not_after: float


def times(settings: Settings, now: float) -> Times:
    """Return when a campaign that is planned for now may send."""
    mail = settings.mail
    return Times(now, now + mail.hold_minutes * 60, now + mail.late_minutes * 60)


def last_expected(manifest: Manifest, settings: Settings, at: Times) -> float:
    """Return when the last mail is expected to leave, as far as limits decide.

    Raises:
        BriefError: That is after the time at which the campaign ends.
    """
    limits = settings.mail.limits
    domains = Counter(
        each.recipient.domain for part in manifest.parts for each in part.addressed
    )
    takes = {"per_second": 0.0}
    if limits.per_second:
        takes["per_second"] = manifest.count / float(limits.per_second)
    if limits.per_domain:
        takes["per_domain"] = max(domains.values(), default=0) / float(limits.per_domain)
    if limits.per_day:
        takes["per_day"] = max(0, manifest.count - 1) // limits.per_day * _DAY_S
    slowest = max(takes, key=lambda name: takes[name])
    end = at.not_before + takes[slowest]
    if end > at.not_after:
        minutes = round((end - at.planned_at) / 60)
        message = f"at this rate it takes {minutes} minutes, and ends before"
        hint = f"raise `mail.late_minutes` or `mail.limits.{slowest}`"
        raise BriefError(message, hint)
    return end


def plans(manifest: Manifest, found: Sendable, keys: Keys, at: Times) -> tuple[Plan, ...]:
    """Return what is frozen: a campaign for each edition."""
    return tuple(
        Plan(
            issue=manifest.issue,
            edition=part.edition,
            kind=manifest.kind,
            manifest_sha256=manifest.part_digest(part.edition),
            planned_at=at.planned_at,
            not_before=at.not_before,
            not_after=at.not_after,
            on_unknown="hold",
            renderings=part.renderings,
            recipients=tuple(
                _frozen(each, manifest, found.sender, keys) for each in part.addressed
            ),
        )
        for part in manifest.parts
    )


def _frozen(addressed: Addressed, manifest: Manifest, sender: Sender, keys: Keys) -> Frozen:
    each = addressed.recipient
    key = keys.by_number[keys.newest]
    tokens = derive(key, manifest.issue, manifest.kind, each.subscriber)
    return Frozen(
        subscriber=each.subscriber,
        address=each.address,
        address_norm=each.address_norm,
        address_hmac=address_digest(key, each.address_norm),
        domain=each.domain,
        name=each.name,
        variant=addressed.rendering,
        message_id=f"{tokens.message_id}@{sender.domain}",
        key_no=keys.newest,
        unsub_hash=token_hash(tokens.unsubscribe),
        verp_hash=token_hash(tokens.verp),
    )
