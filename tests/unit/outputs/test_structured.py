"""The head of pages: JSON-LD, OpenGraph, policy and digest; microformats of the body."""

import base64
import hashlib
import json
import re
from html import unescape
from typing import Any

import mf2py
import pytest

from brief.outputs.headers import READING
from support.compiling import compiled
from support.machine import URL, published, richer
from support.projects import Files, our_own, projects

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def nodes(path: str) -> list[Any]:
    [text] = BLOCK.findall(published(path))
    value = json.loads(text)
    assert value["@context"] == "https://schema.org"
    return list(value["@graph"])


def node(path: str, kind: str) -> Any:
    [found] = [each for each in nodes(path) if kind in each["@type"]]
    return found


@pytest.mark.parametrize("files", projects().values(), ids=projects())
def test_every_page_that_may_be_indexed_has_one_block_that_is_json(files: Files) -> None:
    pages = [f.content.decode() for p, f in compiled(files).site.items() if p.endswith(".html")]
    assert len(pages) > 3
    for page in pages:
        blocks = BLOCK.findall(page)
        assert len(blocks) == ('content="noindex"' not in page)
        assert all(json.loads(text)["@graph"] for text in blocks)


def test_a_title_can_neither_end_the_block_nor_hide_its_end() -> None:
    [text] = BLOCK.findall(published("notes/moved/index.html"))
    assert "<\\/script>" in text
    assert "<!--" not in text
    assert "</script><!--" in node("notes/moved/index.html", "NewsArticle")["headline"]


def test_a_policy_is_an_article_about_a_law_with_its_dated_events() -> None:
    path = "notes/moved/index.html"
    article, law = node(path, "NewsArticle"), node(path, "Legislation")
    assert article["about"][0] == {"@id": law["@id"]}
    assert law["legislationIdentifier"] == "RIN 1234"
    assert law["legislationDateOfApplicability"] == "2027-01-15"
    days = [each["startDate"] for each in nodes(path) if each["@type"] == "Event"]
    assert days == ["2026-12-01", "2026-12-02", "2027-01-15"]
    assert article["author"] == {"@type": "Person", "name": "Ada Writer"}
    assert article["citation"][0]["url"] == "https://paper.example/a"
    assert article["correction"][0]["text"].startswith("Correction. Was: a bill. Is: a rule.")
    assert article["wordCount"] > 5
    assert article["dateModified"] > article["datePublished"]


def test_home_is_the_site_and_who_publishes_it() -> None:
    kinds = [each["@type"] for each in nodes("index.html")]
    assert kinds == ["WebSite", "Periodical", "Organization"]


def test_a_page_says_the_way_to_it() -> None:
    trail = node("notes/moved/index.html", "BreadcrumbList")["itemListElement"]
    assert [each["item"] for each in trail] == [
        f"{URL}/",
        f"{URL}/policy/",
        f"{URL}/notes/moved/",
    ]


def test_an_issue_names_its_number_and_parts_and_an_entity_what_it_is() -> None:
    issue = node("issues/first/index.html", "PublicationIssue")
    assert issue["issueNumber"] == "1"
    parts = [each["url"] for each in issue["hasPart"]]
    assert parts == [f"{URL}/notes/base/", f"{URL}/notes/rule/"]
    assert node("entities/glm/index.html", "SoftwareApplication")["name"] == "GLM"
    assert node("entities/etched/index.html", "Organization")["alternateName"] == ["Etched AI"]


def test_a_page_says_when_it_was_published_and_changed_as_feeds_do() -> None:
    page = published("notes/moved/index.html")
    times = dict(re.findall(r'property="article:(\w+)_time" content="([^"]*)"', page))
    [item] = [
        each
        for each in json.loads(published("feed.json"))["items"]
        if each["url"] == f"{URL}/notes/moved/"
    ]
    assert times == {"published": item["date_published"], "modified": item["date_modified"]}


def test_every_page_has_the_policy_and_the_digest_of_its_style() -> None:
    site = richer().site
    pages = {path: f.content.decode() for path, f in site.items() if path.endswith(".html")}
    for path, page in pages.items():
        assert READING.replace("'", "&#39;") in page, path
        [(name, digest)] = re.findall(
            r'<link rel="stylesheet" href="/([^"]*)" integrity="sha384-([^"]*)">', page
        )
        expected = hashlib.sha384(site[name].content).digest()
        assert base64.b64decode(digest) == expected, path


def test_every_page_has_a_description_of_160_characters_at_most() -> None:
    site = compiled(our_own()).site
    pages = [f.content.decode() for p, f in site.items() if p.endswith(".html")]
    for page in pages:
        found = re.findall(r'<meta name="description" content="([^"]*)"', page)
        assert len(found) == ('content="noindex"' not in page)
        assert all(len(unescape(text)) <= 160 for text in found)


def test_notes_are_entries_and_lists_are_feeds() -> None:
    entry = parsed("notes/moved/index.html")[0]
    assert entry["type"] == ["h-entry"]
    properties = entry["properties"]
    assert properties["url"] == properties["uid"] == [f"{URL}/notes/moved/"]
    assert properties["name"][0].startswith("A <rule> &")
    assert properties["published"] == ["2026-11-20"]
    assert properties["updated"][0].startswith("2026-11-21T")
    assert properties["category"] == ["open weights"]
    assert properties["author"][0]["properties"]["name"] == ["Ada Writer"]
    assert "Text with a" in properties["content"][0]["value"]
    [feed] = parsed("announcements/index.html")
    assert feed["type"] == ["h-feed"]
    assert [each["properties"]["name"] for each in feed["children"]] == [
        ["Etched takes more space"]
    ]


def parsed(path: str) -> Any:
    address = f"{URL}/{path.removesuffix('index.html')}"
    return mf2py.parse(doc=published(path), url=address, html_parser="html5lib")["items"]
