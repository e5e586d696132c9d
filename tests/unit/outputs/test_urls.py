"""Paths and addresses: directory URLs in lower-case ASCII, under the site's own path."""

import re

import pytest

from brief.library.model import Key
from brief.outputs.urls import (
    FOLDERS,
    LISTS,
    Addresses,
    asset_path,
    edition_path,
    facet_path,
    file_of,
    issue_pdf_path,
    page_path,
    site_link,
    topic_path,
    year_path,
)
from brief.schema.refs import FAMILIES


@pytest.mark.parametrize(
    ("key", "path", "file"),
    [
        (("note", "a"), "notes/a/", "notes/a/index.html"),
        (("entity", "a"), "entities/a/", "entities/a/index.html"),
        (("issue", "a"), "issues/a/", "issues/a/index.html"),
        (("page", "about"), "about/", "about/index.html"),
        (("source", "a"), "sources/#source-a", "sources/index.html"),
        (("class", "a"), "definitions/#class-a", "definitions/index.html"),
        (("base-rate", "a"), "definitions/#base-rate-a", "definitions/index.html"),
    ],
)
def test_every_object_has_one_path_and_one_file(key: Key, path: str, file: str) -> None:
    assert page_path(key) == path
    assert file_of(path) == file


def test_every_family_has_a_path_of_its_own() -> None:
    paths = {page_path((family, "same")) for family in FAMILIES}
    assert len(paths) == len(FAMILIES)
    assert {*FOLDERS, *LISTS, "page"} == set(FAMILIES)


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("", "index.html"),
        ("#a", "index.html"),
        ("404.html", "404.html"),
        ("feed.atom", "feed.atom"),
        ("a/#b", "a/index.html"),
    ],
)
def test_a_path_is_served_by_a_file(path: str, file: str) -> None:
    assert file_of(path) == file


@pytest.mark.parametrize(
    ("url", "base", "host"),
    [
        ("https://letter.example", "/", "letter.example"),
        ("https://example.org/some/letter", "/some/letter/", "example.org"),
        ("http://localhost:8000", "/", "localhost"),
    ],
)
def test_a_site_may_stand_under_a_path(url: str, base: str, host: str) -> None:
    addresses = Addresses(url)
    assert (addresses.base, addresses.host) == (base, host)
    assert addresses.local("notes/a/") == f"{base}notes/a/"
    assert addresses.absolute("notes/a/") == f"{url}/notes/a/"


@pytest.mark.parametrize(
    ("written", "local"),
    [
        ("/notes/a/", "/some/letter/notes/a/"),
        ("notes/a/#b", "/some/letter/notes/a/#b"),
        ("a b/é", "/some/letter/a%20b/%C3%A9"),
        ("a%20b?c=d&e", "/some/letter/a%20b?c=d&e"),
        ('a"b<c>', "/some/letter/a%22b%3Cc%3E"),
    ],
)
def test_a_link_of_an_author_counts_from_the_root_of_the_site(written: str, local: str) -> None:
    assert site_link(Addresses("https://example.org/some/letter"), written) == local


@pytest.mark.parametrize(
    "name", ["briefs/assets/A chart é.PNG", "x.svg", "noext", "深圳.png", "a.tar.gz"]
)
def test_an_asset_carries_its_digest_in_a_name_of_plain_ascii(name: str) -> None:
    path = asset_path(name, "0123456789abcdef")
    assert "0123456789" in path
    assert re.fullmatch(r"assets/[a-z0-9.-]+", path)


def test_assets_of_one_name_and_other_bytes_have_other_paths() -> None:
    assert asset_path("a/x.png", "1" * 64) != asset_path("a/x.png", "2" * 64)
    assert asset_path("a/x.png", "1" * 64) == asset_path("b/X.PNG", "1" * 64)


def test_files_of_issues_and_topics() -> None:
    assert issue_pdf_path("first") == "issues/first/first.pdf"
    assert edition_path("first", "investor", "txt") == "first/investor.txt"
    assert topic_path("open-weights") == "topics/open-weights/"


def test_pages_of_facets_and_years_lie_where_no_object_can() -> None:
    assert facet_path("entities/", "type", "ai-lab") == "entities/type/ai-lab/"
    assert facet_path("policy/", "jurisdiction", "US-CA") == "policy/jurisdiction/us-ca/"
    assert year_path("policy/", 2026) == "policy/2026/"
    assert year_path("notes/", 2026) == "notes/year/2026/"
    objects = {page_path((family, "2026")) for family in FAMILIES}
    for folder in ("policy/", *(f"{name}/" for name in FOLDERS.values())):
        assert year_path(folder, 2026) not in objects
