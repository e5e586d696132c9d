"""Take an issue to its readers: what may be sent at all, and to whom; nothing is sent here.

What is sent are the files of `editions/`, compared with what was released and with what a build
makes now. Each guard that fails says what to do, and nothing has happened.
"""

import hashlib
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from brief.app.ports import Files
from brief.build.compile import Compilation, narrowed_libraries
from brief.build.manifest import NAME as MANIFEST
from brief.build.manifest import listed
from brief.build.snapshot import Snapshot
from brief.delivery.campaign import Frozen, Plan, Rendering
from brief.delivery.keyed import Keys, address_digest
from brief.delivery.manifest import Addressed, Manifest, Part
from brief.delivery.message import Variant, encode
from brief.delivery.published import letter, weight
from brief.delivery.recipients import Occasion, Recipient, choose
from brief.delivery.sender import Sender, sender_of
from brief.delivery.subscriber import Pdf, Subscriber
from brief.delivery.tokens import derive, token_hash
from brief.diagnostics.nearest import did_you_mean
from brief.diagnostics.world import BriefError
from brief.library.canonical import simple
from brief.library.model import Entry, Library
from brief.library.query import sections
from brief.library.record import Line
from brief.outputs.urls import file_of, mail_path
from brief.schema.settings import Edition, Settings, editions

ISSUE = "issue"


@dataclass(frozen=True, slots=True)
class Sendable:
    """An issue that may be sent: released, built, and the same in all three."""

    issue: str
    settings: Settings
    sender: Sender
    editions: tuple[Edition, ...]
    occasion: Occasion
    read: Callable[[str], bytes | None]

    def variant(self, edition: str, pdf: Pdf) -> Variant:
        """Return the rendering of an edition for a choice of the PDF.

        Raises:
            BriefError: `editions/` does not hold it whole.
        """
        found = letter(self.read, self.issue, edition, pdf=pdf)
        if found is None:
            message = f"editions/ holds no whole mail of `{self.issue}` for `{edition}`"
            raise BriefError(message, "run `brief build`")
        return encode(found, self.sender)


def issue_named(library: Library, name: str) -> Entry:
    """Return an issue by its id or its number.

    Raises:
        BriefError: There is none.
    """
    found = {entry.id: entry for entry in library.family("issue")}
    if name in found:
        return found[name]
    numbered = [each for each in found.values() if str(each.object.number) == name]
    if len(numbered) == 1:
        return numbered[0]
    hint = did_you_mean(name, found) or "`briefs/issues/` holds the issues"
    raise BriefError(f"there is no issue `{name}`", hint)


def sendable(
    files: Files,
    snapshot: Snapshot,
    done: Compilation,
    name: str,
    only: str | None,
    *,
    proof: bool = False,
) -> Sendable:
    """Return an issue as it may be sent, in the editions that were released, or in one.

    A proof may go before the release, as far as the files of `editions/` are there.

    Raises:
        BriefError: A guard fails: not released, changed since, not built, links that lead
            nowhere, or nobody to send it.
    """
    assert done.settings is not None
    sender = sender_of(done.settings)
    if sender is None:
        hint = "write `mail: {from: letter@example.org}` into briefs/newsletter.yaml"
        raise BriefError("the settings do not say who sends mail", hint)
    entry = issue_named(done.library, name)
    released = {line.edition: line for line in done.record.lines if line.issue == entry.id}
    mailed = {
        (entry.id, each.id)
        for each in editions(done.settings)
        if mail_path(entry.id, each.id, "json") in done.editions
    }
    shown = [
        each
        for each in editions(done.settings)
        if (proof or each.id in released)
        and "mail" in each.formats
        and only in (None, each.id)
        and (entry.id, each.id) in mailed
    ]
    if not shown and proof:
        what = "no edition shows it by mail" + (f" as `{only}`" if only else "")
        raise BriefError(f"there is no mail of `{entry.id}`", f"{what}: see `editions:`")
    if not shown:
        what = f"`{entry.id}`" + (f" in the edition `{only}`" if only else "")
        raise BriefError(f"{what} was never released", f"run `brief release {entry.id}`")
    libraries = narrowed_libraries(snapshot, done)
    for each in shown if not proof else ():
        _check_record(entry, each.id, libraries[each.id], released[each.id])
    read = _published(files, done, entry.id)
    found = Sendable(
        entry.id,
        done.settings,
        sender,
        tuple(shown),
        occasion(done.library, done.settings, entry),
        read,
    )
    _check_links(files, found)
    return found


