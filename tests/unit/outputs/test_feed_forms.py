"""Every feed in three forms: the rules that validators and readers hold them to."""

import json
import re
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest

from brief.outputs.feed_content import for_readers
from brief.outputs.feed_rss import rfc822
from brief.outputs.feed_xml import element
from support.compiling import compiled
from support.machine import RICHER, URL, published, richer

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = sorted(path for path in richer().site if path.rpartition("/")[2].startswith("feed."))
PLACES = sorted({path.rpartition("feed.")[0] for path in FEEDS})


def parsed(path: str) -> Any:
    feed = feedparser.parse(published(path), sanitize_html=False)
    assert feed.bozo == 0, feed.get("bozo_exception")
    return feed


def items(path: str) -> Any:
    return json.loads(published(path))["items"]


def test_there_are_feeds_where_something_can_be_followed() -> None:
    assert PLACES == [
        "",
        "announcements/",
        "corrections/",
        "entities/etched/",
        "entities/glm/",
        "entities/vercel/",
        "entities/zai/",
        "issues/",
        "policy/",
        "topics/open-weights/",
    ]
    assert sorted(path for place in PLACES for path in _forms(place)) == FEEDS


def _forms(place: str) -> list[str]:
    return [f"{place}feed.atom", f"{place}feed.json", f"{place}feed.xml"]


@pytest.mark.parametrize("path", [path for path in FEEDS if not path.endswith("json")])
def test_a_feed_is_well_formed_names_its_own_address_and_has_items(path: str) -> None:
    feed = parsed(path)
    assert feed.entries
    [own] = [link.href for link in feed.feed.links if link.rel == "self"]
    assert own == f"{URL}/{path}"


@pytest.mark.parametrize("place", PLACES)
def test_the_three_forms_hold_the_same(place: str) -> None:
    atom, rss = parsed(f"{place}feed.atom").entries, parsed(f"{place}feed.xml").entries
    written = items(f"{place}feed.json")
    assert [e.id for e in atom] == [e.id for e in rss] == [e["id"] for e in written]
    assert [e.title for e in atom] == [e.title for e in rss] == [e["title"] for e in written]
    assert [e.link for e in atom] == [e.link for e in rss] == [e["url"] for e in written]
    bodies = [e.content[0].value for e in atom]
    assert bodies == [e["content_html"] for e in written]
    root = ET.fromstring(published(f"{place}feed.xml"))  # noqa: S314 - ours
    content = "{http://purl.org/rss/1.0/modules/content/}encoded"
    assert [each.findtext(content) for each in root.iter("item")] == bodies


@pytest.mark.parametrize("place", PLACES)
def test_items_run_newest_first_and_no_two_share_an_id_or_an_instant(place: str) -> None:
    written = items(f"{place}feed.json")
    instants = [each["date_published"] for each in written]
    assert instants == sorted(instants, reverse=True)
    for name in ("id", "date_modified"):
        assert len({each[name] for each in written}) == len(written)


@pytest.mark.parametrize("path", [path for path in FEEDS if path.endswith("json")])
def test_json_feed_has_its_version_texts_as_ids_and_both_texts(path: str) -> None:
    feed = json.loads(published(path))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{URL}/{path}"
    assert "next_url" not in feed
    assert "author" not in feed
    for each in feed["items"]:
        assert isinstance(each["id"], str)
        assert each["content_html"]
        assert each["summary"]
        assert each["authors"]


@pytest.mark.parametrize("place", PLACES)
def test_no_address_in_a_text_is_relative_and_nothing_in_it_runs(place: str) -> None:
    for each in items(f"{place}feed.json"):
        html = each["content_html"]
        found = re.findall(r'(?:href|src|cite)="([^"]*)"', html)
        assert found
        assert all(address.startswith(("https://", "mailto:")) for address in found)
        assert not re.search(r"<(script|style|iframe|svg|form)|\s(style|on\w+|id|class)=", html)


def test_a_feed_says_what_its_page_says_with_its_sources() -> None:
    [note] = [e for e in items("feed.json") if e["url"].endswith("/base/")]
    assert "What the sources say" in note["content_html"]
    assert "An article" in note["content_html"]
    [issue] = items("issues/feed.json")
    assert "Bottom line" in issue["content_html"]
    assert "is said to take more space, while" in issue["content_html"]


