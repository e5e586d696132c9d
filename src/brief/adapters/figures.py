"""vl-convert, hermetic: data inside the chart, fonts of the theme alone, no network, UTC.

A worker is prepared before it loads vl-convert, and draws one picture a step.
"""

import importlib.util
import json
import os
import re
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from brief.build.step import Step, fonts_digest
from brief.diagnostics.world import BriefError

_FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{folder}</cachedir></fontconfig>
"""

# The digest of the fonts that this process holds.
_HELD: list[str] = []


def figure_tools() -> dict[str, str]:
    """Return what draws pictures and its version; it is part of the key of every picture."""
    try:
        return {"vl-convert": version("vl-convert-python")}
    except PackageNotFoundError:
        return {}


def need_renderer() -> None:
    """Say so if there is nothing to draw with.

    Raises:
        BriefError: vl-convert is missing.
    """
    if importlib.util.find_spec("vl_convert") is None:
        hint = (
            "`pip install vl-convert-python`, or write `figures: off` and `cards: off` in"
            " briefs/newsletter.yaml"
        )
        raise BriefError("figures need the package vl-convert-python, which is not here", hint)


def prepare(fonts: Mapping[str, bytes], folder: str) -> None:
    """Give a worker the fonts of the theme, and none of the system's.

    `folder` is private to this build and goes with it. A list of no folders would make the
    renderer look for the system's own, so the theme's fonts lie in one.
    """
    own = Path(folder) / f"figures-{os.getpid()}"
    own.mkdir()
    for number, name in enumerate(sorted(fonts)):
        (own / f"{number}-{Path(name).name}").write_bytes(fonts[name])
    config = own / "fonts.conf"
    config.write_text(_FONTCONFIG.format(folder=own), encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(config)
    # Charts use UTC scales; the zone is set all the same, so that nothing can depend on it.
    os.environ["TZ"] = "UTC"
    _HELD[:] = [fonts_digest(fonts)]


def draw(step: Step) -> bytes:
    """Return a picture, or why there is none, as text in its place.

    Raises:
        BriefError: The fonts of this process are not those that the step asks for.
    """
    if [step["fonts"].decode()] != _HELD:
        raise BriefError("the fonts of the theme changed while the build ran", "build again")
    ingredients = dict(step.ingredients)
    source = step["source"].decode()
    # Loaded here and not above: the worker sets its fonts first.
    import vl_convert  # noqa: PLC0415

    try:
        if ingredients["option from"] == b"svg":
            scale = float(ingredients.get("option scale", b"1"))
            return bytes(vl_convert.svg_to_png(source, scale=scale, ppi=72))
        spec: dict[str, Any] = json.loads(source)
        locale = json.loads(ingredients["option locale"])
        # Without an address that is allowed, nothing is fetched.
        svg = vl_convert.vegalite_to_svg(
            spec, vl_version="6.1", time_format_locale=locale, allowed_base_urls=[]
        )
    except (ValueError, RuntimeError) as error:
        # The first paragraph says what; the rest is about the renderer's own insides.
        told = f"{error}".partition("\n\n")[0].partition("\n    at ")[0]
        return " ".join(told.split()).encode() or b"the renderer failed"
    return tidied(svg).encode()


# What is for pages and not for files: roles, words for each mark, empty backgrounds.
_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTES = re.compile(
    r' (?:(?:aria-[a-z]+|role|class|pointer-events|version|xmlns:xlink)="[^"]*"|opacity="1")'
)
_EMPTY = re.compile(r'<path[^>]* d="(?:M0,0h0v0h0Z)?"[^>]*/>')
_UNSEEN = re.compile(r'<text[^>]* opacity="0"[^>]*>[^<]*</text>')
_NAMED = re.compile(r'(?<=id=")[^"]+(?=")')
_LONG = re.compile(r"-?[0-9]+\.[0-9]{3,}")


def tidied(svg: str) -> str:
    """Return SVG with identifiers counted from zero, and without what a file has no use for.

    The renderer counts clips and gradients through the whole process.
    """
    for number, name in enumerate(dict.fromkeys(_NAMED.findall(svg))):
        svg = svg.replace(f'id="{name}"', f'id="f{number}"')
        svg = svg.replace(f"url(#{name})", f"url(#f{number})")
    return _TAG.sub(_tag, _EMPTY.sub("", _UNSEEN.sub("", svg)))


def _tag(found: re.Match[str]) -> str:
    """Return a tag without what is left out. Text between tags is the author's and stays."""
    return _LONG.sub(_short, _ATTRIBUTES.sub("", found[0]))


def _short(found: re.Match[str]) -> str:
    return f"{round(float(found[0]), 2):g}"
