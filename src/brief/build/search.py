"""The search index: what of the finished public pages is searched, and the files for it."""

import io
import json
import re
import tarfile
from collections.abc import Iterable, Iterator, Mapping

from markupsafe import escape

from brief.build.step import Perform
from brief.build.steps import search_step
from brief.diagnostics.model import Diagnostic, Span
from brief.library.model import Entry
from brief.outputs.around import title_of
from brief.outputs.artefact import File
from brief.outputs.dates import compact_day
from brief.outputs.scene import Scene
from brief.outputs.search import PAGES, facets, searched
from brief.outputs.urls import INDEX, file_of, page_path
from brief.schema.settings import Settings

_MAIN = re.compile(rb"<main\b.*</main>", re.DOTALL)
_MARK = b"data-pagefind-body"

# Numbers of sources and notes would grow on to words, and so would neighbouring cells.
_NUMBER = re.compile(rb"<sup\b.*?</sup>", re.DOTALL)
_CELL_END = re.compile(rb"</(?:dt|dd|th|td|li|summary|caption|figcaption)>")

TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".css": "text/css; charset=utf-8",
}


def search_files(
    scene: Scene, pages: Mapping[str, File], indexer: str, perform: Perform
) -> dict[str, File]:
    """Return the index of the finished pages of objects, by path."""
    texts = {
        path: searched_text(scene, entry, page)
        for entry, path, page in _pages(scene, pages)
        if _MARK in page
    }
    if not texts:
        return {}
    (archive,) = perform([search_step(texts, indexer)])
    return dict(_unpacked(archive))


def unmarked(scene: Scene, pages: Mapping[str, File]) -> tuple[Diagnostic, ...]:
    """Complain of templates that make pages without a text to be searched."""
    found = {PAGES[e.family] for e, _, page in _pages(scene, pages) if _MARK not in page}
    hint = "add `data-pagefind-body` to the element that holds the text"
    message = "search does not see the pages of this template"
    return tuple(
        Diagnostic(Span(f"templates/{name}", 1, 1, 1, 1), "B308", message, hint)
        for name in sorted(found)
    )


def _pages(scene: Scene, pages: Mapping[str, File]) -> Iterator[tuple[Entry, str, bytes]]:
    for entry in searched(scene):
        path = file_of(page_path(entry.key))
        if path in pages:
            yield entry, path, pages[path].content


def searched_text(scene: Scene, entry: Entry, page: bytes) -> bytes:
    """Return what of a page is searched: its main text, its title, its date and its facets.

    What surrounds the text stays out, so that a new style or another neighbour costs no index.
    """
    found = _MAIN.search(page)
    text = _CELL_END.sub(rb"\g<0> ", _NUMBER.sub(b"", found[0])) if found else b""
    rows = [("meta", "title", title_of(entry)), ("meta", "kind", entry.kind.name)]
    if day := getattr(entry.object, "date", None):
        rows.append(("meta", "date", compact_day(day, scene.language)))
    rows += [("filter", name, value) for name, value in facets(entry)]
    head = "".join(
        f'<p data-pagefind-{sort}="{name}">{escape(value)}</p>' for sort, name, value in rows
    )
    start = f'<!DOCTYPE html><html lang="{scene.language}"><title></title><body>{head}'
    return start.encode() + text + b"</body></html>"


def archived(files: Mapping[str, bytes]) -> bytes:
    """Return files as one value: a tar archive without times, owners or rights."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name in sorted(files):
            member = tarfile.TarInfo(name)
            member.size = len(files[name])
            archive.addfile(member, io.BytesIO(files[name]))
    return stream.getvalue()


def _unpacked(archive: bytes) -> Iterable[tuple[str, File]]:
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:") as opened:
        for member in opened:
            content = opened.extractfile(member)
            assert content is not None  # `archived` writes files alone
            path = INDEX + member.name
            suffix = "." + member.name.rpartition(".")[2]
            media_type = TYPES.get(suffix, "application/octet-stream")
            yield path, File(path, content.read(), media_type)


def page_count(files: Mapping[str, bytes]) -> int:
    """Return how many pages the files of an index hold, in all languages."""
    entry = json.loads(files["pagefind-entry.json"])
    return sum(each["page_count"] for each in entry["languages"].values())


# Written without spaces: the plain indexer takes a sentence for a word.
_UNSPACED = frozenset(("zh", "ja"))


def advice(settings: Settings, indexer: str | None) -> tuple[str, str] | None:
    """Return what search lacks on this machine and what helps; nothing where all is well."""
    if not settings.search.on:
        return None
    if indexer is None:
        message = "there is no search page, because pagefind is not installed"
        return message, "pip install 'brief[search]'; or write `search: off` in newsletter.yaml"
    if settings.language.split("-")[0] in _UNSPACED and "extended" not in indexer:
        message = f"search finds no single words in the language `{settings.language}`"
        return message, "pip install 'pagefind[extended]'"
    return None
