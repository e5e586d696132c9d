"""The sitemap is exactly what may be indexed; robots.txt, security.txt, llms.txt say more."""

import re
from xml.etree import ElementTree as ET

import pytest

from brief.outputs.chrome import MetaView
from brief.outputs.sitemap import sitemap_files
from support.compiling import SOUND, compiled, sound_with
from support.machine import URL, published, richer
from support.projects import Files, projects
from support.scenes import scene_of

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def addresses(text: str) -> list[str]:
    root = ET.fromstring(text)  # noqa: S314 - ours
    return [each.text or "" for each in root.iter(f"{SPACE}loc")]


@pytest.mark.parametrize("files", projects().values(), ids=projects())
def test_the_sitemap_is_the_set_of_canonical_pages_that_may_be_indexed(files: Files) -> None:
    site = compiled(files).site
    expected = set()
    for path, file in site.items():
        if path.endswith(".html") and b'content="noindex"' not in file.content:
            [canonical] = re.findall(rb'<link rel="canonical" href="([^"]*)"', file.content)
            expected.add(canonical.decode())
    listed = addresses(site["sitemap.xml"].content.decode())
    assert len(listed) == len(set(listed)) > 3
    assert set(listed) == expected


def test_former_addresses_and_the_missing_page_are_not_in_it() -> None:
    listed = addresses(published("sitemap.xml"))
    assert f"{URL}/notes/moved/" in listed
    assert f"{URL}/notes/old-name/" not in listed
    assert f"{URL}/404.html" not in listed


def test_the_last_change_is_that_of_the_object() -> None:
    assert re.search(
        rf"<loc>{URL}/notes/moved/</loc>\n<lastmod>2026-11-21T[0-9:]{{8}}Z</lastmod>",
        published("sitemap.xml"),
    )


def test_a_long_one_is_an_index_of_parts() -> None:
    scene = scene_of(SOUND)
    planned = [MetaView("t", None, f"{URL}/{n}/") for n in range(5)]
    files = sitemap_files(scene, planned, most=2)
    assert sorted(files) == [
        "sitemap-1.xml",
        "sitemap-2.xml",
        "sitemap-3.xml",
        "sitemap.xml",
    ]
    parts = addresses(files["sitemap.xml"].content.decode())
    assert parts == [f"{URL}/sitemap-{n}.xml" for n in (1, 2, 3)]
    found = [
        a for n in (1, 2, 3) for a in addresses(files[f"sitemap-{n}.xml"].content.decode())
    ]
    assert found == [f"{URL}/{n}/" for n in range(5)]


def test_robots_name_the_sitemap() -> None:
    assert published("robots.txt") == (
        f"User-agent: *\nAllow: /\n\nSitemap: {URL}/sitemap.xml\n"
    )


def test_security_txt_needs_a_contact_and_a_day() -> None:
    assert published(".well-known/security.txt").splitlines()[:2] == [
        "Contact: mailto:desk@letter.example",
        "Expires: 2027-11-22T23:59:59Z",
    ]
    assert ".well-known/security.txt" not in compiled(SOUND).site
    anonymous = SOUND["briefs/newsletter.yaml"].replace(", email: desk@letter.example", "")
    anonymous += "security: {expires: 2027-11-22}\n"
    done = compiled(sound_with({"briefs/newsletter.yaml": anonymous}))
    assert done.errors == 0
    assert ".well-known/security.txt" not in done.site


def test_llms_txt_links_only_to_what_is_there() -> None:
    text = published("llms.txt")
    assert text.startswith("# Example Letter\n\n> A letter for tests.\n")
    links = re.findall(r"^- \[(?:\\.|[^\]])*\]\(([^)]*)\)", text, re.MULTILINE)
    assert f"{URL}/graph.json" in links
    assert f"{URL}/issues/first/" in links
    for link in links:
        path = link.removeprefix(f"{URL}/")
        assert (f"{path}index.html" if path.endswith("/") else path) in richer().site
