"""The files of `editions/`: every issue for every edition, from its narrowed library alone."""

from brief.build.briefings import printed, set_pdfs
from brief.build.scenes import Shared, apart, for_edition
from brief.build.steps import Perform
from brief.diagnostics.model import Diagnostic
from brief.library.narrow import Gate
from brief.outputs.artefact import HTML, PLAIN, File
from brief.outputs.briefing import BRIEFINGS, mail_html
from brief.outputs.scene import Scene
from brief.outputs.text import plain_text
from brief.outputs.urls import briefing_path, edition_path


def edition_files(
    shared: Shared, scene: Scene, public: Gate, perform: Perform, *, pdf: bool
) -> tuple[dict[str, File], tuple[Diagnostic, ...]]:
    """Return the files of one edition, by path below `editions/`.

    Raises:
        BrokenTemplateError: A template cannot be read or rendered.
    """
    files: dict[str, File] = {}
    plans = []
    edition = scene.edition
    for entry in scene.index.issues:
        cut = for_edition(scene, public, entry, embed=False)
        if "html" in edition.formats:
            path = edition_path(entry.id, edition.id, "html")
            files[path] = File(
                path,
                mail_html(for_edition(scene, public, entry, embed=True), entry).encode(),
                HTML,
            )
        if "text" in edition.formats:
            path = edition_path(entry.id, edition.id, "txt")
            files[path] = File(path, plain_text(cut, entry).encode(), PLAIN)
        for briefing in BRIEFINGS:
            if pdf and briefing.format in edition.formats:
                at = cut if briefing.whole else apart(cut, scene, public)
                path = briefing_path(entry.id, edition.id, briefing.name)
                plans.append(printed(shared, at, entry, briefing, path))
    pdfs, diagnostics = set_pdfs(shared, plans, perform)
    return files | pdfs, diagnostics