def test_a_correction_stands_first_in_the_text_and_moves_the_update_alone() -> None:
    entry = parsed("policy/feed.atom").entries[0]
    assert entry.published.startswith("2026-11-20T")
    assert entry.updated.startswith("2026-11-21T")
    text = re.sub(r"<[^>]*>", "", entry.content[0].value).strip()
    assert text.startswith("Correction, 21 November 2026.")
    rss = published("policy/feed.xml")
    assert rss.count("<atom:updated>2026-11-21T") == 1
    [correction] = items("corrections/feed.json")
    assert correction["id"] == "tag:letter.example,2026:note/moved/correction/1"
    assert correction["summary"] == "Read adopted."


def test_authors_rights_and_words_of_topics_are_named() -> None:
    feed = parsed("policy/feed.atom")
    assert feed.feed.rights == "CC BY 4.0"
    entry = feed.entries[0]
    assert entry.author == "Ada Writer"
    assert [(each.term, each.label) for each in entry.tags] == [
        ("policy", "Policy"),
        ("open-weights", "open weights"),
    ]
    assert "<dc:creator>Ada Writer</dc:creator>" in published("policy/feed.xml")


def test_rss_dates_are_those_of_rfc_822_in_utc() -> None:
    assert rfc822("2026-11-20T07:00:01Z") == "Fri, 20 Nov 2026 07:00:01 +0000"


def test_what_xml_cannot_hold_is_replaced() -> None:
    assert element("a", "x\x01y & <z>") == "<a>x\ufffdy &amp; &lt;z&gt;</a>\n"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="#c2">c</a>', '<a href="https://x.example/n/#c2">c</a>'),
        ('<a href="/e/">e</a>', '<a href="https://x.example/e/">e</a>'),
        ('<img src="//y.example/a.png" alt="">', '<img src="https://y.example/a.png" alt="">'),
        ('<img srcset="/a.png 1x, /b.png 2x">', None),
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<p style="color:red" onclick="x()" class="y">p</p>', "<p>p</p>"),
        ("a<script>alert('</p>')</script>b<!-- c -->d", "abd"),
        ('<svg viewBox="0 0 1 1"><line x1="0"/></svg>words', "words"),
        ('<iframe src="/x">y</iframe><embed src="/x"><input>z', "z"),
        (
            "<details open><summary>s</summary></details>",
            '<details open=""><summary>s</summary></details>',
        ),
        (
            "<code>&lt;a href=&quot;/x/&quot;&gt;</code>",
            "<code>&lt;a href=&quot;/x/&quot;&gt;</code>",
        ),
    ],
)
def test_text_is_made_fit_for_readers(html: str, expected: str | None) -> None:
    made = for_readers(html, page="https://x.example/n/", origin="https://x.example")
    whole = '<img srcset="https://x.example/a.png 1x, https://x.example/b.png 2x">'
    assert made == (whole if expected is None else expected)


def test_the_page_of_feeds_and_opml_list_every_one() -> None:
    page, opml = published("feeds/index.html"), ET.fromstring(published("feeds/feeds.opml"))  # noqa: S314
    assert all(f'href="/{path}"' in page for path in FEEDS)
    listed = {each.get("xmlUrl") for each in opml.iter("outline") if each.get("xmlUrl")}
    assert listed == {f"{URL}/{path}" for path in FEEDS if path.endswith(".atom")}


def test_pages_name_the_feeds_of_the_site_and_of_their_list() -> None:
    def alternates(path: str) -> list[str]:
        return re.findall(r'<link rel="alternate" [^>]*href="([^"]*)"', published(path))

    root = ["/feed.atom", "/feed.xml", "/feed.json"]
    policy = ["/policy/feed.atom", "/policy/feed.xml", "/policy/feed.json"]
    assert alternates("index.html") == root
    assert alternates("notes/moved/index.html") == root + policy
    assert alternates("entities/glm/index.html")[3:] == [
        f"/entities/glm/feed.{form}" for form in ("atom", "xml", "json")
    ]


def test_right_to_left_is_said_inside_the_text() -> None:
    settings = RICHER["briefs/newsletter.yaml"] + "language: ar\n"
    done = compiled({**RICHER, "briefs/newsletter.yaml": settings})
    for each in json.loads(done.site["feed.json"].content)["items"]:
        assert each["content_html"].startswith('<div lang="ar" dir="rtl">')
