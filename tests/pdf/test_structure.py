"""What is read aloud: one element for each in the HTML, in its order, with all of its text."""

import re
import subprocess
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import html5lib
import pikepdf
import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from support.hard_sheets import HARD, SYSTEM
from support.heard import heard
from support.printing import dump
from support.tools import need_file, need_program

GOLDEN = Path(__file__).parent / "golden"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def parsed(html: str) -> Any:
    return html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)


def squeezed(text: str) -> str:
    """Return a text without spaces, and without hyphens that are seen at a break alone."""
    return re.sub(r"[\s\u00ad\u200b]+", "", text)


def read_text(element: Any) -> str:
    """Return the text of the HTML that is neither for the eye alone nor replaced by words."""
    hidden = element.get("aria-hidden") == "true" or element.get("role") == "img"
    if hidden or element.tag in ("head", "{http://www.w3.org/2000/svg}svg"):
        return ""
    parts = [element.text or ""]
    for child in element:
        # A caption that only readers of the site see is not in print.
        seen = child.get("class") != "unseen"
        parts += [read_text(child) if seen else "", child.tail or ""]
    return "".join(parts)


def is_within(part: str, whole: str) -> bool:
    """Say whether the characters of a text stand in another in the same order."""
    rest = iter(whole)
    return all(character in rest for character in part)


def elements(path: Path, role: str) -> list[Any]:
    with pikepdf.open(path) as pdf:
        return [str(each.S) for each in _below(pdf.Root.StructTreeRoot) if f"/{role}" == each.S]


def _below(element: Any) -> Iterator[Any]:
    for kid in element.get("/K", ()):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _below(kid)


def outline(reader: PdfReader) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []

    def walk(entries: list[Any], depth: int) -> None:
        for entry in entries:
            if isinstance(entry, Destination):
                found.append((depth, squeezed(str(entry.title))))
            else:
                walk(entry, depth + 1)

    walk(reader.outline, 1)
    return found


def headings(html: str) -> list[tuple[int, str]]:
    return [
        (int(element.tag[1]), squeezed(read_text(element)))
        for element in parsed(html).iter()
        if element.tag in HEADINGS
    ]


@pytest.mark.parametrize("name", sorted(set(HARD) - {"right to left"}))
def test_all_text_of_the_html_is_read_and_in_its_order(
    name: str, hard: Mapping[str, Path]
) -> None:
    if name in SYSTEM:
        need_file(SYSTEM[name])
    text = squeezed(read_text(parsed(HARD[name].html)))
    # Footnotes are read after their calls, and so is the foot of a table after its rows.
    if name == "a long table":
        text = text.replace("Sum120bills", "") + "Sum120bills"
    assert is_within(text, squeezed(heard(hard[name])))


@pytest.mark.parametrize(
    "name", ["a long table", "sixty pages", "links with markup", "one page"]
)
def test_nothing_is_read_that_the_html_does_not_say(
    name: str, hard: Mapping[str, Path]
) -> None:
    said = sorted(squeezed(read_text(parsed(HARD[name].html))))
    assert sorted(squeezed(heard(hard[name]))) == said


def test_our_own_newsletter_is_read_as_its_html_says(own: Mapping[str, Path]) -> None:
    for path in own.values():
        html = path.with_suffix(".html").read_text(encoding="utf-8")
        assert is_within(squeezed(read_text(parsed(html))), squeezed(heard(path)))


def test_bookmarks_are_the_headings_of_the_html(
    hard: Mapping[str, Path], own: Mapping[str, Path]
) -> None:
    for name, path in hard.items():
        assert outline(PdfReader(path)) == headings(HARD[name].html), name
    for path in own.values():
        html = path.with_suffix(".html").read_text(encoding="utf-8")
        assert outline(PdfReader(path)) == headings(html)


def test_what_spans_pages_is_one_element(hard: Mapping[str, Path]) -> None:
    long_table, many = hard["a long table"], hard["sixty pages"]
    with pikepdf.open(long_table) as pdf:
        assert len(pdf.pages) > 5
    assert len(elements(long_table, "Table")) == 1
    assert len(elements(long_table, "THead")) == 1
    assert len(elements(long_table, "TR")) == 122
    with pikepdf.open(many) as pdf:
        assert len(pdf.pages) >= 60
    assert len(elements(many, "P")) == 60 * 3


def test_a_footnote_follows_its_call_and_both_lead_to_each_other(
    hard: Mapping[str, Path],
) -> None:
    with pikepdf.open(hard["footnotes over pages"]) as pdf:
        named = list(pdf.Root.Names.Dests.Names)
        places = dict(zip(map(str, named[::2]), named[1::2], strict=True))
        pairs = 0
        for element in _below(pdf.Root.StructTreeRoot):
            kids = [kid for kid in element.get("/K", ()) if not isinstance(kid, int)]
            for before, after in pairwise(kids):
                if before.get("/S") == "/Reference":
                    assert after.S == "/Note"
                    pairs += 1
        assert pairs == 15
        targets = {
            str(area.Dest) for page in pdf.pages for area in page.obj.Annots if "/Dest" in area
        }
        for number in range(1, 16):
            assert {f"call {number}", f"note {number}"} <= targets & set(places)


def test_each_figure_stands_where_its_picture_is(hard: Mapping[str, Path]) -> None:
    with pikepdf.open(hard["figures"]) as pdf:
        figures = [each for each in _below(pdf.Root.StructTreeRoot) if each.S == "/Figure"]
        said = [str(figure.Alt) for figure in figures]
        assert said == ["Two red and two green dots", "Days in stage", "A square"]
        sizes = []
        for figure in figures:
            left, bottom, right, top = map(float, figure.A.BBox)
            sizes.append((round(right - left), round(top - bottom)))
    # 40 by 40, 200 by 40 and 9 by 9 CSS pixels, in points.
    assert sizes == [(30, 30), (150, 30), (7, 7)]


@pytest.mark.parametrize(
    "name",
    [
        "cells that span",
        "figures",
        "notes at the end",
        "terms",
        "nested lists",
        "foreign words",
    ],
)
def test_the_structure_is_as_we_last_looked_at_it(
    name: str, hard: Mapping[str, Path], request: pytest.FixtureRequest
) -> None:
    if name in SYSTEM:
        need_file(SYSTEM[name])
    found = dump(hard[name].read_bytes())
    golden = GOLDEN / f"{name.replace(' ', '-')}.txt"
    if request.config.getoption("--update-golden"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


TOKEN = re.compile(r"https?://[^\s<>\"]*[\w/]|\b\w*\d[\w.,:-]*\b")


def test_addresses_identifiers_and_numbers_can_be_copied(own: Mapping[str, Path]) -> None:
    program = need_program("pdftotext")
    for path in own.values():
        html = path.with_suffix(".html").read_text(encoding="utf-8")
        words = " ".join(parsed(html).find("body").itertext())
        tokens = set(TOKEN.findall(words))
        assert len(tokens) > 10
        out = subprocess.run(
            [program, "-raw", str(path), "-"], capture_output=True, text=True, check=True
        ).stdout
        texts = [out]
        if path.stem == "own-0":
            # It is slow, and all are made alike.
            texts.append("".join(page.extract_text() for page in PdfReader(path).pages))
        for text in texts:
            # A long address may be broken over lines: what counts are its characters.
            whole = re.sub(r"\s+", "", text)
            assert not {token for token in tokens if token not in whole}
