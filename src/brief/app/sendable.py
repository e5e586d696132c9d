"""An issue as it may be sent: released, built, and the same in all three; each guard is here.

What is sent are the files of `editions/`, compared with what was released and with what a build
makes now. Each guard that fails says what to do, and nothing has happened.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from brief.app.ports import Files
from brief.build.compile import Compilation, narrowed_libraries
from brief.build.manifest import NAME as MANIFEST
from brief.build.manifest import listed
from brief.build.snapshot import Snapshot
from brief.delivery.corrected import GRAVE, Wrong, corrected, kind_of
from brief.delivery.message import Variant, encode
from brief.delivery.published import letter
from brief.delivery.recipients import Occasion
from brief.delivery.sender import Sender, sender_of
from brief.delivery.subscriber import Pdf
from brief.diagnostics.nearest import did_you_mean, one_of
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
    every: tuple[Edition, ...]
    """All editions of the issue, where `editions` may be the one that was asked for."""
    occasion: Occasion
    read: Callable[[str], bytes | None]
    wrong: Mapping[str, tuple[Wrong, ...]]
    """What was wrong in each edition once, gravely enough for a mail."""
    corrections: int = 0
    """The most that was wrong in any edition that was released, shown here or not."""
    kind: str = ISSUE

    def variant(self, edition: str, pdf: Pdf) -> Variant:
        """Return the rendering of an edition for a choice of the PDF.

        Raises:
            BriefError: `editions/` does not hold it whole.
        """
        found = letter(self.read, self.issue, edition, pdf=pdf)
        if found is None:
            message = f"editions/ holds no whole mail of `{self.issue}` for `{edition}`"
            raise BriefError(message, "run `brief build`")
        if self.kind != ISSUE:
            found = corrected(found, self.wrong[edition])
        return encode(found, self.sender)

    def correction(self) -> "Sendable":
        """Return the correction of this issue, in the editions in which something was wrong.

        Raises:
            BriefError: Nothing was.
        """
        shown = tuple(each for each in self.editions if self.wrong.get(each.id))
        if not shown:
            message = f"nothing in `{self.issue}` was corrected that readers must hear of"
            hint = f"a mail is for corrections of the types {one_of(GRAVE)}"
            raise BriefError(message, hint)
        return replace(self, editions=shown, kind=kind_of(self.corrections))


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
    every = tuple(
        each
        for each in editions(done.settings)
        if (proof or each.id in released)
        and "mail" in each.formats
        and (entry.id, each.id) in mailed
    )
    shown = [each for each in every if only in (None, each.id)]
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
    wrong = {name: tuple(_wrong(entry, one)) for name, one in libraries.items()}
    found = Sendable(
        entry.id,
        done.settings,
        sender,
        tuple(shown),
        every,
        occasion(done.library, done.settings, entry),
        read,
        {each.id: wrong[each.id] for each in shown},
        max((len(found) for name, found in wrong.items() if name in released), default=0),
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


def _wrong(entry: Entry, library: Library) -> Iterator[Wrong]:
    """Yield what was wrong in an issue and its notes, as far as an edition shows them."""
    shown = library.get("issue", entry.id)
    for each in (*((shown,) if shown else ()), *_notes(entry, library)):
        for one in each.object.corrections:
            if one.type in GRAVE:
                was, now, effect = (
                    None if text is None else str(text)
                    for text in (one.was, one.is_, one.effect)
                )
                yield Wrong(str(each.object.title), one.type, was, now, effect)


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
