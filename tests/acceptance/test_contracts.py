"""Import contracts hold, and a breach of each is caught: one that cannot fail is none."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

# Contract -> a module of ours, the line that breaks it, and a file to make first, if any.
SEEDS = {
    "layers": ("text/tree.py", "from brief.library import model as _seed"),
    "pure-core": ("library/query.py", "import os as _seed"),
    "kinds-independent": ("kinds/page.py", "from brief.kinds import entity as _seed"),
    "adapters-independent": ("adapters/clock.py", "from brief.adapters import files as _seed"),
    "renderers": ("adapters/executors.py", "from brief.adapters import pdf as _seed"),
    "home-of-pydantic": ("outputs/dates.py", "import pydantic as _seed"),
    "home-of-texts": ("library/query.py", "import yaml as _seed"),
    "home-of-jinja2": ("build/images.py", "import jinja2 as _seed"),
    "home-of-weasyprint": ("adapters/cache.py", "import weasyprint as _seed"),
    "home-of-servers": ("adapters/cache.py", "import starlette as _seed"),
    "home-of-distributed": ("adapters/cache.py", "import distributed as _seed"),
    "home-of-vl-convert": ("adapters/cache.py", "import vl_convert as _seed"),
    "home-of-sqlalchemy": ("adapters/cache.py", "import sqlalchemy as _seed"),
    "home-of-css-inline": ("outputs/mail.py", "import css_inline as _seed"),
    "home-of-flufl": ("adapters/cache.py", "import flufl.bounce as _seed"),
    "acyclic": ("schema/types.py", "from brief.schema import when as _seed"),
}


@pytest.fixture
def copy(tmp_path: Path, repository: Path) -> Path:
    shutil.copytree(repository / "src", tmp_path / "src")
    shutil.copy(repository / "pyproject.toml", tmp_path)
    return tmp_path


def broken(copy: Path) -> set[str]:
    """Return the ids of the contracts that do not hold."""
    program = """
import sys
sys.path.insert(0, "src")
from importlinter.application.use_cases import create_report, read_user_options
from importlinter.application import use_cases
from importlinter import configuration
configuration.configure()
options = read_user_options(config_filename="pyproject.toml")
use_cases._register_contract_types(options)
report = create_report(options)
for contract, check in report.get_contracts_and_checks():
    if not check.kept:
        print(contract.name)
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(copy / "src")},
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split("\n")) - {""}


def names(copy: Path) -> dict[str, str]:
    """Return contract names by id."""
    settings = tomllib.loads((copy / "pyproject.toml").read_text(encoding="utf-8"))
    return {each["id"]: each["name"] for each in settings["tool"]["importlinter"]["contracts"]}


def test_every_contract_holds(copy: Path) -> None:
    assert broken(copy) == set()


def test_every_contract_has_a_seed(copy: Path) -> None:
    assert set(names(copy)) == set(SEEDS)


@pytest.mark.parametrize("contract", sorted(SEEDS))
def test_a_seeded_violation_is_caught(copy: Path, contract: str) -> None:
    where, line = SEEDS[contract]
    path = copy / "src/brief" / where
    head, _, rest = path.read_text(encoding="utf-8").partition('"""\n\n')
    path.write_text(f'{head}"""\n\n{line}\n{rest}', encoding="utf-8")
    assert names(copy)[contract] in broken(copy)
