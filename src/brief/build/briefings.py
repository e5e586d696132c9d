"""PDF briefings: the print HTML of an issue's briefings, and the steps that set it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from brief.build.endnotes import moved
from brief.build.faces import faceless, faces
from brief.build.scenes import Shared
from brief.build.setting import unpacked
from brief.build.step import Perform
from brief.build.steps import pdf_step
from brief.diagnostics.model import Diagnostic, Span
from brief.library.model import Entry, Library
from brief.outputs.artefact import PDF, File, Printed
from brief.outputs.attachments import attachments
from brief.outputs.briefing import Briefing, print_html
from brief.outputs.imprint import Imprint, sealed
from brief.outputs.picture import SVG
from brief.outputs.scene import Scene
from brief.outputs.urls import asset_path


def printed(
    shared: Shared, scene: Scene, entry: Entry, briefing: Briefing, path: str
) -> Printed:
    """Plan the PDF of one briefing of an issue.

    Raises:
        BrokenTemplateError: A template cannot be read or rendered.
    """
    html, build = sealed(print_html(scene, entry, briefing))
    fonts, missing = faces(shared, html)
    return Printed(
        path=path,
        html=html,
        assets={**_assets(shared, scene, html), **fonts},
        paper=scene.edition.paper,
        subject=f"issue `{entry.id}`",
        on=entry.object.date.isoformat(),
        imprint=Imprint(entry.id, scene.edition.id, briefing.name, build),
        attachments=attachments(scene, entry) if briefing.whole else (),
        faceless=tuple(faceless(scene, entry, missing)) if missing else (),
        most_pages=briefing.most_pages,
    )


def _assets(shared: Shared, scene: Scene, html: str) -> Mapping[str, tuple[str, bytes]]:
    """Return what the PDF may look at besides its fonts: style, and the images it shows."""
    theme = shared.snapshot.theme
    assets = {"print.css": ("text/css", theme["print.css"])}
    for asset in scene.assets.values():
        path = asset_path(asset.path, asset.digest)
        if path in html:
            assets[path] = (asset.media_type, asset.content)
    for figure in scene.figures.values():
        if figure.printed.path in html:
            assets[figure.printed.path] = (SVG, figure.printed.content)
    return assets


def set_pdfs(
    shared: Shared, library: Library, plans: Iterable[Printed], perform: Perform
) -> tuple[tuple[File | None, ...], tuple[Diagnostic, ...]]:
    """Set PDFs in one batch; each is made once for the same input.

    `library` holds the texts that diagnostics point at.

    What comes back stands in the order of the plans, nothing where one cannot be set.
    """
    every = list(plans)
    planned = [plan for plan in every if not plan.faceless]
    steps = [
        replace(
            pdf_step(
                plan.html,
                plan.assets,
                {
                    "paper": plan.paper,
                    "date": plan.on,
                    "pages": str(plan.most_pages or ""),
                },
                shared.snapshot.toolchain,
                {each.name: (each.description, each.content) for each in plan.attachments},
            ),
            place=plan.path,
        )
        for plan in planned
    ]
    files: dict[int, File] = {}
    problems = [each for plan in every for each in plan.faceless]
    for plan, result in zip(planned, perform(steps), strict=True):
        setting = unpacked(result)
        if setting.pdf is not None:
            files[id(plan)] = File(plan.path, setting.pdf, PDF, plan.imprint)
            problems += moved(library, plan.imprint.issue, setting.at_end)
        else:
            message = f"the PDF of {plan.subject} cannot be set: {setting.fault}"
            span = Span("templates/print.html", 1, 1, 1, 1)
            problems.append(Diagnostic(span, "B306", message))
    return tuple(files.get(id(plan)) for plan in every), tuple(dict.fromkeys(problems))