def _check_record(entry: Entry, edition: str, library: Library, line: Line) -> None:
    """Refuse an issue of which a text is another than was released."""
    for each in (entry, *_notes(entry, library)):
        name = f"{each.family}/{each.id}"
        shown = library.get(each.family, each.id)
        if shown is None or simple(shown.object) != line.objects.get(name):
            message = f"`{each.id}` has changed in `{edition}` since the issue was released"
            raise BriefError(message, f"run `brief release {entry.id}` again, then send")


def _notes(entry: Entry, library: Library) -> Iterator[Entry]:
    """Yield the notes of an issue, as far as a library shows them."""
    notes = tuple(library.family("note"))
    for section in sections(entry.object, notes, {each.id: each for each in notes}):
        yield from section


def occasion(library: Library, settings: Settings, entry: Entry) -> Occasion:
    """Return what decides about an issue: its day, the day of the one before, its topics."""
    days = {
        each.id: each.object.as_of or each.object.date
        for each in library.family("issue")
        if each.object.as_of or each.object.date
    }
    on = days[entry.id]
    earlier = [day for name, day in days.items() if name != entry.id and day <= on]
    tags = {tag for note in _notes(entry, library) for tag in note.object.tags}
    return Occasion(
        issue=entry.id,
        on=on,
        previous_on=max(earlier, default=None),
        tiers=settings.tiers,
        language=settings.language,
        topics=frozenset(tags),
    )


def _published(files: Files, done: Compilation, issue: str) -> Callable[[str], bytes | None]:
    """Return what reads `editions/`: by its manifest, and as a build would make it now."""
    rows = listed(files.read(f"editions/{MANIFEST}"))
    for path, file in done.editions.items():
        if not path.startswith(f"{issue}/"):
            continue
        digest = hashlib.sha256(file.content).hexdigest()
        if path not in rows or rows[path].sha256 != digest:
            message = f"editions/{path} is not what a build makes now"
            raise BriefError(message, f"run `brief release {issue}`, look at it, and send then")

    def read(path: str) -> bytes | None:
        content = files.read(f"editions/{path}")
        if content is None or path not in rows:
            return None
        if hashlib.sha256(content).hexdigest() != rows[path].sha256:
            message = f"editions/{path} was changed after it was built"
            raise BriefError(message, "run `brief build`")
        return content

    return read


def _check_links(files: Files, found: Sendable) -> None:
    """Refuse a mail that names a page of the site which is not there."""
    base = found.settings.url
    pages = listed(files.read(f"site/{MANIFEST}"))
    for edition in found.editions:
        html = found.variant(edition.id, "link").letter.html
        for href in sorted(set(re.findall(r'(?:href|src)="([^"]+)"', html))):
            if not href.startswith(f"{base}/"):
                continue
            path = href.removeprefix(f"{base}/").split("#")[0].split("?")[0]
            if file_of(path) not in pages:
                message = f"the mail of `{edition.id}` names {href}, and site/ has no such page"
                raise BriefError(message, "run `brief build`, and publish site/ first")


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
    recipients, exclusions = choose(
        subscribers, found.editions, found.occasion, suppressed, segment
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
    return Manifest(found.issue, ISSUE, parts, exclusions, before), by_key


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
    per_second = settings.mail.limits.per_second
    end = at.not_before + (manifest.count / float(per_second) if per_second else 0.0)
    if end > at.not_after:
        minutes = round((end - at.planned_at) / 60)
        message = f"at this rate it takes {minutes} minutes, and ends before"
        hint = "raise `mail.late_minutes` or `mail.limits.per_second`"
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
