"""Lighthouse, in the categories that do not ask how fast this machine is.

How fast pages load is measured by `make lighthouse`, on a machine that does nothing else.
"""

import pytest

from support.lighthouse import scores
from support.sites import Sites

CATEGORIES = ("accessibility", "best-practices", "seo")


@pytest.mark.parametrize("page_type", ["home", "issue", "note", "entity", "issues"])
def test_lighthouse_gives_full_marks(sites: Sites, page_type: str) -> None:
    address = sites.address("own") + sites["own"].heaviest(page_type)
    assert scores(address, CATEGORIES) == {name: (100, []) for name in CATEGORIES}
