"""`brief check --links` as users see it, without a network: private hosts are never asked."""

import json
from pathlib import Path

from support.command import run, write
from support.projects import NOW

PROJECT = {
    "briefs/newsletter.yaml": "title: Letter\nurl: https://letter.example\n",
    "briefs/notes/2026-11-20-links.yaml": (
        "kind: commentary\ntitle: Links\nsources: ['http://10.0.0.1/a']\n"
        "body: See [this](http://127.0.0.1:9/b).\n"
    ),
}


def test_no_answer_is_said_and_fails_nothing(tmp_path: Path) -> None:
    project = write(tmp_path / "project", PROJECT)
    done = run("check", "--links", "--strict", cwd=project, env=NOW)
    assert (done.returncode, done.stdout) == (0, "")
    lines = done.stderr.splitlines()
    assert lines[0] == "no answer: http://10.0.0.1/a (its host is in a private network)"
    assert lines[2] == "links: 2 addresses, 2 asked, 2 without an answer"


def test_a_remembered_dead_address_is_a_warning_and_strict_makes_it_fail(
    tmp_path: Path,
) -> None:
    answers = {"http://127.0.0.1:9/b": {"status": 404, "moved_to": None, "on": "2026-11-23"}}
    memory = json.dumps({"version": 1, "answers": answers})
    project = write(tmp_path / "project", {**PROJECT, ".brief/links.json": memory})
    done = run("check", "--links", cwd=project, env=NOW)
    assert done.returncode == 0
    assert ":4:11: warning B420: this address answered 404 on 2026-11-23" in done.stdout
    assert "1 warning" in done.stderr
    assert run("check", "--links", "--strict", cwd=project, env=NOW).returncode == 1
    silent = run("check", "--links", "--quiet", "--format", "json", cwd=project, env=NOW)
    assert [each["code"] for each in json.loads(silent.stdout)] == ["B420"]
    assert silent.stderr == ""


def test_a_check_without_links_asks_nobody_and_keeps_what_it_said(tmp_path: Path) -> None:
    project = write(tmp_path / "project", PROJECT)
    assert run("check", cwd=project, env=NOW).returncode == 0
    assert [path.name for path in (project / ".brief").iterdir()] == ["last-check.json"]
