"""The starter project with a list and settings of mail, sent by the installed command."""

import json
import sqlite3
import subprocess
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support.command import BRIEF, environment, run

KEY = {"BRIEF_MAIL_KEY": "k" * 40}

PEOPLE = """\
address,name,tier,pdf
ada@example.org,Ada,paid,attach
ben@example.org,Ben,free,link
cem@example.net,Cem,free,none
dia@example.net,,paid,link
"""

MAIL = """
mail:
  from: letter@letter.example
  bounces: bounces.letter.example
  transport: {{host: 127.0.0.1, port: {port}, tls: none, connections: 2}}
  hold_minutes: 0
"""


@dataclass(frozen=True)
class Prepared:
    """The starter with settings of mail, released, a list imported; and the manifest."""

    folder: Path
    digest: str


def brief(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(*arguments, cwd=folder, env=KEY)


def manifest(folder: Path, *arguments: str) -> dict[str, Any]:
    done = brief(folder, "send", "1", "--dry-run", "--format", "json", "--quiet", *arguments)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def send(folder: Path, digest: str) -> subprocess.CompletedProcess[str]:
    return brief(folder, "send", "1", "--manifest", digest, "--quiet")


def states(folder: Path) -> dict[str, str]:
    with closing(sqlite3.connect(folder / "state/delivery.sqlite3")) as connection:
        return dict(connection.execute("SELECT address, state FROM delivery"))


def begun(folder: Path, digest: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [str(BRIEF), "send", "1", "--manifest", digest, "--quiet"],
        cwd=folder,
        env=environment(KEY),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def wait_for(folder: Path, wanted: dict[str, int]) -> None:
    for _ in range(600):
        found = list(states(folder).values()) if (folder / "state").exists() else []
        if {state: found.count(state) for state in set(found)} == wanted:
            return
        time.sleep(0.05)
    raise AssertionError(states(folder))
