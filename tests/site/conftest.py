"""The sites that are looked at, and one browser; built, served and started once a process."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from support.sites import Sites


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    base = tmp_path_factory.getbasetemp()
    # Workers of one run have folders of their own inside one that they share.
    shared = base.parent if base.name.startswith("popen-") else base
    with ExitStack() as stack:
        yield Sites(shared / "sites", stack)
