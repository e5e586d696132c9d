"""What all tests share: the repository, and the option that rewrites golden files."""

from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite expected files")


@pytest.fixture
def repository() -> Path:
    return REPOSITORY
