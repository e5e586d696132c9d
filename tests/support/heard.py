"""The text of a PDF as its structure reads it, by marks and fonts alone, without geometry."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pikepdf

_PAIR = re.compile(rb"<([0-9a-fA-F]+)> ?<([0-9a-fA-F]+)>")
_SHOWN = "BDC BMC EMC Tf Tj TJ"


def heard(path: Path) -> str:
    """Return the text of the structure of a PDF, in the order of the structure."""
    with pikepdf.open(path) as pdf:
        pages = {page.obj.objgen: _pieces(page) for page in pdf.pages}
        return "".join(_read(pdf.Root.StructTreeRoot.K[0], pages))


def _read(element: Any, pages: Mapping[Any, Mapping[int, str]]) -> Iterator[str]:
    for kid in element.get("/K", ()):
        if isinstance(kid, int):
            yield pages[element.Pg.objgen].get(kid, "")
        elif "/S" in kid:
            yield from _read(kid, pages)
        elif "/MCID" in kid:
            yield pages[kid.Pg.objgen].get(int(kid.MCID), "")


def _pieces(page: pikepdf.Page) -> dict[int, str]:
    """Return the text of each marked piece of a page by its number."""
    resources: Any = page.obj.Resources
    fonts = {name: _characters(font) for name, font in resources.Font.items()}
    pieces: dict[int, str] = {}
    within: list[int | None] = []
    font: Mapping[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page, _SHOWN):
        sign, operands = str(instruction.operator), list(instruction.operands)
        if sign == "BDC":
            number = operands[1].get("/MCID")
            within.append(None if number is None else int(number))
            if number is not None:
                pieces[int(number)] = str(operands[1].get("/ActualText", ""))
        elif sign == "BMC":
            within.append(None)
        elif sign == "EMC":
            within.pop()
        elif sign == "Tf":
            font = fonts[str(operands[0])]
        elif within and within[-1] is not None and "\u00ad" not in pieces[within[-1]][-1:]:
            pieces[within[-1]] += "".join(_shown(operands[0], font))
    return pieces


def _shown(operand: Any, font: Mapping[int, str]) -> Iterator[str]:
    for part in operand if isinstance(operand, pikepdf.Array) else [operand]:
        if isinstance(part, pikepdf.String):
            codes = bytes(part)
            for start in range(0, len(codes), 2):
                yield font[int.from_bytes(codes[start : start + 2], "big")]


def _characters(font: Any) -> dict[int, str]:
    """Return what each glyph of a font says that it shows."""
    table = bytes(font.ToUnicode.read_bytes())
    return {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in _PAIR.findall(table.partition(b"beginbfchar")[2])
    }
