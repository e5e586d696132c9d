"""The search page in a browser, and a site under a path, as readers meet them."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from support.command import run, tree, write
from support.projects import NOW
from support.serving import served

BASE = "/brief/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the starter for an address with a path."""
    root = tmp_path_factory.mktemp("letter")
    assert run("init", cwd=root).returncode == 0
    settings = root / "briefs/newsletter.yaml"
    text = re.sub(r"(?m)^url:.*$", "url: https://letter.example/brief", settings.read_text())
    about = (root / "briefs/pages/about.md").read_text()
    links = "\nRead [the note](/notes/acme-laboratory/), or [what it says of chips](#chips).\n"
    write(
        root,
        {
            "briefs/newsletter.yaml": text,
            "briefs/pages/about.md": f"{about}{links}\n## Chips\n\nText.\n",
            "briefs/notes/2026-11-20-odd.yaml": ODD,
        },
    )
    done = run("build", "--no-pdf", cwd=root, env=NOW)
    assert (done.returncode, "warning" in done.stderr) == (0, False), done.stderr
    return root / "site"


ODD = """\
kind: commentary
title: A "title" with <marks> & a, comma
former_ids: [odder]
tags: [markup]
body: |
  The word zyzzyva stands here beside `<img src=x onerror=alert(1)>` and nowhere else.
"""

TITLE = "A “title” with <marks> & a, comma"

LINK = re.compile(r'(?: href="| src="| action="| content="0; url=)([^"]+)"')


def test_every_address_of_a_site_under_a_path_stays_there_and_is_served(site: Path) -> None:
    origin = "https://letter.example"
    files = tree(site)
    checked = 0
    for path, content in files.items():
        if not path.endswith((".html", ".atom")) or path.startswith("pagefind/"):
            continue
        text = content.decode()
        text = html.unescape(text) if path.endswith(".atom") else text
        for found in LINK.findall(text):
            address = urljoin(f"{origin}{BASE}{path}", html.unescape(found))
            if urlsplit(address).netloc != "letter.example":
                continue
            local = urlsplit(address).path
            assert local.startswith(BASE), (path, found)
            file = local.removeprefix(BASE)
            served_by = f"{file}index.html" if file.endswith("/") or not file else file
            assert served_by in files, (path, found)
            checked += 1
    assert checked > 300
    assert f"{origin}{BASE}notes/odd/" in files["notes/odder/index.html"].decode()
    assert f'href="{BASE}"' in files["404.html"].decode()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == []


def test_a_word_typed_into_search_leads_to_its_note(site: Path, page: Page) -> None:
    with served(site, BASE) as home:
        page.goto(home)
        page.get_by_role("link", name="Search").click()
        page.get_by_role("searchbox", name="Words").fill("zyzzyva")
        page.keyboard.press("Enter")
        result = page.locator("#results a")
        result.wait_for()
        assert page.locator("#status").text_content() == "1 page found"
        assert result.text_content() == TITLE
        assert "<img src=x onerror=alert(1)>" in (page.text_content("#results") or "")
        assert page.locator("#results img").count() == 0
        assert page.url == f"{home}search/?q=zyzzyva"
        result.click()
        page.wait_for_url(f"{home}notes/odd/")
        page.go_back()
        result.wait_for()


def test_an_address_with_words_and_choices_shows_what_they_find(site: Path, page: Page) -> None:
    with served(site, BASE) as home:
        page.goto(f"{home}search/?kind=commentary")
        page.locator("#results a").first.wait_for()
        assert page.locator("#results a").all_text_contents() == [TITLE]
        page.get_by_role("combobox", name="Kind").select_option("")
        page.get_by_role("searchbox").fill("laboratories")
        page.get_by_text("Acme Chips opens a second laboratory").first.wait_for()
        page.get_by_role("searchbox").fill("qqqqqqqq")
        page.get_by_text("No pages found").wait_for()


BLOCKED = {
    "no WebAssembly": "script-src 'self'; default-src 'self'",
    "no script": "script-src 'none'; default-src 'self'",
}


@pytest.mark.parametrize("name", BLOCKED)
def test_where_search_cannot_run_the_page_says_so_and_leads_on(
    site: Path, browser: Browser, name: str
) -> None:
    page = browser.new_page()
    with served(site, BASE, policy=BLOCKED[name]) as home:
        page.goto(f"{home}search/?q=zyzzyva")
        said = {"no script": "Search needs JavaScript", "no WebAssembly": "not available"}[name]
        page.get_by_text(said).wait_for()
        page.locator("main").get_by_role("link", name="Topics").click()
        page.wait_for_url(f"{home}topics/")
    page.close()


def test_without_javascript_every_page_can_be_read_and_search_says_what_it_needs(
    site: Path, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    with served(site, BASE) as home:
        page.goto(f"{home}search/")
        assert page.get_by_text("Search needs JavaScript").is_visible()
        page.goto(f"{home}nowhere/")
        assert "Page not found" in (page.text_content("h1") or "")
        page.locator("main a").first.click()
        page.wait_for_url(home)
    context.close()


def test_only_the_search_page_loads_a_script(site: Path) -> None:
    # A block of data is no script: a browser runs nothing of it.
    runs = re.compile(rb"<script(?! type=\"application/ld\+json\")")
    scripts = {path for path, content in tree(site).items() if runs.search(content)}
    pages = {path for path in scripts if path.endswith(".html")}
    assert pages == {"search/index.html"}
    text = (site / "search/index.html").read_text()
    assert "script-src &#39;self&#39; &#39;wasm-unsafe-eval&#39;" in text
    assert '<meta name="robots" content="noindex">' in text
