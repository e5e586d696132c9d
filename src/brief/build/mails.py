"""The mails of `editions/`: of every issue and edition the parts that all copies share.

What a reader without a key may see of a picture decides how it goes: one that the published
site has is named there, any other travels with the mail.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from brief.build.scenes import Shared, apart, for_edition, on_the_site
from brief.delivery.message import UNSUBSCRIBE
from brief.delivery.sender import Sender, sender_of
from brief.diagnostics.model import Diagnostic, Problem
from brief.library.model import Complaint, Entry, diagnose
from brief.library.narrow import Gate
from brief.outputs.artefact import HTML, JSON, PLAIN, File
from brief.outputs.asset import Asset
from brief.outputs.mail import MOST_BYTES, Mailed, mailed
from brief.outputs.mail_parts import Ways
from brief.outputs.scene import Scene
from brief.outputs.urls import (
    asset_path,
    briefing_path,
    file_of,
    issue_pdf_path,
    mail_path,
    mail_picture_path,
    page_path,
    slug,
)
from brief.schema.settings import Edition

# What every mail program shows. Source: caniemail, "PNG", "JPEG", "GIF"; not SVG, not WebP.
_SHOWN = frozenset(("image/png", "image/jpeg", "image/gif"))


@dataclass(slots=True)
class _Carried:
    """Pictures that go with a mail, by content id: filled while its pages are made."""

    domain: str
    files: dict[str, tuple[str, bytes, str]] = field(default_factory=dict)

    def cid(self, issue: str, content: bytes, media_type: str) -> str:
        """Return the content id of a picture, and keep the picture."""
        digest = hashlib.sha256(content).hexdigest()
        cid = f"{digest[:16]}@{self.domain}"
        path = mail_picture_path(issue, digest, media_type.removeprefix("image/"))
        self.files[cid] = (path, content, media_type)
        return f"cid:{cid}"


@dataclass(frozen=True, slots=True)
class _Office:
    """What the mails of all issues of an edition are made with."""

    shared: Shared
    public: Gate
    site: Mapping[str, File]
    sender: Sender


def mail_files(
    shared: Shared, scene: Scene, public: Gate, site: Mapping[str, File]
) -> tuple[dict[str, File], tuple[Diagnostic, ...]]:
    """Return the mails of one edition, by path below `editions/`, and what is wrong with them.

    There are none where nobody sends. Only the newest issues have one: a mail is sent once, and
    archives grow without end. `site` are the finished files of the site: what mails may name.

    Raises:
        BrokenTemplateError: A template cannot be read or rendered.
    """
    sender = sender_of(shared.settings)
    if sender is None or "mail" not in scene.edition.formats:
        return {}, ()
    office = _Office(shared, public, site, sender)
    files: dict[str, File] = {}
    problems: list[Diagnostic] = []
    open_ = on_the_site(scene, public)
    for entry in scene.index.issues[: shared.settings.mail.issues]:
        cut = apart(for_edition(scene, open_, entry, embed=False), open_)
        carried = _Carried(sender.domain)
        ways = _ways(office, cut, entry)
        made = mailed(_for_mail(cut, entry, site, carried), entry, ways)
        files |= _files(office, cut, entry, ways, made, carried)
        problems += (diagnose(Complaint(entry, each)) for each in _problems(cut, made))
    return files, tuple(problems)


def _problems(scene: Scene, made: Mailed) -> Iterator[Problem]:
    """Yield what keeps a mail from being read whole."""
    of = f"the mail of edition `{scene.edition.id}`"
    if not made.fits:
        size = len(made.html.encode())
        message = (
            f"{of} has {size:,} bytes with all notes in short; {MOST_BYTES:,} are the most"
        )
        yield Problem("B506", message, hint="shorten lead and bottom line, or divide the issue")
    elif made.unreachable:
        count = len(made.unreachable)
        what = f"`{made.unreachable[0]}`" + (f" and {count - 1} more" if count > 1 else "")
        message = f"{of} gives {what} in short, and nothing that its readers get in full"
        hint = f"add `pdf` to the formats of `{scene.edition.id}`, or divide the issue"
        yield Problem("B507", message, hint=hint)


def _files(
    office: _Office,
    scene: Scene,
    entry: Entry,
    ways: Ways,
    made: Mailed,
    carried: _Carried,
) -> dict[str, File]:
    html, text, about = (
        mail_path(entry.id, scene.edition.id, suffix) for suffix in ("html", "txt", "json")
    )
    held = {cid: file for cid, file in carried.files.items() if f"cid:{cid}" in made.html}
    files = (
        File(html, made.html.encode(), HTML),
        File(text, made.text.encode(), PLAIN),
        File(about, _described(office, scene, entry, ways, made, held), JSON),
        *(File(*each) for each in held.values()),
    )
    return {file.path: file for file in files}


def _ways(office: _Office, scene: Scene, entry: Entry) -> Ways:
    """Return where a mail leads, by what the site and the edition have."""
    settings, edition, sender = office.shared.settings, scene.edition, office.sender
    page = page_path(entry.key)
    whole = file_of(page) in office.site
    same = _shows(edition) == _shows(office.public.edition)
    pdf = issue_pdf_path(entry.id)
    prints = settings.pdf.on and "pdf" in edition.formats
    publisher = settings.publisher
    lines = (publisher.address or "").splitlines() if publisher else []
    own = settings.mail.reason
    return Ways(
        issue=scene.addresses.absolute(page) if whole else None,
        pdf=scene.addresses.absolute(pdf) if whole and same and settings.pdf.on else None,
        same=whole and same,
        attached=prints,
        leave=sender.leave_url(UNSUBSCRIBE) or sender.leave_mailto(UNSUBSCRIBE),
        reason=own or f"You get this because you asked for {settings.title} by mail.",
        address=tuple(
            each.strip() for each in (publisher.name if publisher else settings.title, *lines)
        ),
    )


def _shows(edition: Edition) -> tuple[object, ...]:
    """Return what decides about what an edition may show."""
    return edition.tiers, edition.audience, edition.tlp_max


def _for_mail(scene: Scene, entry: Entry, site: Mapping[str, File], carried: _Carried) -> Scene:
    """Return a scene whose pictures are named on the site, or go with the mail."""

    def asset_href(asset: Asset) -> str:
        path = asset_path(asset.path, asset.digest)
        if asset.media_type not in _SHOWN:
            return ""
        if path in site:
            return scene.addresses.absolute(path)
        return carried.cid(entry.id, asset.content, asset.media_type)

    figures = {}
    for name, drawn in scene.figures.items():
        picture = drawn.mailed
        if picture is None or picture.path in site:
            figures[name] = drawn
        else:
            cid = carried.cid(entry.id, picture.content, "image/png")
            figures[name] = replace(drawn, mailed=replace(picture, path=cid))
    return replace(scene, asset_href=asset_href, figures=figures)


def _described(
    office: _Office,
    scene: Scene,
    entry: Entry,
    ways: Ways,
    made: Mailed,
    held: Mapping[str, tuple[str, bytes, str]],
) -> bytes:
    """Return what else a mail needs, as canonical JSON."""
    settings = office.shared.settings
    name = slug(f"{settings.title} {entry.object.number}")[:40].strip("-")
    said = {
        "issue": entry.id,
        "edition": scene.edition.id,
        "language": scene.language,
        "subject": made.subject,
        "preheader": made.preheader,
        "archive_url": ways.issue or scene.addresses.absolute(""),
        "notes": made.notes,
        "folded": made.folded,
        "pdf": {
            "path": briefing_path(entry.id, scene.edition.id, "issue")
            if ways.attached
            else None,
            "name": f"{name}-{scene.edition.id}"[:56].strip("-") + ".pdf",
            "url": ways.pdf,
            "needed": made.folded > 0 and not ways.same,
        },
        "pictures": [
            {"cid": cid, "path": path, "media_type": kind}
            for cid, (path, _, kind) in sorted(held.items())
        ],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
