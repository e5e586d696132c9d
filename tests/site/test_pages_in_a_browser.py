"""Every sort of page as a browser shows it: accessible, within its width, quiet."""

import pytest
from playwright.sync_api import Browser

from support.browsing import opened
from support.inspecting import inaccessible, text_of_main, too_wide, unreached
from support.page_types import SAMPLES
from support.sites import Sites

# Of the repository's own newsletter, the heaviest page of each of these sorts.
OWN = ("home", "issue", "note", "entity", "policy", "exposure", "topic", "sources")
# From right to left, the sorts whose layout differs most.
ARABIC = (
    *("", "issues/second/", "notes/announced/", "notes/observed/", "notes/enacted/"),
    *("entities/model-0/", "policy/", "exposure/", "sources/", "forecasts/running/"),
)
PAGES = (
    *(("hard", sample) for sample in SAMPLES),
    *(("own", name) for name in OWN),
    *(("arabic", sample) for sample in ARABIC),
)
MOST_FONT_BYTES = 120 * 1024


def where(sites: Sites, name: str, sample: str) -> str:
    """Return the address of a page: of our own site samples are types, of the others paths."""
    path = sites[name].heaviest(sample) if name == "own" else sample
    return sites.address(name) + path


@pytest.mark.parametrize(("name", "sample"), PAGES)
def test_a_browser_finds_no_fault_with_a_page(
    browser: Browser, sites: Sites, name: str, sample: str
) -> None:
    with opened(browser, where(sites, name, sample)) as (page, seen):
        home = sites.address(name)
        found = [*too_wide(page), *inaccessible(page)]
        found += [f"said: {each}" for each in seen.messages]
        found += [f"not there: {each}" for each in seen.failed]
        found += [
            f"off the site: {each}" for each in seen.requests if not each.startswith(home)
        ]
        if seen.font_bytes > MOST_FONT_BYTES:
            found.append(f"fonts weigh {seen.font_bytes} bytes")
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "sample",
    [
        "",
        "issues/second/",
        "notes/announced/",
        "notes/enacted/",
        "policy/",
        "search/",
        "about/",
    ],
)
def test_tab_reaches_all_in_the_order_of_the_page_and_shows_where_it_is(
    browser: Browser, sites: Sites, sample: str
) -> None:
    with opened(browser, where(sites, "hard", sample)) as (page, _):
        found = unreached(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("sample", SAMPLES)
def test_without_script_a_page_shows_its_heading_and_its_text(
    browser: Browser, sites: Sites, sample: str
) -> None:
    address = where(sites, "hard", sample)
    with (
        opened(browser, address, scripts=False) as (plain, _),
        opened(browser, address) as (page, _),
    ):
        heading, text = text_of_main(plain)
        assert heading
        assert len(text) > len(heading)
        if sample != "search/":  # the one page that is for script, and says so without
            assert (heading, text) == text_of_main(page)
