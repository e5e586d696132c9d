"""`brief new`, `schema`, `explain` and completion: what helps an author to write."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from brief.app.new import makeable
from brief.diagnostics.catalogue import CODES
from brief.kinds import KINDS
from support.command import BRIEF, environment, run, tree, write
from support.compiling import SOUND
from support.projects import NOW
from support.tools import without

COMMANDS = (
    "bounces",
    "build",
    "check",
    "explain",
    "init",
    "new",
    "outbox",
    "release",
    "schema",
    "send",
    "serve",
    "stamp",
    "subscribers",
    "verify",
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write(tmp_path / "project", SOUND)


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write(tmp_path_factory.mktemp("schemas") / "project", SOUND)
    assert run("schema", "--write", cwd=root).returncode == 0
    return root / ".brief/schema"


def test_every_kind_but_those_of_one_file_can_be_made() -> None:
    assert set(makeable()) == {kind.name for kind in KINDS} - {"class", "base-rate", "page"}


def test_a_new_object_of_every_kind_checks_as_it_stands(project: Path) -> None:
    for kind in makeable():
        title = f"Will the first {kind} of ours: a test, work?"
        done = run("new", kind, title, cwd=project, env=NOW)
        assert done.returncode == 0, done.stderr
        path = Path(done.stdout.strip())
        assert path.is_file()
        text = path.read_text()
        assert text.startswith("# yaml-language-server: $schema=")
        schema = text.split("\n", 1)[0].partition("$schema=")[2]
        assert (path.parent / schema).resolve().is_file()
        assert title in text
    for more in ((), ("--drafts",)):
        checked = run("check", *more, cwd=project, env=NOW)
        assert checked.returncode == 0, checked.stdout
        assert " error " not in checked.stdout
    assert len(tree(project / "briefs")) == len(SOUND) + len(makeable())


def test_a_title_of_any_sort_becomes_a_file_or_a_message(project: Path) -> None:
    titles = ("A: b # c", "'quoted'", '"double"', "- dash", "{x}", "[x] y", "@at 1", "50% off")
    for title in titles:
        done = run("new", "commentary", "--", title, cwd=project, env=NOW)
        assert done.returncode == 0, done.stderr
        assert title in Path(done.stdout.strip()).read_text().replace("''", "'")
    assert run("check", "--drafts", cwd=project, env=NOW).returncode == 0
    for title in ("鲁迅", "", "?!"):
        done = run("new", "commentary", title, cwd=project, env=NOW)
        assert done.returncode == 3
        assert done.stderr.startswith("error: no id can be made of the title")


def test_a_title_cannot_lead_out_of_its_folder_nor_overwrite(project: Path) -> None:
    done = run("new", "entity", "../../../outside", cwd=project, env=NOW)
    assert Path(done.stdout.strip()) == project / "briefs/entities/outside.yaml"
    before = tree(project)
    again = run("new", "entity", "Outside!", cwd=project, env=NOW)
    assert again.returncode == 3
    says = "error: briefs/entities/outside.yaml is there already\nhint:"
    assert again.stderr.startswith(says)
    assert tree(project) == before


def test_an_issue_gets_the_next_number(project: Path) -> None:
    done = run("new", "issue", "The second", cwd=project, env=NOW)
    assert re.search(r"^number: 2\b", Path(done.stdout.strip()).read_text(), re.MULTILINE)


@pytest.mark.parametrize("kind", ["announcement", "policy", "entities", "newsletter"])
def test_schema_prints_a_valid_json_schema(kind: str, project: Path) -> None:
    done = run("schema", kind, cwd=project)
    assert (done.returncode, done.stderr) == (0, "")
    schema = json.loads(done.stdout)
    Draft7Validator.check_schema(schema)
    assert schema["$schema"].startswith("http://json-schema.org/draft-07/")


def test_schema_without_a_kind_lists_them_and_writes_them_where_asked(schemas: Path) -> None:
    listed = run("schema", cwd=schemas).stdout.split()
    assert {"announcement", "observation", "policy", "commentary", "issue"} <= set(listed)
    written = {path.stem: json.loads(path.read_text()) for path in schemas.glob("*.json")}
    assert set(written) == set(listed)
    for schema in written.values():
        Draft7Validator.check_schema(schema)


def test_explain_says_what_a_code_means_with_both_examples(tmp_path: Path) -> None:
    for code in ("B111", "b013", "B624", "B305"):
        done = run("explain", code, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        known = CODES[code.upper()]
        assert done.stdout.startswith(f"{code.upper()}: {known.title}\n")
        assert "\nWrong:\n" in done.stdout
        assert "\nRight:\n" in done.stdout
        assert " ".join(known.reason.split())[:40] in " ".join(done.stdout.split())
    listed = run("explain", cwd=tmp_path).stdout.splitlines()
    assert [row.split("  ")[0] for row in listed] == list(CODES)


def test_an_unknown_code_is_wrong_usage_with_a_suggestion(tmp_path: Path) -> None:
    done = run("explain", "B1111", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no code B1111\nhint: did you mean B111?" in done.stderr
    done = run("explain", "quotes", cwd=tmp_path)
    assert done.returncode == 2
    assert "`brief explain` lists all codes" in done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_completion_script_is_printed_for_every_shell(shell: str, tmp_path: Path) -> None:
    done = run(cwd=tmp_path, env={"_BRIEF_COMPLETE": f"{shell}_source"})
    if shell == "bash" and "Shell completion is not supported" in done.stderr:
        without("bash is too old for completion")
    assert done.returncode == 0, done.stderr
    assert f"_BRIEF_COMPLETE={shell}_complete" in done.stdout
    assert "brief" in done.stdout


def completed(words: str, cwd: Path, *, at: int | None = None) -> list[str]:
    """Return what the shell would offer behind some words."""
    position = len(words.split()) if at is None else at
    env = {
        "_BRIEF_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(position),
    }
    done = subprocess.run(
        [str(BRIEF)],
        cwd=cwd,
        env=environment(env),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return [row.partition(",")[2] for row in done.stdout.splitlines()]


def test_completion_knows_commands_kinds_codes_and_issues(project: Path) -> None:
    assert completed("brief ", project) == list(COMMANDS)
    assert completed("brief ch", project, at=1) == ["check"]
    assert completed("brief explain B01", project, at=2) == [
        code for code in CODES if code.startswith("B01")
    ]
    assert completed("brief explain b62", project, at=2) == [
        code for code in CODES if code.startswith("B62")
    ]
    assert completed("brief new ", project) == list(makeable())
    assert completed("brief release ", project) == ["first"]
    assert completed("brief check --format ", project) == ["text", "json", "github"]
    assert not any(completed("brief release ", project.parent))


def test_every_command_explains_itself(tmp_path: Path) -> None:
    top = run("--help", cwd=tmp_path)
    assert [row.split()[0] for row in top.stdout.partition("Commands:\n")[2].splitlines()] == [
        *COMMANDS
    ]
    for command in COMMANDS:
        done = run(command, "-h", cwd=tmp_path)
        assert done.returncode == 0
        assert done.stdout.startswith(f"Usage: brief {command} ")
    assert re.fullmatch(r"brief \d+\.\d+\.\d+\n", run("--version", cwd=tmp_path).stdout)
