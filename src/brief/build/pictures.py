"""Figures and social cards of a scene: planned, drawn in one batch of steps, then at hand."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from brief.build.scenes import Shared, theme_fonts
from brief.build.step import Perform, Step, fonts_digest
from brief.build.steps import figure_step
from brief.diagnostics.model import Diagnostic, Span
from brief.outputs.artefact import File
from brief.outputs.dates import d3_locale
from brief.outputs.figure_html import render_figure, undrawn
from brief.outputs.figure_style import for_mail, size
from brief.outputs.figures import ARCHIVE, drawn, issue_figures, site_figures
from brief.outputs.picture import CSV, SVG, Drawn, Figure, Picture, SocialCard, Spec
from brief.outputs.scene import Scene
from brief.outputs.social import (
    HEIGHT_PX,
    WIDTH_PX,
    SocialPlan,
    social_plans,
    social_svg,
    svg_fault,
)
from brief.outputs.urls import asset_path, card_path, file_of, table_path

PNG = b"\x89PNG"

# What draws pictures: another version of what sets PDFs changes none of them.
TOOLS = ("vl-convert",)


def with_pictures(
    shared: Shared, scene: Scene, perform: Perform, *, site: bool
) -> tuple[Scene, tuple[Diagnostic, ...]]:
    """Return a scene with its figures, and for the site with its cards too.

    Raises:
        BrokenTemplateError: The template of cards cannot be read or rendered.
    """
    figures = _figures(shared, scene, site=site)
    cards, faults = _cards(shared, scene) if site else ((), ())
    charts = _charts(figures, scene.edition.id)
    locale = json.dumps(d3_locale(scene.language), sort_keys=True, ensure_ascii=False)
    sources = [
        (text, {"from": "vega-lite", "to": "svg", "locale": locale}, place)
        for text, place in charts.items()
    ]
    sources += [
        (text, {"from": "svg", "to": "png"}, f"card of {plan.name}") for text, plan in cards
    ]
    results = perform(_steps(shared, sources)) if sources else ()
    svgs = {text: result.decode() for text, result in zip(charts, results, strict=False)}
    pictures = zip((plan for _, plan in cards), results[len(charts) :], strict=True)

    def svg(drawing: Spec | str) -> str:
        return drawing if isinstance(drawing, str) else svgs[_text(drawing)]

    made = {
        (each.page, each.name): drawn(scene, each, svg(each.wide), svg(each.narrow))
        for each in figures
    }
    if shared.settings.mail.from_ is not None:
        made |= _mailed(
            shared, made, {each: svg(made[each].figure.narrow) for each in made}, perform
        )
    held, more = _held(scene, pictures)
    return replace(scene, figures=made, cards=held), (*faults, *more)


Name = tuple[str, str]


def _mailed(
    shared: Shared, made: Mapping[Name, Drawn], svgs: Mapping[Name, str], perform: Perform
) -> dict[Name, Drawn]:
    """Return the figures of issues with their pictures for mail: PNG at double density."""
    names = [each for each in made if each[0].startswith("issues/") and each[0] != ARCHIVE]
    options = {"from": "svg", "to": "png", "scale": "2"}
    sources = {each: for_mail(svgs[each]) for each in names}
    wanted = (
        (text, options, f"{each[0]}{each[1]}, for mail") for each, text in sources.items()
    )
    results = perform(_steps(shared, wanted))
    found = {}
    for name, content in zip(names, results, strict=True):
        if content.startswith(PNG):
            digest = hashlib.sha256(content).hexdigest()
            stem = f"{name[0].strip('/').replace('/', '-')}-{name[1]}-mail.png"
            picture = Picture(asset_path(stem, digest), content, *size(sources[name]))
            found[name] = replace(made[name], mailed=picture)
    return found


def try_pictures(shared: Shared, scene: Scene, *, site: bool) -> tuple[Diagnostic, ...]:
    """Render what figures and cards are made from, draw nothing, and return what is wrong.

    Raises:
        BrokenTemplateError: A template cannot be read or rendered.
    """
    for each in _figures(shared, scene, site=site):
        render_figure(scene, undrawn(each))
    return _cards(shared, scene)[1] if site else ()


def picture_files(scene: Scene, files: Mapping[str, File]) -> dict[str, File]:
    """Return the pictures that finished pages show, the data of figures, and all cards."""
    text = b"\n".join(file.content for file in files.values())
    found = {}
    for (page, name), each in scene.figures.items():
        for picture in (each.wide, each.narrow):
            if picture.path.encode() in text:
                found[picture.path] = File(picture.path, picture.content, SVG)
        if each.mailed is not None:
            # No page shows it: mails name it, which are made later.
            found[each.mailed.path] = File(each.mailed.path, each.mailed.content, "image/png")
        path = table_path(page, name)
        if path.encode() in text:
            found[path] = File(path, each.figure.table.csv().encode(), CSV)
    for card in scene.cards.values():
        if card.path.encode() in text:
            found[card.path] = File(card.path, card.content, "image/png")
    return found


def _figures(shared: Shared, scene: Scene, *, site: bool) -> tuple[Figure, ...]:
    if not shared.settings.figures.on:
        return ()
    plans = site_figures(scene) if site else issue_figures(scene)
    return tuple(each for each in plans if scene.wants(file_of(each.page)))


def _cards(
    shared: Shared, scene: Scene
) -> tuple[tuple[tuple[str, SocialPlan], ...], tuple[Diagnostic, ...]]:
    """Return the cards of the site, each with its drawing; none where their template is bad."""
    if not shared.settings.cards.on:
        return (), ()
    cards = tuple((str(social_svg(scene, plan)), plan) for plan in social_plans(scene))
    for svg, plan in cards:
        fault = svg_fault(svg)
        if fault:
            return (), (_undrawn(plan, fault),)
    return cards, ()


def _undrawn(plan: SocialPlan, why: str) -> Diagnostic:
    message = f"the card of {plan.subject} cannot be drawn: {why}"
    hint = "a card is SVG that names no other file; begin again from the theme's own `card.svg`"
    return Diagnostic(Span("templates/card.svg", 1, 1, 1, 1), "B307", message, hint)


def _charts(figures: Iterable[Figure], edition: str) -> dict[str, str]:
    """Return the specs of charts, each with the place of the first that shows it."""
    found: dict[str, str] = {}
    for figure in figures:
        for drawing, form in ((figure.wide, "wide"), (figure.narrow, "narrow")):
            if not isinstance(drawing, str):
                place = f"{figure.page}{figure.name}, {form}, in {edition}"
                found.setdefault(_text(drawing), place)
    return found


def _text(spec: Spec) -> str:
    return json.dumps(spec, sort_keys=True, ensure_ascii=False)


def _steps(shared: Shared, sources: Iterable[tuple[str, Mapping[str, str], str]]) -> list[Step]:
    fonts = fonts_digest(theme_fonts(shared.snapshot.theme))
    tools = {n: v for n, v in shared.snapshot.toolchain.items() if n in TOOLS}
    return [figure_step(each, options, fonts, tools, at) for each, options, at in sources]


def _held(
    scene: Scene, pictures: Iterable[tuple[SocialPlan, bytes]]
) -> tuple[dict[str, SocialCard], tuple[Diagnostic, ...]]:
    held = {}
    problems = []
    for plan, content in pictures:
        if not content.startswith(PNG):
            problems.append(_undrawn(plan, content.decode()))
            continue
        path = card_path(plan.name, hashlib.sha256(content).hexdigest())
        address = scene.addresses.absolute(path)
        held[plan.name] = SocialCard(path, content, address, plan.alt, WIDTH_PX, HEIGHT_PX)
    return held, tuple(problems)
