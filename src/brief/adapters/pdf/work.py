"""Set one PDF in a worker process: assets from memory, bundled fonts, the issue's clock."""

import hashlib
import logging
import os
import tempfile
import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from brief.build.steps import Step

BASE = "https://brief.invalid/"

# Letter is wider than A4 by 6 mm: they go to the margin, and lines stay as long.
PAPERS = {"A4": "@page{size:A4}", "Letter": "@page{size:Letter;margin-right:68mm}"}

# For a document that would be a page too long: the next setting to try.
TIGHT = (
    "body{font-size:8.5pt!important;line-height:11.5pt!important}"
    "h2{margin-top:9pt!important}li{margin-bottom:2pt!important}"
)

_FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><cachedir>{folder}</cachedir></fontconfig>
"""


def prepare(folder: str) -> None:
    """Give a worker fonts of its own, none of the system's: before it loads WeasyPrint.

    `folder` is private to this build and goes with it.
    """
    config = Path(folder) / f"fonts-{os.getpid()}.conf"
    config.write_text(_FONTCONFIG.format(folder=folder), encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(config)
    tempfile.tempdir = folder


def set_pdf(step: Step) -> bytes:
    """Return a PDF, or why there is none, as text in its place."""
    ingredients = dict(step.ingredients)
    day = ingredients["option date"].decode()
    # A font subsetter may read the clock; the day is all it finds.
    midnight = datetime.fromisoformat(day).replace(tzinfo=UTC)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(midnight.timestamp()))
    assets = {
        name.split(" ", 2)[2]: (name.split(" ", 2)[1], content)
        for name, content in ingredients.items()
        if name.startswith("asset ")
    }
    records = _Records()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(records)
    logger.propagate = False
    try:
        pdf = _render(ingredients, assets, midnight)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - the fetcher's refusal is no Exception
        return f"{type(error).__name__}: {error}".encode()
    finally:
        logger.removeHandler(records)
    return "; ".join(records.said).encode() if records.said else pdf


def _render(
    ingredients: dict[str, bytes], assets: dict[str, tuple[str, bytes]], at: datetime
) -> bytes:
    html = ingredients["html"].decode()
    paper = ingredients["option paper"].decode()
    most = int(ingredients.get("option pages") or 0)
    # Loaded here and not above: the worker sets its fonts first.
    with warnings.catch_warnings():
        # It misses the system's fonts, which is what we want: the bundle comes by `@font-face`.
        warnings.filterwarnings("ignore", message="No fonts configured")
        from weasyprint import CSS, HTML  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    from brief.adapters.pdf.attach import associate_once, attached  # noqa: PLC0415
    from brief.adapters.pdf.fetch import DeclaredAssets  # noqa: PLC0415
    from brief.adapters.pdf.internals import (  # noqa: PLC0415
        declare_accessible,
        prepare_renderer,
    )

    prepare_renderer()

    fetcher = DeclaredAssets(BASE, assets)
    fonts = FontConfiguration()
    sheet = assets["print.css"][1].decode()
    sheets = [sheet, PAPERS[paper]]
    if "faces.css" in assets:
        sheets.append(assets["faces.css"][1].decode())

    def style(texts: list[str]) -> list[Any]:
        return [
            CSS(string=text, base_url=BASE, url_fetcher=fetcher, font_config=fonts)
            for text in texts
        ]

    options: dict[str, Any] = {
        "pdf_variant": "pdf/a-3a",
        "pdf_tags": True,
        "pdf_identifier": _identifier(html),
        "dpi": 300,
    }
    source = HTML(string=html, base_url=BASE, url_fetcher=fetcher)
    document = source.render(font_config=fonts, stylesheets=style(sheets), **options)
    if most and len(document.pages) > most:
        sheets.append(TIGHT)
        document = source.render(font_config=fonts, stylesheets=style(sheets), **options)
    if most and len(document.pages) > most:
        return f"it has {len(document.pages)} pages, and may have {most}".encode()
    declare_accessible(document)
    files = attached(ingredients, at, fetcher)
    return bytes(
        document.write_pdf(None, finisher=associate_once, attachments=files, **options)
    )


def _identifier(html: str) -> bytes:
    return hashlib.sha256(html.encode()).digest()[:16]


class _Records(logging.Handler):
    """Keeps what the renderer warns of: a warning is a defect of the document."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record."""
        self.said.append(record.getMessage())
