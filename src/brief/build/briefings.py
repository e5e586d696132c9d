"""PDF briefings: the print HTML of an issue, and the step that sets it."""

from collections.abc import Iterable, Mapping

from brief.build.scenes import Shared
from brief.build.steps import Perform, pdf_step
from brief.diagnostics.model import Diagnostic, Span
from brief.library.model import Entry
from brief.outputs.artefact import PDF, File, Printed
from brief.outputs.briefing import print_html
from brief.outputs.picture import SVG
from brief.outputs.scene import Scene
from brief.outputs.urls import asset_path

FONTS = "fonts/"


def printed_issue(shared: Shared, scene: Scene, entry: Entry, path: str) -> Printed:
    """Plan the PDF of an issue.

    Raises:
        BrokenTemplateError: A template cannot be read or rendered.
    """
    html = print_html(scene, entry)
    return Printed(
        path=path,
        html=html,
        assets=_assets(shared, scene, html),
        paper=scene.edition.paper,
        subject=f"issue `{entry.id}`",
        on=entry.object.date.isoformat(),
    )


def _assets(shared: Shared, scene: Scene, html: str) -> Mapping[str, tuple[str, bytes]]:
    """Return every file that the PDF may look at: style, fonts, and the images it shows."""
    theme = shared.snapshot.theme
    assets = {"print.css": ("text/css", theme["print.css"])}
    for name in sorted(theme):
        if name.startswith(FONTS) and name.endswith(".ttf"):
            assets[name] = ("font/ttf", theme[name])
    for asset in scene.assets.values():
        path = asset_path(asset.path, asset.digest)
        if path in html:
            assets[path] = (asset.media_type, asset.content)
    for figure in scene.figures.values():
        if figure.printed.path in html:
            assets[figure.printed.path] = (SVG, figure.printed.content)
    return assets


def set_pdfs(
    shared: Shared, plans: Iterable[Printed], perform: Perform
) -> tuple[dict[str, File], tuple[Diagnostic, ...]]:
    """Set PDFs, all of them in one batch; each is made once for the same input."""
    planned = list(plans)
    steps = [
        pdf_step(
            plan.html,
            plan.assets,
            {"paper": plan.paper, "date": plan.on},
            shared.snapshot.toolchain,
        )
        for plan in planned
    ]
    files = {}
    problems = []
    for plan, result in zip(planned, perform(steps), strict=True):
        if result.startswith(b"%PDF"):
            files[plan.path] = File(plan.path, result, PDF)
        else:
            message = f"the PDF of {plan.subject} cannot be set: {result.decode()}"
            span = Span("templates/print.html", 1, 1, 1, 1)
            problems.append(Diagnostic(span, "B306", message))
    return files, tuple(problems)
