"""`brief check`: what it prints where, formats, exit statuses, and that it writes nothing."""

import json
import os
import pty
import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from brief.cli import main as cli
from support.command import BRIEF, environment, run, tree, write
from support.compiling import SOUND
from support.projects import NOW
from support.tools import need_program

NOTE = "briefs/notes/2026-11-20-bad.yaml"
BAD = "kind: commentary\ntitel: 50% of it, or more\nbody: Text.\n"
WARNED = "kind: commentary\ntitle: A\nbody: Text.\nunknowns: [size, use and date]\n"
FIELDS = {
    *("code", "severity", "path", "line", "column", "end_line", "end_column"),
    *("message", "hint"),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write(tmp_path / "project", SOUND)


def check(root: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return run("check", *more, cwd=root, env=NOW)


def test_a_clean_project_says_so_on_standard_error_alone(project: Path) -> None:
    done = check(project)
    assert (done.returncode, done.stdout) == (0, "")
    assert re.fullmatch(r"ready \d+ objects in \d+\.\d s\n", done.stderr)
    assert check(project, "--quiet").stderr == ""


def test_it_writes_nothing(project: Path) -> None:
    write(project, {NOTE: BAD})
    before = {path: path.stat().st_mtime_ns for path in sorted(project.rglob("*"))}
    for more in ((), ("--strict",), ("--format", "json"), ("--drafts",)):
        check(project, *more)
    assert {path: path.stat().st_mtime_ns for path in sorted(project.rglob("*"))} == before


def test_the_text_form_is_fixed(project: Path) -> None:
    write(project, {NOTE: BAD})
    done = check(project)
    assert done.returncode == 1
    assert done.stdout == (
        f"{NOTE}:2:1: error B111: unknown field `titel`\n"
        "   2 | titel: 50% of it, or more\n"
        "     | ^^^^^\n"
        "  hint: did you mean `title`?\n"
    )
    assert re.fullmatch(r"failed \d+ objects · 1 error in \d+\.\d s\n", done.stderr)


def test_json_has_the_documented_fields(project: Path) -> None:
    write(project, {NOTE: BAD, "briefs/lost.yml": "a: b\n"})
    done = check(project, "--format", "json")
    assert (done.returncode, done.stderr) == (1, "")
    rows = json.loads(done.stdout)
    assert all(set(row) == FIELDS for row in rows)
    assert rows[1] == {
        "code": "B111",
        "severity": "error",
        "path": NOTE,
        "line": 2,
        "column": 1,
        "end_line": 2,
        "end_column": 6,
        "message": "unknown field `titel`",
        "hint": "did you mean `title`?",
    }
    assert rows[0]["severity"] == "warning"
    (project / NOTE).unlink()
    (project / "briefs/lost.yml").unlink()
    assert json.loads(check(project, "--format", "json").stdout) == []


def test_annotations_for_github_are_escaped(project: Path) -> None:
    text = 'kind: commentary\ntitle: A\nbody: Text.\nauthorship: "50%, or: more"\n'
    write(project, {NOTE: text})
    done = check(project, "--format", "github")
    assert done.returncode == 1
    row = done.stdout.splitlines()[0]
    place = f"file={NOTE},line=4,col=13,endLine=4,endColumn=28,title=B115"
    assert row.startswith(f"::error {place}::`authorship` is none of the words")
    assert "50%25, or: more" in row
    assert len(done.stdout.splitlines()) == 1


def test_warnings_fail_only_a_strict_check(project: Path) -> None:
    write(project, {NOTE: WARNED})
    done = check(project)
    assert (done.returncode, done.stdout.count("warning B139")) == (0, 1)
    assert "1 warning" in done.stderr
    assert check(project, "--strict").returncode == 1
    assert check(project, "--strict", "--format", "json").returncode == 1


def test_severities_follow_the_settings(project: Path) -> None:
    settings = SOUND["briefs/newsletter.yaml"]
    write(project, {NOTE: WARNED, "briefs/newsletter.yaml": settings + "lint: {B139: error}\n"})
    done = check(project)
    assert (done.returncode, done.stdout.count("error B139")) == (1, 1)
    write(project, {"briefs/newsletter.yaml": settings + "lint: {B139: off}\n"})
    assert check(project, "--strict").stdout == ""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("check", "--colour"), "No such option"),
        (("check", "--format", "xml"), "'xml' is not one of"),
        (("czech",), "No such command"),
        (("new", "interview", "A"), "is not one of"),
        (("new", "policy"), "Missing argument"),
        (("build", "--jobs", "0"), "not in the range"),
        (("check", "--root", "nowhere"), "no project here: nowhere has no briefs/newsletter"),
    ],
)
def test_wrong_usage_is_status_2(project: Path, arguments: tuple[str, ...], says: str) -> None:
    done = run(*arguments, cwd=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_without_a_project_is_status_2_with_a_hint(tmp_path: Path) -> None:
    for command in (("check",), ("build",), ("new", "policy", "A"), ("release", "first")):
        done = run(*command, cwd=tmp_path)
        assert done.returncode == 2
        assert "hint: `brief init` makes one" in done.stderr
    assert tree(tmp_path) == {}


def _bound(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command where permissions count, also for root."""
    prefix = []
    if os.geteuid() == 0:
        caps = "-dac_override,-dac_read_search"
        prefix = [need_program("setpriv"), f"--inh-caps={caps}", f"--bounding-set={caps}"]
    return subprocess.run(
        [*prefix, str(BRIEF), *arguments],
        cwd=cwd,
        env=environment(NOW),
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_file_that_cannot_be_read_is_status_3(project: Path) -> None:
    path = project / "briefs/notes/2026-11-02-base.yaml"
    path.chmod(0)
    done = _bound("check", cwd=project)
    path.chmod(0o644)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == f"error: cannot read {path}: Permission denied\n"


def test_a_folder_that_cannot_be_read_or_written_is_status_3(project: Path) -> None:
    folder = project / "briefs/notes"
    folder.chmod(0)
    done = _bound("check", cwd=project)
    folder.chmod(0o755)
    assert done.returncode == 3
    assert f"error: cannot read {folder}: Permission denied" in done.stderr
    project.chmod(0o555)
    done = _bound("build", "--no-pdf", cwd=project)
    project.chmod(0o755)
    assert done.returncode == 3
    assert re.search(r"error: cannot \w+ .*: Permission denied", done.stderr)
    assert "Traceback" not in done.stderr
    assert not (project / "site").exists()


def test_a_bug_of_ours_is_status_70(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("something that cannot happen")

    monkeypatch.setattr("brief.cli.compiling.check_of", broken)
    done = CliRunner().invoke(cli, ["check", "--root", str(project)])
    assert done.exit_code == 70
    assert "RuntimeError: something that cannot happen" in done.stderr
    assert "this is a bug in brief" in done.stderr
    assert done.stdout == ""


def on_terminal(*arguments: str, cwd: Path) -> tuple[str, int]:
    """Run the command with a terminal for its output; return what the terminal got."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [str(BRIEF), *arguments],
        cwd=cwd,
        env=environment({**NOW, "TERM": "xterm"}),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        shown = b""
        try:
            while chunk := os.read(ours, 65536):
                shown += chunk
        except OSError:
            pass  # Linux says so when the other side is closed
        os.close(ours)
    return shown.decode(), process.returncode


def test_colour_is_for_terminals_alone(project: Path) -> None:
    write(project, {NOTE: BAD})
    shown, status = on_terminal("check", cwd=project)
    assert status == 1
    assert "\x1b[31m" in shown
    assert "\x1b[1m" in shown
    bare = re.sub(r"\x1b\[[0-9;]*m", "", shown).replace("\r\n", "\n")
    assert bare.rpartition("\r")[2].startswith(check(project).stdout)
    plain = check(project)
    assert "\x1b" not in plain.stdout + plain.stderr


def test_progress_is_for_terminals_alone_and_wiped(project: Path) -> None:
    shown, status = on_terminal("build", "--no-pdf", cwd=project)
    assert status == 0
    assert "reading " in shown
    piped = run("build", "--no-pdf", cwd=project, env=NOW)
    assert "reading " not in piped.stdout + piped.stderr
    quiet, status = on_terminal("build", "--no-pdf", "--quiet", cwd=project)
    assert status == 0
    assert "reading " not in quiet
    assert quiet.replace("\r\n", "\n") == f"site: {project / 'site/index.html'}\n"


def test_a_reader_that_stops_reading_is_no_error(project: Path) -> None:
    write(project, {NOTE: BAD})
    for arguments in (("explain",), ("check", "--format", "json"), ("schema", "policy")):
        with subprocess.Popen(
            [str(BRIEF), *arguments],
            cwd=project,
            env=environment(NOW),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.close()
            said = process.stderr.read()
        assert said == ""
