"""Set PDFs as the command does: in fresh processes, with the bundled fonts and style."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from brief.adapters.executors import Pool, cores
from brief.adapters.pdf import prepare, set_pdf
from brief.build.step import Step
from brief.build.steps import pdf_step
from support.compiling import builtin_theme

# Where Debian keeps what the bundle lacks.
CJK = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


@dataclass(frozen=True)
class Sheet:
    """What one PDF is made from, besides the bundled style."""

    body: str
    style: str = ""
    language: str = "en"
    title: str = "A sheet"
    assets: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)

    @property
    def html(self) -> str:
        return f"""<!DOCTYPE html>
<html lang="{self.language}"><head><meta charset="utf-8"><title>{escape(self.title)}</title>
<meta name="author" content="Example House">
<meta name="dcterms.created" content="2026-11-10T00:00:00Z">
<meta name="dcterms.modified" content="2026-11-10T00:00:00Z">
</head><body>{self.body}</body></html>"""

    def step(self) -> Step:
        theme = builtin_theme()
        style = theme["print.css"] + self.style.encode()
        fonts = {
            name: ("font/ttf", content)
            for name, content in theme.items()
            if name.startswith("fonts/") and name.endswith(".ttf")
        }
        assets = {"print.css": ("text/css", style), **fonts, **self.assets}
        return pdf_step(self.html, assets, {"paper": "A4", "date": "2026-11-10"}, {})


def run(steps: Sequence[Step]) -> list[bytes]:
    """Set PDFs; where one cannot be set, the reason stands in its place."""
    results = dict(Pool(set_pdf, prepare, most=cores()).run(steps))
    return [results[number] for number in range(len(steps))]


def dump(content: bytes) -> str:
    """Return the structure of a PDF as text: roles, attributes, and pieces by page."""
    with pikepdf.open(BytesIO(content)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        lines: list[str] = []
        _dump(pdf.Root.StructTreeRoot.K[0], 0, pages, lines)
    return "\n".join(lines) + "\n"


def _dump(element: Any, depth: int, pages: Mapping[Any, int], lines: list[str]) -> None:
    said = [str(element.S)[1:], *_said(element), *_pieces(element, pages)]
    lines.append("  " * depth + " ".join(said))
    for kid in element.get("/K", ()):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            _dump(kid, depth + 1, pages, lines)


def _said(element: Any) -> Iterator[str]:
    for name in ("ID", "Lang", "Alt", "ActualText", "E"):
        if f"/{name}" in element:
            yield f"{name}={str(element['/' + name])!r}"
    for name, value in sorted(dict(element.get("/A", pikepdf.Dictionary())).items()):
        if name == "/BBox":
            yield "BBox"
        elif name != "/O":
            shown = [str(each) for each in value] if name == "/Headers" else str(value)
            yield f"{name[1:]}={shown}"


def _pieces(element: Any, pages: Mapping[Any, int]) -> Iterator[str]:
    """Yield what an element shows of its own, in one word a page."""
    own = pages.get(element.Pg.objgen) if "/Pg" in element else None
    found: list[str] = []
    for kid in element.get("/K", ()):
        if isinstance(kid, int):
            found.append(f"text {own}")
        elif "/S" not in kid:
            sort = "area" if kid.Type == "/OBJR" else "text"
            found.append(f"{sort} {pages[kid.Pg.objgen]}")
    if found:
        yield "[" + ", ".join(dict.fromkeys(found)) + "]"
