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
from typing import Any

from brief.adapters.pdf.limits import RefusedError, check_html, limited
from brief.build.steps import Step

BASE = "https://brief.invalid/"

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
        html = ingredients["html"].decode()
        check_html(html)
        with limited():
            pdf = _render(html, assets, ingredients["option paper"].decode())
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


def _render(html: str, assets: Mapping[str, Asset], paper: str) -> bytes:
    # Loaded here and not above: the worker sets its fonts first.
    with warnings.catch_warnings():
        # It misses the system's fonts, which is what we want: the bundle comes by `@font-face`.
        warnings.filterwarnings("ignore", message="No fonts configured")
        from weasyprint import HTML  # noqa: PLC0415

    from brief.adapters.pdf.checker import Expected, find_faults  # noqa: PLC0415
    from brief.adapters.pdf.fetch import DeclaredAssets  # noqa: PLC0415
    from brief.adapters.pdf.internals import (  # noqa: PLC0415
        declare_accessible,
        prepare_renderer,
    )
    from brief.adapters.pdf.layout import check_layout  # noqa: PLC0415
    from brief.adapters.pdf.tags import write_tagged  # noqa: PLC0415

    prepare_renderer()
    fonts, sheets = _style(assets, paper)
    options: dict[str, Any] = {
        "pdf_variant": "pdf/a-3a",
        "pdf_tags": True,
        "pdf_identifier": hashlib.sha256(html.encode()).digest()[:16],
        "dpi": 300,
    }
    fetcher = DeclaredAssets(BASE, assets)
    document = HTML(string=html, base_url=BASE, url_fetcher=fetcher).render(
        font_config=fonts, stylesheets=sheets, **options
    )
    check_layout(document)
    declare_accessible(document)
    pdf = write_tagged(document, **options)
    if fetcher.refused:
        raise RefusedError(f"it asks for what the project does not hold: {fetcher.refused[0]}")
    said = document.metadata
    expected = Expected(said.title or "", said.lang or "", said.created or "", BASE)
    faults = find_faults(pdf, expected)
    return "; ".join(faults).encode() if faults else pdf


_styles: dict[str, tuple[Any, list[Any]]] = {}


def _style(assets: Mapping[str, Asset], paper: str) -> tuple[Any, list[Any]]:
    """Return fonts and sheets, made once a worker for the same style: they cost a tenth."""
    from weasyprint import CSS  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    from brief.adapters.pdf.fetch import DeclaredAssets  # noqa: PLC0415

    digest = hashlib.sha256(paper.encode())
    style = {n: a for n, a in sorted(assets.items()) if a[0] in ("text/css", "font/ttf")}
    for name, (_, content) in style.items():
        digest.update(hashlib.sha256(name.encode()).digest())
        digest.update(hashlib.sha256(content).digest())
    key = digest.hexdigest()
    if key not in _styles:
        fonts = FontConfiguration()
        fetcher = DeclaredAssets(BASE, style)
        texts = [style["print.css"][1].decode(), "@page{size:" + paper + "}"]
        sheets = [
            CSS(string=text, base_url=BASE, url_fetcher=fetcher, font_config=fonts)
            for text in texts
        ]
        _styles.clear()
        _styles[key] = fonts, sheets
    return _styles[key]


class _Records(logging.Handler):
    """Keeps what the renderer warns of: a warning is a defect of the document."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record."""
        self.said.append(record.getMessage())
