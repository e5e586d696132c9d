"""Sound PDFs with one thing broken: what a checker that sees anything must see."""

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf


class Spoiled(NamedTuple):
    """What is broken, in which sheet, and which rules say so."""

    sheet: str
    spoil: Callable[[pikepdf.Pdf], None]
    rules: Mapping[str, frozenset[str]]
    """Rules of veraPDF by flavour, as clause and number."""
    fault: str
    """What our own checker says."""


def spoiled(content: bytes, spoil: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Return a PDF with one thing broken."""
    with pikepdf.open(BytesIO(content)) as pdf:
        spoil(pdf)
        out = BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _elements(element: Any, *roles: str) -> Iterator[Any]:
    if "/S" in element and str(element.S)[1:] in roles:
        yield element
    kids = element.get("/K", ())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/Obj" not in kid:
            yield from _elements(kid, *roles)


def _root(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root.StructTreeRoot


def _without(name: str) -> Callable[[pikepdf.Pdf], None]:
    def spoil(pdf: pikepdf.Pdf) -> None:
        del pdf.Root[name]

    return spoil


def _no_words(pdf: pikepdf.Pdf) -> None:
    del next(_elements(_root(pdf), "Figure"))["/Alt"]


def _no_headers(pdf: pikepdf.Pdf) -> None:
    for cell in _elements(_root(pdf), "TH", "TD"):
        for name in ("/Scope", "/Headers"):
            if name in cell.get("/A", pikepdf.Dictionary()):
                del cell.A[name]


def _unmarked(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    kept = [
        each
        for each in pikepdf.parse_content_stream(page)
        if str(each.operator) not in ("BMC", "BDC", "EMC")
    ]
    page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))


def _silent_link(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj.Annots[0]["/Contents"]


def _stray_link(pdf: pikepdf.Pdf) -> None:
    next(_elements(_root(pdf), "Link")).S = pikepdf.Name.Span


def _nameless_note(pdf: pikepdf.Pdf) -> None:
    del next(_elements(_root(pdf), "Note"))["/ID"]


def _skipped(pdf: pikepdf.Pdf) -> None:
    for heading in _elements(_root(pdf), "H2"):
        heading.S = pikepdf.Name.H4


def _loose_item(pdf: pikepdf.Pdf) -> None:
    next(_elements(_root(pdf), "LI")).S = pikepdf.Name.P


def _smooth(pdf: pikepdf.Pdf) -> None:
    shared: Any = pdf.pages[0].obj.Resources.XObject
    next(iter(shared.values())).Interpolate = True


def _unclaimed(pdf: pikepdf.Pdf) -> None:
    said = bytes(pdf.Root.Metadata.read_bytes())
    said = said.replace(b"<pdfuaid:part>1</pdfuaid:part>", b"")
    pdf.Root.Metadata.write(said)


def _script(pdf: pikepdf.Pdf) -> None:
    script = {"/S": pikepdf.Name.JavaScript, "/JS": "app.alert(1)"}
    pdf.Root.OpenAction = pdf.make_indirect(pikepdf.Dictionary(script))


def _rules(*, ua: str = "", a: str = "") -> Mapping[str, frozenset[str]]:
    return {"ua1": frozenset(ua.split()), "3a": frozenset(a.split())}


SPOILED: Mapping[str, Spoiled] = {
    "no mark": Spoiled(
        "one page", _without("/MarkInfo"), _rules(ua="6.2-1", a="6.7.2.2-1"), "tagged"
    ),
    "no language": Spoiled(
        "one page", _without("/Lang"), _rules(ua="7.2-2 7.2-33 7.2-34"), "language"
    ),
    "no title": Spoiled(
        "one page", _without("/ViewerPreferences"), _rules(ua="7.1-10"), "name of the file"
    ),
    "no structure": Spoiled(
        "one page",
        _without("/StructTreeRoot"),
        _rules(ua="7.1-3 7.1-11", a="6.7.3.3-1"),
        "structure",
    ),
    "no words": Spoiled("figures", _no_words, _rules(ua="7.3-1"), "no words"),
    "no headers": Spoiled(
        "cells that span", _no_headers, _rules(ua="7.5-1"), "without a header"
    ),
    "unmarked": Spoiled("one page", _unmarked, _rules(ua="7.1-3"), "neither text nor"),
    "silent link": Spoiled(
        "links with markup", _silent_link, _rules(ua="7.18.1-2 7.18.5-2"), "where it leads"
    ),
    "stray link": Spoiled("links with markup", _stray_link, _rules(ua="7.18.5-1"), "no place"),
    "nameless note": Spoiled(
        "notes at the end", _nameless_note, _rules(ua="7.9-1"), "no identifier"
    ),
    "skipped level": Spoiled("empty sections", _skipped, _rules(ua="7.4.2-1"), "follows one"),
    "loose item": Spoiled("nested lists", _loose_item, _rules(ua="7.2-18 7.2-19"), "L holds P"),
    "smoothed image": Spoiled("figures", _smooth, _rules(a="6.2.8-3"), "smoothed"),
    "no claim": Spoiled("one page", _unclaimed, _rules(ua="5-1"), "pdfuaid"),
    "script": Spoiled("one page", _script, _rules(a="6.5.1-1"), "OpenAction"),
}
