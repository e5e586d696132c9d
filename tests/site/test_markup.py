"""The files of a site: valid, whole, without script, and all of it reachable from its home."""

import json
import subprocess
from collections.abc import Iterator

import pytest

from support.html import target
from support.page_types import PAGE_TYPES, type_of
from support.sites import SITES, Site, Sites
from support.tools import need_package, need_program

# What it guesses of made-up texts in four scripts says nothing of the site.
GUESS = "appears to be written in"
# It reads files, whose address is no `'self'`, and takes data for script. What the policy of a
# page blocks is seen in a browser, by another test.
POLICY = "violates Content Security Policy"


def test_the_checker_of_the_standards_has_nothing_to_say_of_any_page(sites: Sites) -> None:
    java = need_program("java")
    jar = need_package("vnu-jar") / "build/dist/vnu.jar"
    flags = ["--Werror", "--also-check-css", "--also-check-svg", "--skip-non-html"]
    folders = [str(sites[name].folder) for name in SITES]
    done = subprocess.run(
        [java, "-jar", str(jar), *flags, "--format", "json", *folders],
        capture_output=True,
        text=True,
        check=False,
    )
    said = json.loads(done.stderr)["messages"]
    found = sorted(
        f"{each.get('url')}:{each.get('lastLine')}: {each['message']}"
        for each in said
        if POLICY not in each["message"]
        if GUESS not in each["message"] or "/own/" in each["url"]
    )
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", SITES)
def test_every_page_is_of_a_type_that_tests_look_at(sites: Sites, name: str) -> None:
    unknown = [path for path in sites[name].pages if type_of(path) is None]
    assert unknown == []


def test_the_hard_project_has_pages_of_every_type(sites: Sites) -> None:
    files = sites["hard"].files
    for each in PAGE_TYPES.values():
        for sample in each.samples:
            path = sample if sample.endswith(".html") else f"{sample}index.html"
            assert path in files


def links(site: Site) -> Iterator[tuple[str, str, tuple[str, str] | None]]:
    """Yield every link of every page: where it stands, what it says, where it leads."""
    for path, page in site.pages.items():
        for element in page.elements:
            for attribute in ("href", "src"):
                if attribute in element.attributes:
                    href = element.attributes[attribute]
                    yield path, href, target(path, href, site.base)


@pytest.mark.parametrize("name", SITES)
def test_every_link_within_the_site_leads_to_a_file_and_to_a_place_in_it(
    sites: Sites, name: str
) -> None:
    site = sites[name]
    broken = set()
    for path, href, led in links(site):
        if led is None:
            if not href.startswith(("https://", "http://", "mailto:")):
                broken.add(f"{path}: {href} leads out of the site")
        elif led[0] not in site.files:
            broken.add(f"{path}: {href} leads nowhere")
        elif led[1] and led[0] in site.pages and led[1] not in site.pages[led[0]].ids:
            broken.add(f"{path}: {href} names no place")
    assert not broken, "\n".join(sorted(broken))


@pytest.mark.parametrize("name", SITES)
def test_every_page_is_reached_from_the_home_page_by_links(sites: Sites, name: str) -> None:
    site = sites[name]
    leads: dict[str, set[str]] = {}
    for path, _, led in links(site):
        if led:
            leads.setdefault(path, set()).add(led[0])
    reached, ahead = set(), ["index.html"]
    while ahead:
        path = ahead.pop()
        if path not in reached:
            reached.add(path)
            ahead += sorted(leads.get(path, ()))
    # Search, stubs and stones are not for finding; nothing may be hidden from readers besides.
    lost = [path for path, page in site.pages.items() if page.indexed and path not in reached]
    assert lost == []
    assert len(reached & set(site.pages)) > 50


@pytest.mark.parametrize("name", SITES)
def test_no_page_but_search_has_anything_that_a_browser_would_run(
    sites: Sites, name: str
) -> None:
    for path, page in sites[name].pages.items():
        for element in page.elements:
            attributes = element.attributes
            where = f"{path}: {element.name} {dict(attributes)}"
            assert element.name not in ("iframe", "object", "embed", "applet"), where
            assert not [key for key in attributes if key.startswith("on")], where
            assert "style" not in attributes, where
            assert not attributes.get("href", "").lower().startswith("javascript:"), where
            if element.name == "script" and type_of(path) != "search":
                assert attributes.get("type") == "application/ld+json", where


@pytest.mark.parametrize("name", SITES)
def test_every_page_has_one_heading_and_skips_no_level(sites: Sites, name: str) -> None:
    for path, page in sites[name].pages.items():
        levels = [int(each.name[1]) for each in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels.count(1) == 1, path
        steps = zip([0, *levels], levels, strict=False)
        assert all(level <= before + 1 for before, level in steps), (path, levels)
