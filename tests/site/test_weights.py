"""How much readers load before they can read, compressed as hosts send it."""

import gzip

import pytest

from support.html import target
from support.sites import Sites

# Source: the budget for readers on a phone: half a second at 1.6 Mbit/s for the home page.
MOST = {"home": 40 * 1024, "issue": 80 * 1024}


@pytest.mark.parametrize("page_type", MOST)
def test_a_page_with_its_styles_stays_within_its_budget(sites: Sites, page_type: str) -> None:
    site = sites["own"]
    bare = site.heaviest(page_type)
    path = f"{bare}index.html"
    files = {path}
    for link in site.pages[path].all("link"):
        if link.attributes.get("rel") == "stylesheet":
            led = target(path, link.attributes["href"], site.base)
            assert led
            files.add(led[0])
    assert len(files) > 1
    weight = sum(len(gzip.compress(site.files[each], 6, mtime=0)) for each in files)
    assert weight <= MOST[page_type]
