"""The digest of the program: the same while nothing is installed, another afterwards."""

from pathlib import Path

import pytest

from brief.adapters.code import code_digest


def test_a_package_of_another_version_gives_another_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [code_digest(), code_digest()]
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("babel-99.1.dist-info", "babel-99.2.dist-info"):
        (tmp_path / name).mkdir()
        found.append(code_digest())
        (tmp_path / name).rmdir()
    assert found[0] == found[1]
    assert len(set(found)) == 3
