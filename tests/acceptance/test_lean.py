"""What a command loads: help loads nothing of ours, and only printing loads the renderer."""

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest

from brief.cli.main import COMMANDS, main
from support.command import environment, run, write
from support.compiling import SOUND

LOADED = """
import json, sys
from brief.cli import main
try:
    main(sys.argv[1:])
finally:
    print(json.dumps(sorted(sys.modules)))
"""


def loaded(*arguments: str, cwd: Path) -> set[str]:
    """Return the modules that a command loads."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments],
        cwd=cwd,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_help_loads_no_library_but_click(tmp_path: Path) -> None:
    found = loaded("--help", cwd=tmp_path)
    assert "click" in found
    assert not {"pydantic", "jinja2", "yaml", "markdown_it", "weasyprint", "sqlite3"} & found
    assert {name for name in found if name.startswith("brief.")} == {
        "brief.cli",
        "brief.cli.main",
    }


def test_check_loads_nothing_that_draws_or_prints(tmp_path: Path) -> None:
    found = loaded("check", "--quiet", cwd=write(tmp_path, SOUND))
    assert "pydantic" in found
    heavy = {"weasyprint", "vl_convert", "pikepdf", "fontTools", "PIL", "pagefind"}
    assert not heavy & found
    assert not {"starlette", "uvicorn", "watchfiles", "anyio", "webbrowser"} & found


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_command_that_has_nothing_to_do_does_not_load_the_compiler(
    command: str, tmp_path: Path
) -> None:
    arguments = [command, "--quiet", *(["--no-pdf"] if command == "build" else [])]
    root = write(tmp_path, SOUND)
    assert "brief.build.compile" in loaded(*arguments, cwd=root)
    found = loaded(*arguments, cwd=root)
    assert (
        not {"pydantic", "jinja2", "yaml", "markdown_it", "sqlite3", "multiprocessing"} & found
    )
    assert not {"brief.build.compile", "brief.kinds", "brief.library.model"} & found


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_each_of_them_is(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.name == name
    assert COMMANDS[name].says.split()[0] == (command.help or "").split()[0]
    assert len(COMMANDS[name].says) < 68


def test_a_command_that_is_none_is_refused_with_the_one_that_is_near(tmp_path: Path) -> None:
    done = run("biuld", cwd=tmp_path)
    assert done.returncode == 2
    assert "hint: did you mean `build`?" in done.stderr
