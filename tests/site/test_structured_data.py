"""What search engines, calendars and other programs read, held against their rules."""

import json
import re
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import icalendar
import mf2py
import pytest

from support.html import Page
from support.page_types import type_of
from support.sites import SITES, Site, Sites
from support.tools import need_package, node

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def notes(site: Site) -> dict[str, Page]:
    """Return the pages of notes that are neither stones nor stubs."""
    return {
        path: page
        for path, page in site.pages.items()
        if type_of(path) == "note" and page.indexed
    }


def blocks(site: Site) -> Iterator[tuple[str, Any]]:
    for path, page in site.pages.items():
        for text in page.data():
            yield path, json.loads(text)


def test_every_note_issue_and_home_page_says_what_it_is(sites: Sites) -> None:
    for site in (sites[name] for name in SITES):
        said = {path for path, _ in blocks(site)}
        wanted = {"index.html", *notes(site)}
        wanted |= {path for path in site.pages if type_of(path) == "issue"}
        assert sorted(wanted - said) == [], site.name


def test_what_pages_say_of_themselves_is_typed_as_schema_org_asks(
    sites: Sites, tmp_path: Path
) -> None:
    compiler = need_package("typescript") / "bin/tsc"
    types = need_package("schema-dts")
    lines = ["import type { Graph, Thing, WithContext } from 'schema-dts'"]
    seen = set()
    for name in SITES:
        for path, block in blocks(sites[name]):
            text = json.dumps(block, sort_keys=True, ensure_ascii=False)
            # Pages of a kind differ in their texts; the same shape need not be compiled again.
            shape = re.sub(r'(?<=: )"(?!(?:[A-Z][A-Za-z]+|https?:)")[^"]*"', '""', text)
            if shape not in seen:
                seen.add(shape)
                lines.append(f"// {name}/{path}")
                of = "Graph" if "@graph" in block else "WithContext<Thing>"
                lines.append(f"export const x{len(seen)}: {of} = {text}")
    assert len(seen) > 5
    (tmp_path / "data.ts").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules/schema-dts").symlink_to(types)
    done = subprocess.run(
        [node(), str(compiler), "--noEmit", "--strict", "--skipLibCheck", "data.ts"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[:4000]


@pytest.mark.parametrize("name", SITES)
def test_the_sitemap_is_the_set_of_pages_that_may_be_listed(sites: Sites, name: str) -> None:
    site = sites[name]
    root = ET.fromstring(site.files["sitemap.xml"].decode())  # noqa: S314 - we wrote it
    listed = [each.text or "" for each in root.iter(f"{SITEMAP}loc")]
    wanted = [page.canonical for page in site.pages.values() if page.indexed]
    assert sorted(listed) == sorted(wanted)
    assert f"Sitemap: {site.url}sitemap.xml" in site.files["robots.txt"].decode()


@pytest.mark.parametrize("name", SITES)
def test_every_page_names_its_own_address(sites: Sites, name: str) -> None:
    site = sites[name]
    for path, page in site.pages.items():
        if page.indexed:
            assert page.canonical == site.url + path.removesuffix("index.html"), path


def test_the_calendar_holds_every_dated_day_once(sites: Sites) -> None:
    site = sites["hard"]
    content = site.files["calendar.ics"]
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    events = list(icalendar.Calendar.from_ical(content.decode()).walk("VEVENT"))
    names = [str(each["UID"]) for each in events]
    assert len(set(names)) == len(names)
    assert not [each for each in events if each.errors]
    days = {each.decoded("DTSTART").isoformat() for each in events}
    # A vote of a policy, and the days by which a question closes and is resolved.
    assert {"2027-01-31", "2027-12-31", "2028-01-31"} <= days
    # "2027-Q1?" is no day, and none is made of it.
    assert "2027-01-01" not in days


@pytest.mark.parametrize("name", SITES)
def test_readers_of_microformats_find_what_a_note_is(sites: Sites, name: str) -> None:
    site = sites[name]
    for path, page in notes(site).items():
        document = mf2py.parse(doc=site.files[path].decode(), url=page.canonical)
        entries = [each for each in document["items"] if "h-entry" in each["type"]]
        assert len(entries) == 1, path
        found = entries[0]["properties"]
        assert {"name", "url", "published", "content", "author"} <= set(found), (path, found)
        assert found["url"] == [page.canonical], path
