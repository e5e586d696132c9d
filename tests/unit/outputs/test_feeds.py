"""The feed: well-formed, with ids that stay, instants of their own and whole addresses."""

import re
from typing import Any

import feedparser
import pytest

from brief.library.record import Locked, lock_text
from brief.schema.layout import LOCK
from support.compiling import SOUND, compiled, sound_with

NOTE = "kind: commentary\ntitle: {}\nbody: Text.\n"
RICH = """\
kind: commentary
title: "A <title> & \\"more\\" of it"
summary: See [[base]], [an anchor](#part) and [a page](/entities/).
tags: [models, prices]
body: |
  ## Part

  See [[etched]], [the part](#part), [others](https://x.example/?a=1&b=2) and a note.[^1]

  ![The chart](chart.png)

  ```html
  <a href="/code/">stays as it is</a>
  ```

  [^1]: Said at the fair.
"""
FILES = {"briefs/notes/2026-11-20-rich.yaml": RICH, "briefs/assets/chart.png": b"not a picture"}


def content(files: dict[str, Any]) -> bytes:
    done = compiled(sound_with(files))
    assert done.errors == 0, done.diagnostics
    return done.site["feed.atom"].content


def parsed(files: dict[str, Any]) -> Any:
    feed = feedparser.parse(content(files))
    assert feed.bozo == 0, feed.get("bozo_exception")
    return feed


def test_the_feed_is_well_formed_and_says_whose_it_is() -> None:
    feed = parsed(FILES).feed
    assert (feed.title, feed.id, feed.author) == (
        "Example Letter",
        "https://letter.example/",
        "Example House",
    )
    assert {link.rel: link.href for link in feed.links} == {
        "self": "https://letter.example/feed.atom",
        "alternate": "https://letter.example/",
    }


def test_every_note_and_issue_stands_in_it_newest_first() -> None:
    feed = parsed(FILES)
    assert [each.id.rpartition(":")[2] for each in feed.entries] == [
        "note/rich",
        "issue/first",
        "note/rule",
        "note/base",
    ]
    assert [each.title for each in feed.entries][1] == "No. 1: The first"


def test_titles_and_summaries_are_text() -> None:
    entry = parsed(FILES).entries[0]
    assert entry.title_detail.type == "text/plain"
    assert entry.title == "A <title> & “more” of it"
    assert "<" not in entry.summary
    assert {tag.term for tag in entry.tags} == {"commentary", "models", "prices"}


def test_an_id_stays_when_everything_else_changes() -> None:
    before = {each.id for each in parsed(FILES).entries}
    moved = {
        **FILES,
        "briefs/newsletter.yaml": SOUND["briefs/newsletter.yaml"]
        + "theme: {accent: '#0b4f8a'}\n",
    }
    moved["briefs/notes/2026-11-20-rich.yaml"] = RICH.replace("A <title>", "Another")
    assert {each.id for each in parsed(moved).entries} == before
    assert "tag:letter.example,2026:note/rich" in before


@pytest.mark.parametrize("url", ["https://letter.example", "https://example.org/some/letter"])
def test_no_address_in_it_is_relative(url: str) -> None:
    settings = SOUND["briefs/newsletter.yaml"].replace("https://letter.example", url)
    text = content({**FILES, "briefs/newsletter.yaml": settings}).decode()
    html = feedparser.parse(text).entries[0].content[0].value
    addresses = re.findall(r'(?:href|src)="([^"]*)"', html)
    assert f"{url}/entities/etched/" in addresses
    assert f"{url}/notes/rich/#part" in addresses
    assert any(each.startswith(f"{url}/assets/chart.") for each in addresses)
    assert all(each.startswith(("https://", "mailto:")) for each in addresses)
    assert all(
        each.startswith("https://") for each in re.findall(r'<link [^>]*href="([^"]*)"', text)
    )


def test_code_that_looks_like_an_address_stays_as_it_is() -> None:
    html = feedparser.parse(content(FILES), sanitize_html=False).entries[0].content[0].value
    assert "&lt;a href=&quot;/code/&quot;&gt;" in html


def instants(feed: Any) -> list[str]:
    return [each.updated for each in feed.entries]


def test_no_two_entries_share_an_instant() -> None:
    # An issue and a note of one id and one day, and two notes whose ids give one second.
    files = {
        "briefs/notes/2026-11-10-first.yaml": NOTE.format("A note called like the issue"),
        **{f"briefs/notes/2026-11-12-n{n}.yaml": NOTE.format(n) for n in range(40)},
    }
    feed = parsed(
        files | {"briefs/issues/2026-11-10-first.yaml": "number: 1\ntitle: The first\n"}
    )
    found = instants(feed)
    assert len(found) == len(set(found)) == 44
    assert all(each.endswith("Z") for each in found)


def test_a_correction_updates_an_entry_and_an_older_one_does_not() -> None:
    def updated(day: str) -> Any:
        text = RICH + f"corrections: [{{date: {day}, type: correction, was: a, is: b}}]\n"
        return parsed({**FILES, "briefs/notes/2026-11-20-rich.yaml": text}).entries[0]

    assert updated("2026-11-22").updated.startswith("2026-11-22T")
    assert updated("2026-11-22").published.startswith("2026-11-20T")
    assert updated("2026-11-19").updated.startswith("2026-11-20T")


def test_the_record_decides_the_instants_of_what_was_released() -> None:
    locked = Locked(
        "notes/rich/",
        "note/rich",
        "commentary",
        "2026-11-20T07:00:01Z",
        "2026-11-21T08:00:02Z",
        "d",
        (),
    )
    entry = parsed({**FILES, LOCK: lock_text([locked])}).entries[0]
    assert (entry.published, entry.updated) == ("2026-11-20T07:00:01Z", "2026-11-21T08:00:02Z")


def test_a_feed_may_be_short_and_may_be_off() -> None:
    settings = SOUND["briefs/newsletter.yaml"]
    short = {"briefs/newsletter.yaml": settings + "feeds: {most: 2}\n"}
    assert len(parsed({**FILES, **short}).entries) == 2
    off = compiled(sound_with({"briefs/newsletter.yaml": settings + "feeds: off\n"}))
    assert "feed.atom" not in off.site
    assert all(b"feed.atom" not in file.content for file in off.site.values())


def test_a_newsletter_without_anything_has_an_empty_feed() -> None:
    done = compiled({"briefs/newsletter.yaml": "title: T\nurl: https://letter.example\n"})
    feed = feedparser.parse(done.site["feed.atom"].content)
    assert (feed.bozo, feed.entries) == (0, [])
