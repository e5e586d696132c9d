"""Feeds as programs read them: parsers, a schema, and a feed reader."""

import json
import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import feedparser
import pytest

from support.sites import Site, Sites
from support.tools import need_package, need_program, node

ROOT = ("feed.atom", "feed.xml", "feed.json")
LETTERS = ("own", "hard", "arabic")


def feeds(site: Site, name: str) -> list[str]:
    """Return the paths of all feeds of one form."""
    return [path for path in site.files if path == name or path.endswith(f"/{name}")]


def parsed(site: Site, path: str) -> Any:
    return feedparser.parse(site.files[path])


def ids(site: Site, path: str) -> list[str]:
    """Return the ids of the entries of a feed, in order."""
    if path.endswith(".json"):
        return [each["id"] for each in json.loads(site.files[path])["items"]]
    return [each.id for each in parsed(site, path).entries]


@pytest.mark.parametrize("name", LETTERS)
def test_every_feed_is_parsed_without_complaint(sites: Sites, name: str) -> None:
    site = sites[name]
    found = [*feeds(site, "feed.atom"), *feeds(site, "feed.xml")]
    assert set(ROOT) <= set(site.files)
    for path in found:
        feed = parsed(site, path)
        assert not feed.bozo, (path, feed.get("bozo_exception"))
        assert feed.entries, path
        assert all(each.id and each.title and each.summary for each in feed.entries), path


@pytest.mark.parametrize("name", LETTERS)
def test_the_three_forms_of_a_feed_hold_the_same_entries(sites: Sites, name: str) -> None:
    site = sites[name]
    for atom in feeds(site, "feed.atom"):
        folder = atom.removesuffix("feed.atom")
        for other in ("feed.xml", "feed.json"):
            if folder + other in site.files:
                assert ids(site, folder + other) == ids(site, atom), folder


def test_json_feeds_hold_to_their_schema(sites: Sites) -> None:
    need_package("ajv")
    schema = need_package("jsonfeed-schema") / "schema-v1.1.json"
    files = [
        str(site.folder / path)
        for site in (sites[name] for name in LETTERS)
        for path in feeds(site, "feed.json")
    ]
    assert len(files) >= len(LETTERS)
    script = Path(__file__).parent / "tools/validate.cjs"
    done = subprocess.run(
        [node(), str(script), str(schema), *files], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


@pytest.mark.parametrize("path", ["feed.atom", "feed.xml"])
def test_a_feed_reader_imports_every_entry_once_by_its_id(
    sites: Sites, tmp_path: Path, path: str
) -> None:
    newsboat = need_program("newsboat")
    address = f"{sites.address('own')}{path}"
    (tmp_path / "urls").write_text(f"{address}\n", encoding="utf-8")
    (tmp_path / "config").write_text("", encoding="utf-8")
    cache = tmp_path / "cache.db"
    done = subprocess.run(
        [newsboat, "-u", "urls", "-c", str(cache), "-C", "config", "-x", "reload"],
        cwd=tmp_path,
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    with closing(sqlite3.connect(cache)) as database:
        rows = database.execute("select guid from rss_item where feedurl = ?", [address])
        found = [guid for (guid,) in rows]
    assert found
    assert sorted(found) == sorted(ids(sites["own"], path))
