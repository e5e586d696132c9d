"""The files of `editions/`: every issue for every edition, from its narrowed library alone."""

from functools import partial

from brief.build.briefings import printed
from brief.build.scenes import Shared, apart, for_edition, on_the_site
from brief.build.step import Apart
from brief.library.model import Entry, Key
from brief.library.narrow import Gate
from brief.outputs.artefact import HTML, PLAIN, File, Printed
from brief.outputs.briefing import BRIEFINGS, mail_html
from brief.outputs.scene import Scene
from brief.outputs.text import plain_text
from brief.outputs.urls import briefing_path, edition_path


def edition_briefings(shared: Shared, scene: Scene, public: Gate) -> list[Printed]:
    """Plan the PDFs of one edition: of every issue the briefings that its formats name.

    Raises:
        BrokenTemplateError: A template cannot be read or rendered.
    """
    edition = scene.edition
    open_ = on_the_site(scene, public)
    plans = []
    for entry in scene.index.issues:
        cut = for_edition(scene, open_, entry, embed=False)
        for briefing in BRIEFINGS:
            if briefing.format in edition.formats:
                at = cut if briefing.whole else apart(cut, open_)
                path = briefing_path(entry.id, edition.id, briefing.name)
                plans.append(printed(shared, at, entry, briefing, path))
    return plans


# Issues of a part of the work: each has its notes in full.
PART = 4


def edition_files(scene: Scene, public: Gate, apart: Apart) -> dict[str, File]:
    """Return the HTML and the text of one edition, by path below `editions/`.

    Raises:
        BrokenTemplateError: A template cannot be read or rendered.
    """
    open_ = on_the_site(scene, public)
    issues = scene.index.issues
    groups = [issues[start : start + PART] for start in range(0, len(issues), PART)]
    found = apart([partial(_files, scene, open_, group) for group in groups])
    return {file.path: file for part in found for file in part}


def _files(scene: Scene, open_: frozenset[Key], issues: tuple[Entry, ...]) -> list[File]:
    files = []
    edition = scene.edition
    for entry in issues:
        if "html" in edition.formats:
            path = edition_path(entry.id, edition.id, "html")
            html = mail_html(for_edition(scene, open_, entry, embed=True), entry)
            files.append(File(path, html.encode(), HTML))
        if "text" in edition.formats:
            path = edition_path(entry.id, edition.id, "txt")
            text = plain_text(for_edition(scene, open_, entry, embed=False), entry)
            files.append(File(path, text.encode(), PLAIN))
    return files
