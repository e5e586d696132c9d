"""Golden projects: what small projects compile to, byte for byte, and what they are told.

`make golden` rewrites the expectations; read the difference before you commit it.
"""

import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click import unstyle

from brief.adapters.files import DiskFiles
from brief.build.compile import Compilation, compile_snapshot
from brief.build.options import Options
from brief.build.steps import PURE, in_place
from brief.cli.report import as_text
from brief.diagnostics.model import Diagnostic
from brief.kinds import KINDS
from brief.outputs.urls import file_of, page_path
from brief.schema.kind import Kind
from support.compiling import SOUND, compiled, sound_with

HERE = Path(__file__).parent
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
PROJECTS = sorted(path.parent.parent for path in HERE.glob("projects/*/briefs/newsletter.yaml"))

# Files with a folder of their own name in a project of their family.
FOLDERS = {
    "note": "briefs/notes/2026-11-20-{}.yaml",
    "entity": "briefs/entities/{}.yaml",
    "source": "briefs/sources/{}.yaml",
    "class": "briefs/classes.yaml",
    "base-rate": "briefs/base-rates.yaml",
    "forecast": "briefs/forecasts/{}.yaml",
    "scenario": "briefs/scenarios/{}.yaml",
    "issue": "briefs/issues/2026-11-20-{}.yaml",
    "page": "briefs/pages/{}.md",
}


def told(diagnostics: tuple[Diagnostic, ...], texts: Mapping[str, bytes]) -> str:
    """Return diagnostics as the command prints them, without colour."""

    def lines(path: str) -> list[str]:
        return texts.get(path, b"").decode("utf-8", errors="replace").split("\n")

    return "".join(unstyle(as_text(each, lines)) + "\n" for each in diagnostics)


def compare(expected: Path, text: str, *, update: bool) -> None:
    if update:
        assert os.environ.get("CI") != "true", "golden files are not rewritten in CI"
        expected.parent.mkdir(parents=True, exist_ok=True)
        expected.write_text(text, encoding="utf-8", newline="\n")
    assert expected.is_file(), f"{expected} is missing: `make golden` writes it"
    assert text == expected.read_text(encoding="utf-8"), f"{expected} differs: `make golden`"


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.name)
def test_a_project_compiles_to_the_expected_files(project: Path, *, update: bool) -> None:
    snapshot = DiskFiles(project).snapshot(AT, {})
    done = compile_snapshot(snapshot, Options(pdf=False), in_place(PURE))
    compare(project / "diagnostics.txt", told(done.diagnostics, snapshot.texts), update=update)
    files = {f"site/{path}": file.content for path, file in done.site.items()}
    files |= {f"editions/{path}": file.content for path, file in done.editions.items()}
    # Styles and fonts are not the project's; their names hold their digests, so pages would
    # change with every touch of the theme.
    names = {path for path in files if "/assets/" in path}
    texts = {path: _stable(content) for path, content in files.items() if path not in names}
    expected = project / "expected"
    if update:
        for there in sorted(expected.rglob("*"), reverse=True):
            if there.is_file() and there.relative_to(expected).as_posix() not in texts:
                there.unlink()
    for path, text in texts.items():
        compare(expected / path, text, update=update)
    found = {p.relative_to(expected).as_posix() for p in expected.rglob("*") if p.is_file()}
    assert found == set(texts)


def _stable(content: bytes) -> str:
    text = content.decode()
    text = re.sub(r"<style>.*?</style>", "<style></style>", text, flags=re.DOTALL)
    text = re.sub(r'integrity="sha384-[^"]*"', 'integrity="sha384-"', text)
    return re.sub(r"/assets/site\.[0-9a-f]{10}\.css", "/assets/site.css", text)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_good_object_of_each_kind_makes_its_page_and_a_bad_one_is_told_why(
    kind: Kind, *, update: bool
) -> None:
    folder = HERE / "kinds" / kind.name
    suffix = "md" if kind.family == "page" else "yaml"
    good = (folder / f"good.{suffix}").read_text(encoding="utf-8")
    bad = (folder / f"bad.{suffix}").read_text(encoding="utf-8")
    path = FOLDERS[kind.family].format("example")
    whole = compiled(_with(path, good, kind), drafts=True)
    assert whole.diagnostics == ()
    compare(folder / "good.html", _page(whole, kind), update=update)
    files = _with(path, bad, kind)
    broken = compiled(files, drafts=True)
    assert broken.diagnostics, "the bad example is not bad"
    texts = {name: text.encode() for name, text in files.items() if isinstance(text, str)}
    compare(folder / "bad.txt", told(broken.diagnostics, texts), update=update)


def _with(path: str, text: str, kind: Kind) -> dict[str, str | bytes]:
    if kind.family == "class":
        text = SOUND["briefs/classes.yaml"] + text
    extra = f"briefs/notes/2026-11-21-names-{kind.family}.yaml"
    naming = f"kind: commentary\ntitle: Names it\nbody: See [[{kind.family}:example]].\n"
    named = {extra: naming} if kind.family in ("entity", "source", "class") else {}
    return sound_with({path: text, **named})


def _page(done: Compilation, kind: Kind) -> str:
    if kind.family == "base-rate":
        return _stable(done.site["definitions/index.html"].content)
    return _stable(done.site[file_of(page_path((kind.family, "example")))].content)
