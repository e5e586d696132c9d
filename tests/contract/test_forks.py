"""Work that copies of a process take part in: the same results, faults and order as without."""

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from brief.adapters.executors import Here
from brief.adapters.forks import Forked, Forks
from brief.build.steps import markdown_step

# Processes of pytest hold threads, with which nothing is shared: so each test is a program.
BEGIN = """
import json, os, signal, sys, threading, time
from functools import partial
from brief.adapters.executors import Here
from brief.adapters.forks import Forked, Forks
from brief.build.steps import markdown_step

def where(number):
    time.sleep(0.02)
    return number, os.getpid()

def failing(number):
    raise ValueError(number)

def ending(number, parent):
    if os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    return number

def say(value):
    print(json.dumps(value))
"""

linux = pytest.mark.skipif(sys.platform != "linux", reason="copies are made on Linux alone")


def said(program: str, cwd: Path) -> Any:
    """Return what a program says, as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + program],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@linux
def test_several_processes_work_and_results_come_in_order(tmp_path: Path) -> None:
    found = said("say(Forks(3)([partial(where, n) for n in range(40)]))", tmp_path)
    assert [number for number, _ in found] == list(range(40))
    assert len({process for _, process in found}) == 3


@linux
def test_no_process_and_no_open_file_is_left(tmp_path: Path) -> None:
    program = """
before = os.listdir("/proc/self/fd")
Forks(3)([partial(where, n) for n in range(9)])
try:
    left = os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    left = None
say([left, len(before) == len(os.listdir("/proc/self/fd"))])
"""
    assert said(program, tmp_path) == [None, True]


@linux
def test_the_first_fault_in_order_is_raised_whoever_met_it(tmp_path: Path) -> None:
    program = """
work = [partial(where, n) for n in range(6)] + [partial(failing, n) for n in range(6, 30)]
told = []
for most in (1, 2, 3):
    try:
        Forks(most)(work)
    except ValueError as error:
        told.append(error.args[0])
say(told)
"""
    assert said(program, tmp_path) == [6, 6, 6]


@linux
def test_what_a_copy_did_not_do_is_done_here(tmp_path: Path) -> None:
    program = "say(Forks(3)([partial(ending, n, os.getpid()) for n in range(30)]))"
    assert said(program, tmp_path) == list(range(30))


@linux
def test_a_copy_ends_with_its_parent_however_that_ends(tmp_path: Path) -> None:
    program = """
def long(number):
    if number:
        open("copy", "w").write(str(os.getpid()))
        time.sleep(60)
    while not os.path.exists("copy") or not open("copy").read():
        time.sleep(0.01)
    os.kill(os.getpid(), signal.SIGKILL)

Forks(2)([partial(long, n) for n in range(2)])
"""
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + program], cwd=tmp_path, check=False, timeout=60
    )
    if done.returncode == 0:
        pytest.fail("the parent did not end")
    process = (tmp_path / "copy").read_text()
    for _ in range(200):
        state = Path(f"/proc/{process}/stat")
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            return
        threading.Event().wait(0.05)
    pytest.fail("the copy outlived its parent")


@linux
def test_steps_that_copies_evaluate_give_the_same_bytes(tmp_path: Path) -> None:
    program = """
steps = [markdown_step(f"# Part {n}", "en", inline=False) for n in range(20)]
say(list(Forked(Forks(2), 3).run(steps)) == list(Here().run(steps)))
"""
    assert said(program, tmp_path) is True


def test_with_other_threads_nothing_is_shared() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        seen: list[int] = []
        Forks(4)([lambda n=n: seen.append(n) for n in range(5)])  # type: ignore[misc]
        assert seen == [0, 1, 2, 3, 4]
    finally:
        stop.set()
        thread.join()


def test_one_process_does_all_of_it_here() -> None:
    steps = [markdown_step(f"# Part {n}", "en", inline=False) for n in range(5)]
    assert list(Forked(Forks(1), 2).run(steps)) == list(Here().run(steps))
