"""The sites that are looked at, and one browser; built, served and started once a process."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from support.once import shared_by_all
from support.sites import Sites


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    with ExitStack() as stack:
        yield Sites(shared_by_all(tmp_path_factory) / "sites", stack)
