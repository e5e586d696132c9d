"""An interrupt ends a build at once: one line, its own status, whole files, no process left."""

import contextlib
import os
import random
import re
import signal
import subprocess
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from support.command import BRIEF, environment, run, run_here, tree, write
from support.compiling import SOUND
from support.crashing import published
from support.projects import NOW

SEED = int(os.environ.get("BRIEF_SEED", "1"))
TIMES = 40 if os.environ.get("BRIEF_SLOW") else 3
# Guards against a build that hangs; what ends takes a moment.
GUARD_S = 300
NOTE = "briefs/notes/2026-11-02-base.yaml"


def begun(folder: Path, *options: str) -> subprocess.Popen[str]:
    """Begin a build, as the leader of a group of processes of its own."""
    return subprocess.Popen(
        [str(BRIEF), "build", *options],
        cwd=folder,
        env=environment(NOW),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def group(leader: int) -> list[int]:
    """Return the processes of a group, without those that have ended."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, owner = path.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(owner) == leader and state not in "ZX":
            found.append(int(path.parent.name))
    return found


def is_empty(leader: int) -> bool:
    return not group(leader)


def has_begun(build: subprocess.Popen[str], folder: Path) -> bool:
    """Tell whether a build has opened the lock of its project, or is done."""
    lock = (folder / ".brief/lock").resolve()
    for handle in Path(f"/proc/{build.pid}/fd").glob("*"):
        with contextlib.suppress(OSError):
            if handle.resolve() == lock:
                return True
    return build.poll() is not None


def waited_for(what: Callable[[], bool]) -> None:
    end = time.monotonic() + GUARD_S
    while not what():
        assert time.monotonic() < end
        time.sleep(0.01)


def ended(build: subprocess.Popen[str], status: int) -> None:
    """See that a build ended as one that was interrupted does."""
    _, said = build.communicate(timeout=GUARD_S)
    assert build.returncode == status, said
    assert said == "interrupted: no file is left half-written\n"
    waited_for(lambda: group(build.pid) == [])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write(tmp_path / "project", SOUND)


def healed(folder: Path, fresh: Path, *options: str) -> None:
    """See that nothing is left and that the next build gives what a clean one gives."""
    assert list(folder.rglob("*.tmp")) == []
    done = run("build", *options, cwd=folder, env=NOW)
    assert done.returncode == 0, done.stderr
    sources = {p: c for p, c in tree(folder).items() if p.startswith("briefs/")}
    write(fresh, dict(sources))
    assert run("build", *options, cwd=fresh, env=NOW).returncode == 0
    assert published(folder) == published(fresh)


@pytest.mark.parametrize("to_all", [True, False], ids=["terminal", "process"])
@pytest.mark.parametrize(
    ("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["int", "term"]
)
def test_an_interrupt_while_pdfs_are_set_leaves_no_process(
    project: Path,
    tmp_path: Path,
    *,
    sent: signal.Signals,
    status: int,
    to_all: bool,
) -> None:
    build = begun(project, "--jobs", "2")
    # The command, two that set PDFs, and what tracks their resources.
    waited_for(lambda: len(group(build.pid)) >= 3)
    time.sleep(random.Random(SEED).uniform(0, 1))  # noqa: S311 - a test
    (os.killpg if to_all else os.kill)(build.pid, sent)
    ended(build, status)
    assert published(project) == {}
    if sent == signal.SIGINT and to_all:
        healed(project, tmp_path / "fresh")


def test_an_interrupt_at_any_moment_leaves_whole_files(project: Path, tmp_path: Path) -> None:
    assert run("build", "--no-pdf", cwd=project, env=NOW).returncode == 0
    old = published(project)
    note = project / NOTE
    chance = random.Random(SEED)  # noqa: S311 - a test
    count = 0
    for turn in range(TIMES):
        note.write_text(re.sub("offered by .*", f"offered by {turn}.", note.read_text()))
        build = begun(project, "--no-pdf", "--quiet")
        # What is interrupted before is the interpreter on its way, and nothing of ours.
        waited_for(partial(has_begun, build, project))
        time.sleep(chance.uniform(0, 1.5))
        build.send_signal(signal.SIGINT)
        _, said = build.communicate(timeout=GUARD_S)
        # What comes while the interpreter winds up, after the build, ends it without a word.
        assert build.returncode in (0, 130) or (build.returncode, said) == (-signal.SIGINT, "")
        if build.returncode == 130:
            count += 1
            assert said == "interrupted: no file is left half-written\n"
        # The index of the search has other names for other texts.
        pages = [path for path in old if path.endswith(".html")]
        assert [path for path in pages if not published(project).get(path)] == []
        waited_for(partial(is_empty, build.pid))
    assert count
    healed(project, tmp_path / "fresh", "--no-pdf")


def test_a_build_that_is_killed_leaves_no_process_behind(project: Path, tmp_path: Path) -> None:
    build = begun(project, "--jobs", "2")
    waited_for(lambda: len(group(build.pid)) >= 4)
    time.sleep(0.5)
    build.kill()
    build.communicate(timeout=GUARD_S)
    waited_for(lambda: group(build.pid) == [])
    healed(project, tmp_path / "fresh")


def test_an_interrupt_that_a_library_makes_an_error_of_is_an_interrupt(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def loaded(*_: object) -> str:
        with contextlib.suppress(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(1)
        raise ImportError("cannot be loaded")

    heard = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr("brief.cli.building.code_digest", loaded)
    try:
        done = run_here("build", cwd=project, env=NOW)
    finally:
        signal.signal(signal.SIGINT, heard[0])
        signal.signal(signal.SIGTERM, heard[1])
    assert done.exit_code == 130
    assert done.stderr == "interrupted: no file is left half-written\n"
