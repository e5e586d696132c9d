"""Set one PDF in a worker process: assets from memory, bundled fonts, the issue's clock."""

import gc
import hashlib
import logging
import os
import tempfile
import warnings
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from brief.adapters.pdf.limits import RefusedError, check_html, limited
from brief.build.setting import packed
from brief.build.step import Step

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

Asset = tuple[str, bytes]


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
    # A document is millions of small objects that live as long as it does: looking through
    # them for rubbish costs a tenth of the time (pdf.md, section 14).
    gc.disable()
    try:
        check_html(ingredients["html"].decode())
        with limited():
            pdf = _render(ingredients, assets, midnight)
    except KeyboardInterrupt:
        raise
    except RefusedError as error:
        return str(error).encode()
    except MemoryError:
        return b"it needs more memory than a worker may take"
    except BaseException as error:  # noqa: BLE001 - the fetcher's refusal is no Exception
        return f"{type(error).__name__}: {error}".encode()
    finally:
        gc.enable()
        gc.collect()
        logger.removeHandler(records)
    return "; ".join(records.said).encode() if records.said else pdf


def _render(
    ingredients: Mapping[str, bytes], assets: Mapping[str, Asset], at: datetime
) -> bytes:
    html = ingredients["html"].decode()
    most = int(ingredients.get("option pages") or 0)
    # Loaded here and not above: the worker sets its fonts first.
    with warnings.catch_warnings():
        # It misses the system's fonts, which is what we want: the bundle comes by `@font-face`.
        warnings.filterwarnings("ignore", message="No fonts configured")
        import weasyprint  # noqa: F401, PLC0415

    from brief.adapters.pdf.attach import associate_once, attached  # noqa: PLC0415
    from brief.adapters.pdf.checker import Expected, find_faults  # noqa: PLC0415
    from brief.adapters.pdf.fetch import DeclaredAssets  # noqa: PLC0415
    from brief.adapters.pdf.internals import (  # noqa: PLC0415
        declare_accessible,
        prepare_renderer,
    )
    from brief.adapters.pdf.layout import check_layout, lay_out  # noqa: PLC0415
    from brief.adapters.pdf.tags import write_tagged  # noqa: PLC0415

    prepare_renderer()
    style = _style(assets, PAPERS[ingredients["option paper"].decode()])
    options: dict[str, Any] = {
        "pdf_variant": "pdf/a-3a",
        "pdf_tags": True,
        "pdf_identifier": hashlib.sha256(html.encode()).digest()[:16],
        "dpi": 300,
    }
    fetcher = DeclaredAssets(BASE, assets)
    look = {"font_config": style.fonts, "stylesheets": style.sheets, **options}
    document, at_end = lay_out(html, BASE, fetcher, look)
    if most and len(document.pages) > most:
        tight = {**look, "stylesheets": [*style.sheets, style.tight]}
        document, at_end = lay_out(html, BASE, fetcher, tight)
    if most and len(document.pages) > most:
        raise RefusedError(f"it has {len(document.pages)} pages, and may have {most}")
    check_layout(document)
    declare_accessible(document)
    files = attached(ingredients, at, fetcher)
    pdf = write_tagged(document, finisher=associate_once, attachments=files, **options)
    if fetcher.refused:
        raise RefusedError(f"it asks for what the project does not hold: {fetcher.refused[0]}")
    said = document.metadata
    expected = Expected(said.title or "", said.lang or "", said.created or "", BASE)
    faults = find_faults(pdf, expected)
    return "; ".join(faults).encode() if faults else packed(pdf, at_end)


class _Style(NamedTuple):
    """Fonts and sheets as WeasyPrint reads them, and the sheet for what is a page too long."""

    made_of: tuple[str, Mapping[str, Asset]]
    fonts: Any
    sheets: list[Any]
    tight: Any


_styles: list[_Style] = []


def _style(assets: Mapping[str, Asset], paper: str) -> _Style:
    """Return fonts and sheets, made once a worker for the same style: they cost a tenth."""
    from weasyprint import CSS  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    from brief.adapters.pdf.fetch import DeclaredAssets  # noqa: PLC0415

    style = {n: a for n, a in assets.items() if a[0].startswith(("text/css", "font/"))}
    # By the bytes themselves: to compare them costs a tenth of a digest.
    if not _styles or _styles[0].made_of != (paper, style):
        fonts = FontConfiguration()
        fetcher = DeclaredAssets(BASE, style)
        texts = [style["print.css"][1].decode(), paper]
        if "faces.css" in style:
            texts.append(style["faces.css"][1].decode())
        *sheets, tight = (
            CSS(string=text, base_url=BASE, url_fetcher=fetcher, font_config=fonts)
            for text in (*texts, TIGHT)
        )
        _styles[:] = [_Style((paper, style), fonts, sheets, tight)]
        # What is loaded by now stays: it need not be looked through after each document.
        gc.collect()
        gc.freeze()
    return _styles[0]


class _Records(logging.Handler):
    """Keeps what the renderer warns of: a warning is a defect of the document."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record."""
        self.said.append(record.getMessage())
