"""What others make of our mails: readers, a filter, the data of caniemail, a browser."""

import hashlib
import json
import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route

from brief.delivery.choice import Choice, chosen
from brief.delivery.message import UNSUBSCRIBE, Letter
from brief.delivery.published import letter
from support.hard import hard, hard_from_right
from support.inspecting import inaccessible
from support.judges import ALLOWED, CLIENTS, MOST_POINTS, lacking, points
from support.mailing import filled, in_memory, letters, personal, sending, tokens
from support.tools import need_package, need_program, said_by_node

Files = Mapping[str, bytes]
Built = Callable[[str], Files]

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 20


def published(files: Files, edition: str, pdf: Choice = "none") -> Letter:
    """Return a letter of our own newsletter, which was built without its PDFs."""

    def read(path: str) -> bytes | None:
        return PDF if path.endswith(".pdf") else files.get(f"editions/{path}")

    found = letter(read, "no-1", edition, pdf=pdf)
    assert found is not None
    return found


def hard_letter(name: str) -> Letter:
    """Return the first issue of the hard project, from left to right or from right to left."""
    project = hard() if name == "hard" else hard_from_right()
    settings = json.loads(project["briefs/newsletter.yaml"])
    settings["editions"] = {"public": {}}
    written = json.dumps(settings, ensure_ascii=False)
    done = in_memory(sending({**project, "briefs/newsletter.yaml": written}))
    return letters(done, "first", "public", "none")


@pytest.fixture(scope="module")
def strange() -> Mapping[str, Letter]:
    return {name: hard_letter(name) for name in ("hard", "arabic")}


# Names and subjects that have to arrive as they are.
PEOPLE = [
    ("reader@there.example", "A Reader"),
    ("reader@there.example", 'Dr. "Q" Example, Jr. (of the desk) <x@y.example>'),
    ("o'neil+tag@there.example", "Grüße aus Köln, wo die Namen länger sind als eine Zeile"),
    ("reader@there.example", "مختبر الذكاء الاصطناعي في الشرق"),
    ("reader@there.example", "人工智能实验室发布模型权重人工智能实验室发布模型权重"),
    ("reader@there.example", "=?utf-8?q?x=0D=0ABcc:_a=40b.example?="),
]
SUBJECTS = [
    "Controls expected, and what the record shows",
    "Überprüft: “was gilt”, und was nicht — eine lange Zeile, die umgebrochen werden muss",
    "מה נחתם ומה לא, وما بينهما, 以及其他",
    "A plain subject that goes on for so long that it has to be folded twice, at spaces, here",
    "x" * 300,
    "=?utf-8?q?no=20word?=",
]


