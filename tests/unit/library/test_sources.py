"""Sources: what makes two of them one, roots and reach, and how mentions are merged."""

import pytest

from brief.library.model import Library
from brief.library.sources import Sources, gather, normalised, root
from support.compiling import compiled

SETTINGS = "title: Example Letter\nurl: https://letter.example\n"


def library(files: dict[str, str]) -> Library:
    return compiled({"briefs/newsletter.yaml": SETTINGS, **files}).library


def note(sources: str) -> str:
    return f"kind: commentary\ntitle: A note\nbody: Text.\nsources: {sources}\n"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.example/a", "http://x.example/a"),
        ("https://x.example/a", "https://www.x.example/a/"),
        ("https://x.example/a", "https://X.Example/a#part"),
        ("https://x.example/a", "https://x.example/a?utm_source=b&fbclid=c"),
        ("https://x.example/a?b=1&c=2", "https://x.example/a?c=2&b=1&ref=d"),
        ("https://x.example", "https://x.example/"),
    ],
)
def test_two_addresses_are_one_source(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.example/a", "https://x.example/b"),
        ("https://x.example/a", "https://x.example/A"),
        ("https://x.example/a?b=1", "https://x.example/a?b=2"),
        ("https://x.example/a?id=1", "https://x.example/a"),
        ("https://a.x.example/", "https://x.example/"),
        ("https://x.example/a?reference=1", "https://x.example/a"),
    ],
)
def test_two_addresses_are_two_sources(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


def reach(sources: Sources) -> dict[str, int]:
    """Return how many sources lead back to each root."""
    found: dict[str, int] = {}
    for key, cited in sources.items():
        if cited.key == key:
            found[root(sources, key)] = found.get(root(sources, key), 0) + 1
    return found


def test_an_article_and_its_aggregator_are_one_root_of_reach_two() -> None:
    files = {
        "briefs/sources/all.yaml": "article: {title: A}\n"
        "feed: {title: F, republishes: article}\n"
    }
    assert reach(gather(library(files))) == {"article": 2}


def test_repeats_of_repeats_lead_to_the_first() -> None:
    files = {
        "briefs/sources/all.yaml": "a: {title: A, url: 'https://x.example/a'}\n"
        "b: {title: B, republishes: a}\nc: {title: C, republishes: b}\n"
        "d: {title: D, republishes: 'https://www.x.example/a/'}\ne: {title: E}\n",
    }
    sources = gather(library(files))
    assert {key: root(sources, key) for key in ("a", "b", "c", "d", "e")} == {
        "a": "a",
        "b": "a",
        "c": "a",
        "d": "a",
        "e": "e",
    }


def test_what_republishes_an_address_nobody_describes_has_that_address_as_root() -> None:
    files = {"briefs/sources/all.yaml": "b: {title: B, republishes: 'https://x.example/a'}\n"}
    assert root(gather(library(files)), "b") == "x.example/a"


def test_a_cycle_ends_at_its_smallest_member() -> None:
    files = {
        "briefs/sources/all.yaml": "b: {title: B, republishes: c}\n"
        "c: {title: C, republishes: b}\n"
    }
    sources = gather(library(files))
    assert root(sources, "b") == root(sources, "c") == "b"


def test_a_mention_fills_what_an_earlier_one_left_out_and_changes_nothing() -> None:
    url = "https://x.example/a"
    files = {
        "briefs/notes/2026-01-01-a.yaml": note(f"['{url}']"),
        "briefs/notes/2026-01-02-b.yaml": note(f"[{{url: '{url}', title: First}}]"),
        "briefs/notes/2026-01-03-c.yaml": note(
            f"[{{url: '{url}/', title: Second, publisher: P}}]"
        ),
    }
    (cited,) = gather(library(files)).values()
    assert (cited.id, cited.source.title, cited.source.publisher) == (None, "First", "P")


def test_a_shared_source_wins_over_every_mention_of_its_address() -> None:
    url = "https://x.example/a"
    files = {
        "briefs/sources/own.yaml": f"title: Own\nurl: {url}\n",
        "briefs/notes/2026-01-01-a.yaml": note(
            f"[{{url: '{url}', title: Other, publisher: P}}]"
        ),
    }
    found = gather(library(files))
    assert found["own"] is found["x.example/a"]
    assert found["own"].source.publisher is None


def test_sources_without_an_address_belong_to_the_object_that_writes_them_out() -> None:
    files = {
        "briefs/notes/2026-01-01-a.yaml": note("[{title: A talk}, {title: A talk}]"),
        "briefs/notes/2026-01-02-b.yaml": note("[{title: A talk}]"),
    }
    assert sorted(gather(library(files))) == ["note/a: A talk", "note/b: A talk"]
