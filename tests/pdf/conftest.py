"""PDFs that the tests read: set once for all of them, also where several processes test."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from brief.adapters.files import DiskFiles
from brief.build.compile import compile_snapshot
from brief.build.options import Options
from brief.build.setting import unpacked
from brief.build.step import Step
from brief.build.steps import PURE, in_place
from support.conformance import Verdicts, validate
from support.hard_sheets import HARD, SYSTEM
from support.once import made_once, shared_by_all
from support.printing import run
from support.spoiled import SPOILED, spoiled

REPOSITORY = Path(__file__).parent.parent.parent
AT = datetime(2026, 11, 23, tzinfo=UTC)

Made = Mapping[str, Path]


def _found(folder: Path) -> dict[str, Path]:
    return {path.stem: path for path in sorted(folder.glob("*.pdf"))}


def _set_hard(folder: Path) -> None:
    sheets = {}
    for name, sheet in HARD.items():
        font = SYSTEM.get(name)
        if font is None:
            sheets[name] = sheet
        elif font.is_file():
            assets = {
                each: (kind, font.read_bytes()) for each, (kind, _) in sheet.assets.items()
            }
            sheets[name] = replace(sheet, assets=assets)
    steps = [each.step() for each in sheets.values()]
    for name, result in zip(sheets, run(steps), strict=True):
        pdf, fault, _ = unpacked(result)
        assert pdf is not None, f"{name}: {fault}"
        (folder / f"{name}.pdf").write_bytes(pdf)


def _set_own(folder: Path) -> None:
    """Set every PDF of the repository's own newsletter, with its HTML beside it."""
    steps: list[Step] = []

    def collect(step: Step) -> bytes:
        steps.append(step)
        return b"%PDF"

    snapshot = DiskFiles(REPOSITORY).snapshot(AT, {})
    done = compile_snapshot(snapshot, Options(pdf=True), in_place({**PURE, "pdf": collect}))
    assert not done.errors
    for number, (step, content) in enumerate(zip(steps, run(steps), strict=True)):
        assert content.startswith(b"%PDF"), content[:500]
        (folder / f"own-{number}.pdf").write_bytes(content)
        (folder / f"own-{number}.html").write_bytes(step["html"])


@pytest.fixture(scope="session")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Each hard sheet as PDF; those whose font the system lacks are left out."""
    return _found(made_once(shared_by_all(tmp_path_factory), "hard", _set_hard))


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The PDFs of the repository's own newsletter."""
    return _found(made_once(shared_by_all(tmp_path_factory), "own", _set_own))


@pytest.fixture(scope="session")
def broken(tmp_path_factory: pytest.TempPathFactory, hard: Made) -> Made:
    """Sound PDFs with one thing broken in each."""

    def make(folder: Path) -> None:
        for name, each in SPOILED.items():
            content = spoiled(hard[each.sheet].read_bytes(), each.spoil)
            (folder / f"{name}.pdf").write_bytes(content)

    return _found(made_once(shared_by_all(tmp_path_factory), "broken", make))


@pytest.fixture(scope="session")
def verdicts(
    tmp_path_factory: pytest.TempPathFactory, hard: Made, own: Made, broken: Made
) -> Verdicts:
    """What veraPDF says of all of them, from one Java process."""
    files = [*hard.values(), *own.values(), *broken.values()]
    folder = made_once(shared_by_all(tmp_path_factory), "verdicts", partial(_judge, files))
    said = json.loads((folder / "verdicts.json").read_text(encoding="utf-8"))
    return {
        name: {flavour: frozenset(rules) for flavour, rules in by_flavour.items()}
        for name, by_flavour in said.items()
    }


def _judge(files: list[Path], folder: Path) -> None:
    said = {
        name: {flavour: sorted(rules) for flavour, rules in by_flavour.items()}
        for name, by_flavour in validate(files, folder).items()
    }
    (folder / "verdicts.json").write_text(json.dumps(said), encoding="utf-8")
