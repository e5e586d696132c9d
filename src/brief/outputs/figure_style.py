"""How figures look: the theme's colours in both schemes, type, and the frame of a chart."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from brief.outputs.picture import Spec
from brief.outputs.theme import PAPER, readable
from brief.schema.settings import Settings

# Light and dark. The same as in `site.css`; pictures do not see the style of their page.
TOKENS: Mapping[str, tuple[str, str]] = {
    "paper": (PAPER["light"], PAPER["dark"]),
    "ink": ("#16191d", "#e8e6e1"),
    "muted": ("#565d66", "#a2a8b0"),
    "rule": ("#d9d5cb", "#33383f"),
    "accent": ("#0b4f8a", "#8cc2f2"),
    "announcement": ("#8a5a00", "#e0b25a"),
    "observation": ("#5b3b8c", "#c3a6f0"),
    "policy": ("#9c2f2f", "#f0a09a"),
    "commentary": ("#2f6b4f", "#8fd0ac"),
}

# The family by which a chart is measured; readers see the nearest that they have. None of
# these is wider than the first.
MEASURED = "Inter"
SCREEN = "Inter, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif"
PRINT = "'Brief Sans'"

WIDE_PX, NARROW_PX = 680, 320
# Around a picture in mail, whose ground ends with it.
MARGIN_PX = 14
# On a screen of 320 px the text is 277 px wide: 13 px come out as 11.
SIZE_PX = 13

_PRINTED_FAMILY = f' font-family="{MEASURED}"'


def colours(settings: Settings) -> dict[str, tuple[str, str]]:
    """Return the colours of a project by token, light and dark, with its own accent."""
    accent = settings.theme.accent
    own = {"accent": (accent, readable(accent, PAPER["dark"]))} if accent else {}
    return {**TOKENS, **own}


def light(settings: Settings) -> dict[str, str]:
    """Return the colours of the light scheme by token."""
    return {name: pair[0] for name, pair in colours(settings).items()}


def for_screen(svg: str, settings: Settings) -> str:
    """Return a picture that follows the scheme of its reader.

    Rules of a style win over attributes, so colours are named where they are drawn.
    """
    rules = [
        f'[{name}="{bright}"]{{{name}:{dark}}}'
        for bright, dark in dict.fromkeys(colours(settings).values())
        for name in ("fill", "stroke")
        if f'{name}="{bright}"' in svg
    ]
    style = f"<style>@media(prefers-color-scheme:dark){{{''.join(rules)}}}</style>"
    return _typed(svg, SCREEN, style)


def for_print(svg: str) -> str:
    """Return a picture in the light scheme and the fonts of print."""
    return _typed(svg, PRINT, "")


def for_mail(svg: str) -> str:
    """Return a picture on a light ground with a margin, since mail may be darkened behind it.

    It is drawn with the fonts that the worker has, so it names the measured family.
    """
    width, height = size(svg)
    whole, high = width + 2 * MARGIN_PX, height + 2 * MARGIN_PX
    at = f'x="{MARGIN_PX}" y="{MARGIN_PX}" '
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="{high}"'
        f' viewBox="0 0 {whole} {high}"><rect width="{whole}" height="{high}"'
        f' fill="{PAPER["light"]}"/>{svg.replace("<svg ", f"<svg {at}", 1)}</svg>'
    )


def _typed(svg: str, family: str, style: str) -> str:
    bare = svg.replace(_PRINTED_FAMILY, "")
    head, end, rest = bare.partition(">")
    return f'{head} font-family="{family}"{end}{style}{rest}'


def size(svg: str) -> tuple[int, int]:
    """Return width and height of a picture, in pixels."""
    found = re.search(r'<svg[^>]* width="([0-9.]+)"[^>]* height="([0-9.]+)"', svg)
    assert found is not None  # every picture of ours says how large it is
    return round(float(found[1])), round(float(found[2]))


def chart(
    settings: Settings,
    *,
    width: int,
    height: int | Mapping[str, int],
    layer: Sequence[Mapping[str, Any]],
) -> Spec:
    """Return a chart in the frame that all have: no box, hairlines, the type of labels."""
    ink = light(settings)
    label = {"font": MEASURED, "fontSize": SIZE_PX, "color": ink["muted"]}
    axis = {
        "labelFont": MEASURED,
        "labelFontSize": SIZE_PX,
        "labelColor": ink["muted"],
        "title": None,
        "domain": False,
        "ticks": False,
        "gridColor": ink["rule"],
        "labelPadding": 10,
    }
    legend = {
        "labelFont": MEASURED,
        "labelFontSize": SIZE_PX,
        "labelColor": ink["ink"],
        "title": None,
        "orient": "top",
        "offset": 12,
        "symbolSize": 90,
        "labelLimit": 0,
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": width,
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": {"left": 2, "right": 8, "top": 2, "bottom": 2},
        "background": None,
        "layer": list(layer),
        "config": {
            "font": MEASURED,
            "view": {"stroke": None},
            "axis": axis,
            "legend": legend,
            "text": label,
        },
    }


def utc(field: str, **more: object) -> dict[str, object]:
    """Return an axis of days. Its scale is UTC: any other would take the machine's zone."""
    scale = {"type": "utc", "padding": 10}
    return {"field": field, "type": "temporal", "scale": scale, **more}