@pytest.mark.parametrize(("to", "subject"), [*zip(PEOPLE, SUBJECTS, strict=True)])
def test_node_and_mblaze_read_what_was_sent(
    built: Built, folder: Path, to: tuple[str, str], subject: str
) -> None:
    need_package("mailparser")
    address, name = to
    made = replace(published(built("own"), "public", "attach"), subject=subject)
    file = folder / "a.eml"
    file.write_bytes(filled(made, personal(address, name)))
    (line,) = said_by_node("read_mail.cjs", str(file))
    said = json.loads(line)
    token = tokens().unsubscribe
    assert said["to"] == [{"address": address, "name": name}]
    assert said["subject"] == subject
    assert said["html"].rstrip() == made.html.replace(UNSUBSCRIBE, token).rstrip()
    assert said["text"].rstrip() == made.text.replace(UNSUBSCRIBE, token).rstrip()
    (attached,) = said["attachments"]
    assert attached["contentType"] == "application/pdf"
    assert attached["checksum"] == hashlib.md5(PDF).hexdigest()  # noqa: S324 - as it reports
    assert f"/u/{token}>" in said["list"]["list-unsubscribe"]
    mblaze = {
        header: subprocess.run(
            [need_program("mhdr"), "-d", "-h", header, str(file)],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for header in ("to", "subject", "list-unsubscribe", "message-id")
    }
    assert mblaze["subject"] == subject
    assert mblaze["to"].endswith(f"<{address}>")
    assert mblaze["message-id"] == f"<{tokens().message_id}@letter.example>"
    shape = subprocess.run(
        [need_program("mshow"), "-t", str(file)], capture_output=True, text=True, check=True
    ).stdout
    assert re.findall(r"\d: (\S+)", shape) == [
        *("multipart/mixed", "multipart/alternative", "text/plain", "text/html"),
        "application/pdf",
    ]


@pytest.mark.parametrize("pdf", ["attach", "none"])
def test_a_filter_finds_nothing_to_say_against_our_own_mail(
    built: Built, folder: Path, pdf: Choice
) -> None:
    raw = filled(published(built("own"), "public", pdf))
    ((given, rules),) = points([raw], folder)
    assert given < MOST_POINTS, rules


@pytest.mark.parametrize("name", ["own", "planted", "hard", "arabic"])
def test_no_program_lacks_what_a_mail_cannot_do_without(
    built: Built, strange: Mapping[str, Letter], folder: Path, name: str
) -> None:
    file = folder / "a.html"
    file.write_text(html_of(built, strange, name), encoding="utf-8")
    lacked, programs = lacking([file])
    assert programs == CLIENTS
    assert lacked <= ALLOWED.keys()


def test_what_programs_lack_is_found(folder: Path) -> None:
    file = folder / "a.html"
    file.write_text('<p style="display:grid"><img src="a.svg"></p>', encoding="utf-8")
    assert "display:grid" in lacking([file])[0]


# What is obsolete on the web, or of one program, and needed by Outlook for Windows.
OBSOLETE = (
    *("“width” attribute on the “table”", "“border” attribute on the “table”"),
    *("“cellpadding” attribute", "“cellspacing” attribute", "“align” attribute on the “td”"),
    *("“mso-hide”", "“xmlns:o”"),
)


def test_the_checker_of_the_standards_finds_what_outlook_needs_and_nothing_else(
    built: Built, strange: Mapping[str, Letter], folder: Path
) -> None:
    jar = need_package("vnu-jar") / "build/dist/vnu.jar"
    for name in ("own", "planted", "hard", "arabic"):
        text = html_of(built, strange, name)
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [need_program("java"), "-jar", str(jar), "--format", "json", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    said = [each["message"] for each in json.loads(done.stderr)["messages"]]
    assert [each for each in OBSOLETE if not any(each in one for one in said)] == []
    assert [one for one in said if not any(each in one for each in OBSOLETE)] == []


def html_of(built: Built, strange: Mapping[str, Letter], name: str) -> str:
    if name in strange:
        return strange[name].html
    if name == "own":
        return published(built("own"), "policy", "attach").html
    return chosen(built("planted")["editions/one/public.mail.html"].decode(), "link")


@pytest.mark.parametrize("name", ["own", "planted", "hard", "arabic"])
def test_a_browser_finds_a_mail_accessible_light_and_dark_and_within_its_width(
    built: Built, strange: Mapping[str, Letter], browser: Browser, name: str
) -> None:
    page = browser.new_page()
    asked: list[str] = []

    def refused(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    page.route("**/*", refused)
    page.set_content(html_of(built, strange, name))
    found = inaccessible(page)
    # The hard project has tables of five columns full of long words.
    for width in (*((320,) if name in ("own", "planted") else ()), 375, 600, 1200):
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{wide} wide at {width}"] if wide > width else []
    page.close()
    assert not found, "\n".join(found)
    # Nothing is fetched but pictures of the published site: no font, no style, no pixel.
    assert [
        each for each in asked if not re.search(r"/assets/[^?]+\.(png|jpe?g|gif)$", each)
    ] == []


@pytest.mark.parametrize("name", ["own", "planted", "hard", "arabic"])
def test_a_mail_says_what_it_must_and_holds_nothing_that_runs_or_tells(
    built: Built, strange: Mapping[str, Letter], name: str
) -> None:
    html = html_of(built, strange, name)
    direction, language = ("rtl", "ar") if name == "arabic" else ("ltr", "en")
    assert html.startswith("<!DOCTYPE html>")
    assert html.index('<head><meta charset="utf-8">') < 200
    assert html.count(f'lang="{language}"') >= 2
    assert html.count(f'dir="{direction}"') >= 2
    assert "<!--[if mso]><table" in html
    assert not re.search(r"<(script|form|iframe|object|link|svg|video|base)\b", html)
    assert not re.search(r"(?:src|href)=\"(?:data:|#|/)|url\(|@import|@font-face|var\(", html)
    assert "display:flex" not in html
    assert "brief:" not in html
    assert html.count(UNSUBSCRIBE) == 1
    tables = re.findall(r"<table[^>]*>", re.sub(r"<!--.*?-->", "", html))
    layout = [each for each in tables if 'role="presentation"' in each]
    assert len(layout) == 1
    for each in re.findall(r"<img[^>]*>", html):
        assert re.search(r' alt="[^"]+"', each), each
        assert re.search(r' width="\d+" height="\d+"', each), each
