"""Links that lead nowhere: of texts, at their place in the file; of pages, where they stand.

Every file of the site is known before the first is written, so a link is held against what will
be there, parts of pages included. Links to other hosts are `app.links`.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from brief.diagnostics.model import Diagnostic, Problem, Span
from brief.diagnostics.nearest import did_you_mean
from brief.library.model import Complaint, Entry, diagnose
from brief.outputs.artefact import File
from brief.outputs.scene import Scene
from brief.outputs.urls import (
    INDEX,
    SEARCH,
    Place,
    file_of,
    issue_pdf_path,
    page_path,
    site_link,
)
from brief.schema.refs import Ref
from brief.schema.types import MarkdownText

# Quotes in the texts of pages are escaped, so what looks like an attribute is one. Feeds hold
# pages, escaped once more, and plain texts, whose quotes are not. Each pattern begins with a
# literal, which finds its places several times as fast as a choice would (measured).
_ADDRESSES = tuple(
    re.compile(start + rb'([^"]+)"') for start in (b' href="', b' src="', b' content="0; url=')
)
_PLAIN = re.compile(rb"<(title|summary|description)\b[^>]*>.*?</\1>", re.DOTALL)
_STYLE = re.compile(rb"url\(([^)]+)\)")
_ID = re.compile(rb' id="([^"]+)"')


@dataclass(slots=True)
class _Known:
    """What the site will hold, and the parts of its pages as far as anybody asked for them."""

    files: Mapping[str, File]
    promised: frozenset[str]
    ids: dict[str, frozenset[str]] = field(default_factory=dict)

    def holds(self, place: Place) -> bool:
        """Tell whether something is there."""
        if place.file not in self.files:
            return place.file in self.promised
        return not place.part or not place.file.endswith(".html") or self._has(place)

    def _has(self, place: Place) -> bool:
        return place.part == "top" or place.part in self.parts(place.file)

    def parts(self, path: str) -> frozenset[str]:
        """Return every `id` of a page."""
        if path not in self.ids:
            found = _ID.findall(self.files[path].content)
            self.ids[path] = frozenset(html.unescape(each.decode()) for each in found)
        return self.ids[path]


def broken_links(
    scenes: Sequence[Scene],
    site: Mapping[str, File],
    found: Mapping[str, frozenset[bytes]] | None = None,
) -> tuple[Diagnostic, ...]:
    """Return what links to nothing. The first of the scenes is that of the site.

    `found` are addresses of files that were looked at before, by path.
    """
    public = scenes[0]
    known = _Known(site, _promised(public))
    told: dict[Place, None] = {}
    complaints: dict[tuple[object, ...], Complaint] = {}
    for scene in scenes:
        for complaint, places in _in_texts(scene, public, known):
            problem = complaint.problem
            complaints.setdefault((complaint.entry.key, problem.at, problem.within), complaint)
            told |= dict.fromkeys(places)
    texts = [diagnose(each) for each in complaints.values()]
    return (*texts, *_in_pages(public, known, told, found or {}))


def _promised(scene: Scene) -> frozenset[str]:
    """Return the files that only a full build makes: a check must not miss them."""
    files = {issue_pdf_path(e.id) for e in scene.index.issues if scene.settings.pdf.on}
    return frozenset(files | ({file_of(SEARCH)} if scene.settings.search.on else set()))


def _in_texts(
    scene: Scene, public: Scene, known: _Known
) -> Iterator[tuple[Complaint, tuple[Place, ...]]]:
    """Yield links of texts that lead nowhere, and the places at which pages would look."""
    for entry in scene.library.entries.values():
        for at, word in entry.words:
            if isinstance(word, Ref):
                continue
            rendered = scene.library.texts.get((not isinstance(word, MarkdownText), word))
            for use in rendered.links if rendered else ():
                places = _places(use.target, entry, public)
                if places and not any(known.holds(place) for place in places):
                    message, close = _problem(use.target, places[0], known)
                    hint = close or "write `[[id]]`, and the address of the object is found"
                    yield (
                        Complaint(entry, Problem("B413", message, at, hint, use.within)),
                        places,
                    )


def _places(target: str, entry: Entry, public: Scene) -> tuple[Place, ...]:
    """Return where a link of a text may lead; nothing where another host answers.

    A part of the text itself stands on each page that shows the object, under other names.
    """
    addresses = public.addresses
    if not target.startswith("#"):
        local = re.match("[A-Za-z][A-Za-z0-9+.-]*:|//", target) is None
        place = addresses.place_of(site_link(addresses, target) if local else target, "")
        return (place,) if place else ()
    if entry.key not in public.library.entries:
        return ()
    page = file_of(page_path(entry.key))
    issues = public.index.places.get(entry.key, ())
    part = "-".join(re.findall("[a-z0-9]+", target.lower()))[:60].strip("-")
    return (
        Place(page, part),
        *(Place(file_of(page_path(issue.key)), f"{entry.id}-{part}") for issue in issues),
    )


def _problem(shown: str, place: Place, known: _Known) -> tuple[str, str | None]:
    """Return what is wrong with a link, and what may be meant."""
    if place.file in known.files:
        message = f"the page has no part `#{place.part}`"
        close = did_you_mean(place.part, known.parts(place.file))
        return message, close or "leave the part out, or name a heading"
    message = f"the site has nothing at `{shown}`"
    if f"{place.file}/index.html" in known.files:
        return message, f"write `/{place.file}/`"
    pages = (f"/{path.removesuffix('index.html')}" for path in known.files if _is_page(path))
    close = did_you_mean(f"/{place.file.removesuffix('index.html')}", pages)
    return message, close


def _is_page(path: str) -> bool:
    return path.endswith("/index.html")


def _in_pages(
    scene: Scene,
    known: _Known,
    told: Mapping[Place, None],
    found: Mapping[str, frozenset[bytes]],
) -> Iterator[Diagnostic]:
    """Yield links of finished files that no text explains, each once, at its first page."""
    # An address from the root leads to one place, wherever it stands.
    fine: set[bytes] = set()
    broken: dict[Place, list[tuple[str, bytes]]] = {}
    for path, file in known.files.items():
        addresses = found[path] if path in found else addresses_of(file)
        for raw in sorted(addresses - fine):
            place = scene.addresses.place_of(_unescaped(raw), path)
            if place is not None and place not in told and not known.holds(place):
                broken.setdefault(place, []).append((path, raw))
            elif raw.startswith((b"/", b"http")):
                fine.add(raw)
    for place, stands in broken.items():
        path, raw = stands[0]
        message, close = _problem(_unescaped(raw), place, known)
        if len(stands) > 1:
            message += f" (on {len(stands)} pages)"
        hint = close or "no text has this link, so a template makes it"
        yield Diagnostic(_span(known.files[path], raw), "B413", message, hint)


def addresses_of(file: File) -> frozenset[bytes]:
    """Return where the links of a finished file lead, as they are written."""
    path, content = file.path, file.content
    if path.startswith(INDEX):
        return frozenset()
    if path.endswith(".css"):
        return frozenset(_STYLE.findall(content))
    if path.endswith((".atom", ".xml")):
        content = _PLAIN.sub(b"", content)
    elif not path.endswith(".html"):
        return frozenset()
    return frozenset(raw for pattern in _ADDRESSES for raw in pattern.findall(content))


def _unescaped(raw: bytes) -> str:
    return html.unescape(html.unescape(raw.decode(errors="replace"))).strip("\"' ")


def _span(file: File, raw: bytes) -> Span:
    """Return where an address stands in a file of the site."""
    before = file.content.partition(raw)[0]
    line = before.count(b"\n") + 1
    column = len(before.rpartition(b"\n")[2].decode(errors="replace")) + 1
    width = len(raw.decode(errors="replace"))
    return Span(f"site/{file.path}", line, column, line, column + width)
