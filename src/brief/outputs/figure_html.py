"""A figure as a page, a printed issue or an edition shows it, by one template."""

from base64 import b64encode
from dataclasses import dataclass, replace

from markupsafe import Markup

from brief.outputs.notes import Medium
from brief.outputs.picture import SVG, Drawn, Figure, Picture, Table
from brief.outputs.scene import Scene
from brief.outputs.urls import table_path


@dataclass(frozen=True, slots=True)
class ImageView:
    """One picture of a figure."""

    href: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class FigureView:
    """What the template of a figure sees.

    `narrow`, `table` and `csv` are for the site alone: in print and in a file that is sent,
    what the table holds stands in the text that follows.
    """

    name: str
    caption: str
    alt: str
    source: str
    image: ImageView
    narrow: ImageView | None = None
    table: Table | None = None
    csv: str | None = None


def figure_html(scene: Scene, page: str, name: str, medium: Medium = "page") -> Markup:
    """Return a figure of a page as HTML; nothing where there is none."""
    found = scene.figures.get((page, name))
    if found is None or medium == "text":
        return Markup("")
    return render_figure(scene, _view(scene, found, medium))


def render_figure(scene: Scene, view: FigureView) -> Markup:
    """Render the template of figures.

    Raises:
        BrokenTemplateError: It cannot be read or rendered.
    """
    return scene.templates.render("figure.html", f"the figure `{view.name}`", figure=view)


def undrawn(figure: Figure) -> FigureView:
    """Return the view of a figure without its pictures: a check renders it for faults."""
    nothing = ImageView("", 0, 0)
    csv = table_path(figure.page, figure.name)
    return replace(_bare(figure, nothing), narrow=nothing, table=figure.table, csv=csv)


def _view(scene: Scene, found: Drawn, medium: Medium) -> FigureView:
    figure = found.figure
    if medium == "mail":
        mailed = found.mailed or found.wide
        return _bare(figure, ImageView(_whole(scene, mailed), mailed.width, mailed.height))
    if medium == "print":
        printed = found.printed
        return _bare(figure, ImageView(printed.path, printed.width, printed.height))
    if not scene.edition.public:
        return _bare(figure, _embedded(found.wide))
    return replace(
        _bare(figure, _linked(scene, found.wide)),
        narrow=_linked(scene, found.narrow),
        table=figure.table,
        csv=scene.addresses.local(table_path(figure.page, figure.name)),
    )


def _bare(figure: Figure, image: ImageView) -> FigureView:
    return FigureView(figure.name, figure.caption, figure.alt, figure.source, image)


def _linked(scene: Scene, picture: Picture) -> ImageView:
    return ImageView(scene.addresses.local(picture.path), picture.width, picture.height)


def _whole(scene: Scene, picture: Picture) -> str:
    """Return the address of a picture from anywhere, or its content id in a mail."""
    at_hand = picture.path.startswith("cid:")
    return picture.path if at_hand else scene.addresses.absolute(picture.path)


def _embedded(picture: Picture) -> ImageView:
    data = b64encode(picture.content).decode()
    return ImageView(f"data:{SVG};base64,{data}", picture.width, picture.height)
