"""The files of `site/`: pages, styles, PDFs, what programs read; from the public view alone."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from brief.build.briefings import printed
from brief.build.pages import files_of, part_of, parts
from brief.build.pages import pages as pages_of
from brief.build.pictures import picture_files
from brief.build.scenes import Shared, for_edition, on_the_site, used_assets
from brief.build.search import search_files, unmarked
from brief.build.step import Apart, Perform
from brief.diagnostics.model import Diagnostic
from brief.library.narrow import Gate
from brief.outputs.artefact import File, Printed
from brief.outputs.briefing import ISSUE
from brief.outputs.calendars import calendar_files, events
from brief.outputs.chrome import site_view
from brief.outputs.feed_list import OPML_PATH, feeds_page, opml
from brief.outputs.feeds import carried, feed_files
from brief.outputs.graph import graph
from brief.outputs.graph_schema import graph_schema
from brief.outputs.headers import host_files
from brief.outputs.home import home, issue_pages
from brief.outputs.lists import list_pages
from brief.outputs.llms import llms
from brief.outputs.pages import object_pages
from brief.outputs.planned import Made, Plan
from brief.outputs.scene import Scene
from brief.outputs.search import SCRIPT, search_page, searched
from brief.outputs.sitemap import robots, security, sitemap_files
from brief.outputs.theme import accent_rule
from brief.outputs.urls import asset_path, issue_pdf_path

HOME = "index.html"
FEEDS = "feeds/index.html"

_FONT = re.compile(r"url\((fonts/[^)]+)\)")


def site_briefings(shared: Shared, scene: Scene, public: Gate) -> list[Printed]:
    """Plan the PDFs of the site.

    A PDF is read away from the site: its links are whole, or stay in the issue.

    Raises:
        BrokenTemplateError: A template cannot be read or rendered.
    """
    open_ = on_the_site(scene, public)
    return [
        printed(
            shared,
            for_edition(scene, open_, entry, embed=False),
            entry,
            ISSUE,
            issue_pdf_path(entry.id),
        )
        for entry in scene.index.issues
    ]


class Site(NamedTuple):
    """The site: its files by path, where the links of its pages lead, what is wrong with it."""

    files: dict[str, File]
    addresses: dict[str, frozenset[bytes]]
    diagnostics: tuple[Diagnostic, ...]


def site_files(
    shared: Shared,
    scene: Scene,
    pdfs: Mapping[str, File],
    perform: Perform,
    apart: Apart,
    *,
    pdf: bool,
    indexer: str | None,
) -> Site:
    """Return every file of the site, and what is wrong with them.

    `pdfs` are its PDFs, which pages and feeds name with their sizes.

    Without an `indexer` there is no search.

    Raises:
        BrokenTemplateError: A template cannot be read or rendered.
    """
    files, stylesheet = _styles(shared, scene)
    style = hashlib.sha384(files[stylesheet].content).digest()
    icon = File("icon.svg", shared.snapshot.theme["icon.svg"], "image/svg+xml")
    files[icon.path] = icon
    search = indexer is not None and shared.settings.search.on and bool(searched(scene))
    site = site_view(
        scene,
        stylesheet=scene.addresses.local(stylesheet),
        integrity=f"sha384-{b64encode(style).decode()}",
        icon=scene.addresses.local(icon.path),
        search=search,
    )
    calendars = calendar_files(scene, events(scene))
    carries = carried(scene)
    front = [
        *([Plan(HOME, partial(home, scene, site))] if scene.wants(HOME) else []),
        *issue_pages(scene, site, pdf=pdf),
    ]
    objects = list(object_pages(scene, site))
    # The views of lists take the whole library: none is made for a page that is no list.
    listed = scene.only is None or scene.only - {each.path for each in (*front, *objects)}
    last = [Plan(FEEDS, partial(feeds_page, scene, site, calendars))] if scene.feeds else []
    work = [
        *parts(scene, front, carries),
        *([part_of(scene, partial(list_pages, scene, site))] if listed else []),
        *parts(scene, [*objects, *(last if listed and scene.wants(FEEDS) else ())], carries),
    ]
    if search:
        artefact, script = search_page(scene, site, shared.snapshot.theme[SCRIPT])
        work.append(part_of(scene, lambda: [artefact]))
        files[script.path] = script
    made = pages_of(work, apart)
    pages, diagnostics = files_of(made)
    files |= pages
    if search and indexer is not None:
        files |= search_files(scene, pages, indexer, perform)
    if shared.settings.search.on and scene.only is None:
        diagnostics += unmarked(scene, pages)
    files |= pdfs
    files |= used_assets(scene, files)
    files |= picture_files(scene, files)
    files |= calendars
    if scene.only is None:
        files |= machine_files(scene, made, files)
    return Site(files, {each.file.path: each.addresses for each in made}, diagnostics)


def machine_files(
    scene: Scene, pages: Sequence[Made], files: Mapping[str, File]
) -> dict[str, File]:
    """Return what programs read: feeds, sitemap, graph, and what servers are told.

    `files` are those of the site so far.
    """
    made: dict[str, File] = {}
    if scene.feeds:
        texts = {each.file.path: each.item for each in pages if each.item is not None}
        paths = {each.file.path for each in pages}
        sizes = {path: file.size for path, file in files.items()}
        made |= feed_files(scene, texts, paths, sizes)
        made[OPML_PATH] = opml(scene)
    found = (graph(scene), graph_schema(scene), robots(scene), security(scene))
    made |= {file.path: file for file in found if file}
    made |= sitemap_files(scene, (each.head for each in pages))
    made["llms.txt"] = llms(scene, {*files, *made})
    return made | host_files(scene, {*files, *made})


def _styles(shared: Shared, scene: Scene) -> tuple[dict[str, File], str]:
    """Return the style sheet and the fonts it names, under names with their digests."""
    theme: Mapping[str, bytes] = shared.snapshot.theme
    files: dict[str, File] = {}
    css = theme["site.css"].decode("utf-8", errors="replace") + accent_rule(shared.settings)

    def font(found: re.Match[str]) -> str:
        name = found[1]
        content = theme.get(name)
        if content is None:
            return found[0]
        path = asset_path(name, hashlib.sha256(content).hexdigest())
        files[path] = File(path, content, "font/woff2")
        return f"url({scene.addresses.local(path)})"

    content = _FONT.sub(font, css).encode()
    path = asset_path("site.css", hashlib.sha256(content).hexdigest())
    files[path] = File(path, content, "text/css; charset=utf-8")
    return files, path
