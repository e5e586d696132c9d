"""A build that is killed leaves each file whole, old or new; the next one heals the rest."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from support.command import environment

SLOW = bool(os.environ.get("BRIEF_SLOW"))
SEED = int(os.environ.get("BRIEF_SEED", "1"))


def crashed(folder: Path, how: str, *numbers: int) -> Any:
    """Kill builds in a folder, and return what was found; see `support.crashing`."""
    done = subprocess.run(
        [sys.executable, "-m", "support.crashing", str(folder), how, *map(str, numbers)],
        cwd=Path(__file__).parent.parent,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=3000,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_a_build_killed_at_any_write_leaves_whole_files_and_is_healed(tmp_path: Path) -> None:
    # A write has four points: before it, half-way, before and after it is moved into its place.
    found = crashed(tmp_path, "points", *((1, 1) if SLOW else (4, 2)))
    assert found["faults"] == []
    assert found["kills"] > 30


def test_a_build_killed_at_some_moment_leaves_whole_files_and_is_healed(
    tmp_path: Path,
) -> None:
    times = 200 if SLOW else 20
    found = crashed(tmp_path, "moments", times, SEED)
    assert found["faults"] == []
    assert found["kills"] > times // 3


def test_a_writer_that_forgets_what_it_began_would_be_found(tmp_path: Path) -> None:
    found = crashed(tmp_path, "careless", 24, 15)
    assert {each.partition(": ")[2] for each in found["faults"]} == {
        "site/notes/new/index.html is not healed"
    }
