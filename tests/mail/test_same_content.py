"""One issue in five forms: numbers, links and notes are the same in each of them."""

import io
import json
import re
import subprocess
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from brief.delivery.choice import chosen
from support.html import page
from support.planted import TITLES
from support.tools import need_program

Files = Mapping[str, bytes]
Built = Callable[[str], Files]

NUMBER = re.compile(r"(?<!\d)7\d{4}(?!\d)")
LINK = re.compile(r"https://host-\d+\.example/page")
FORMS = ("page", "feed", "pdf", "html", "text")


@pytest.fixture(scope="module")
def forms(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Return the issue in each form, as a text with all its addresses."""
    files = built("planted")
    pdf = files["editions/one/public.pdf"]
    feed = json.loads(files["site/feed.json"])
    (item,) = [each for each in feed["items"] if each["url"].endswith("/issues/one/")]
    return {
        "page": main_of(files["site/issues/one/index.html"].decode()),
        # A feed gives the summary of an item in a field of its own.
        "feed": with_links(item["content_html"]) + item["summary"],
        "pdf": text_of_pdf(pdf, tmp_path_factory.mktemp("pdf")),
        "html": with_links(files["editions/one/public.mail.html"].decode()),
        "text": files["editions/one/public.mail.txt"].decode(),
    }


def main_of(html: str) -> str:
    return with_links(html[html.index("<main") : html.index("</main>")])


def with_links(html: str) -> str:
    """Return the text of a page, with the addresses and the words that its tags hold."""
    kept = [
        each.attributes.get(name, "")
        for each in page(html).elements
        for name in ("href", "alt")
    ]
    bare = re.sub(r"<(style|script)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]*>", " ", bare)) + " ".join(kept)


def text_of_pdf(content: bytes, folder: Path) -> str:
    (folder / "a.pdf").write_bytes(content)
    done = subprocess.run(
        [need_program("pdftotext"), "-enc", "UTF-8", "a.pdf", "-"],
        cwd=folder,
        capture_output=True,
        check=True,
    )
    reader = PdfReader(io.BytesIO(content))
    links = [
        str(annotation.get_object()["/A"].get("/URI", ""))
        for each in reader.pages
        for annotation in each.get("/Annots") or ()
        if "/A" in annotation.get_object()
    ]
    return done.stdout.decode() + " ".join(links) + _alternatives(reader)


def _alternatives(reader: PdfReader) -> str:
    """Return the words for pictures, which the structure of a PDF holds."""
    found = []
    for number in range(1, int(str(reader.trailer["/Size"]))):
        made: Any = reader.get_object(number)
        if isinstance(made, dict) and "/Alt" in made:
            found.append(str(made["/Alt"]))
    return " ".join(found)


def test_what_is_planted_is_what_the_author_wrote(built: Built) -> None:
    written = " ".join(
        content.decode()
        for path, content in built("planted").items()
        if path.startswith("briefs/") and path.endswith(".yaml")
    )
    assert len({*NUMBER.findall(written)}) > 50
    assert len({*LINK.findall(written)}) > 8


@pytest.mark.parametrize("form", FORMS)
def test_a_form_holds_every_number_link_and_note(
    built: Built, forms: Mapping[str, str], form: str
) -> None:
    written = " ".join(
        content.decode()
        for path, content in built("planted").items()
        if path.startswith("briefs/") and path.endswith(".yaml")
    )
    # Lines of a PDF and of mail break inside titles.
    text = " ".join(forms[form].split())
    assert {*NUMBER.findall(text)} == {*NUMBER.findall(written)}
    assert {*LINK.findall(text)} == {*LINK.findall(written)}
    assert [each for each in TITLES if each not in text] == []


def test_a_mark_never_joins_a_number(forms: Mapping[str, str]) -> None:
    assert re.search(r"70001 in Q3 \[\d\]", forms["text"])
    assert re.search(r"70053\. \[1\]", forms["text"])


NUMERAL = re.compile(r"\d[\d.,]*\d|\d")
MARK = re.compile(r" ?\[[SL]?\d+\]")


@pytest.mark.parametrize("edition", ["public", "enterprise", "investor", "policy"])
def test_both_parts_of_our_own_mails_say_the_same(built: Built, edition: str) -> None:
    files = built("own")
    html = chosen(files[f"editions/no-1/{edition}.mail.html"].decode(), "attach")
    text = chosen(files[f"editions/no-1/{edition}.mail.txt"].decode(), "attach")
    body = html[html.index("<h1") :]
    shown = unescape(re.sub(r"<[^>]*>", " ", re.sub(r"<sup[^>]*>.*?</sup>", " ", body)))
    # Marks, and in the text part addresses, are no content; in HTML they stand inside tags.
    bare = re.sub(r"(?:https?://|mailto:)\S+", " ", MARK.sub(" ", text))
    assert {*NUMERAL.findall(bare)} == {*NUMERAL.findall(shown)}
    hrefs = {each.attributes["href"] for each in page(html).all("a")}
    assert hrefs <= {*re.findall(r"(?:https?://|mailto:)[^\s>)]+", text)}


@pytest.mark.parametrize("edition", ["public", "enterprise", "investor", "policy"])
def test_every_link_of_a_mail_is_whole_and_those_to_the_site_are_published(
    built: Built, edition: str
) -> None:
    files = built("own")
    html = files[f"editions/no-1/{edition}.mail.html"].decode()
    links = [each.attributes["href"] for each in page(html).all("a")]
    links += [each.attributes["src"] for each in page(html).all("img")]
    assert len(links) > 40
    site = "https://supply-lines.example/"
    for link in links:
        assert link.startswith(("https://", "http://", "mailto:", "cid:")), link
        if link.startswith(site):
            path, _, part = link.removeprefix(site).partition("#")
            file = (
                f"site/{path}index.html" if path.endswith("/") or not path else f"site/{path}"
            )
            if file.endswith(".pdf"):
                continue  # built without its PDFs
            assert file in files, link
            ids = page(files[file].decode()).ids if part else frozenset()
            assert not part or part in ids, link
