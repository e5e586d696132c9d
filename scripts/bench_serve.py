"""Measure the live preview, from a save to the fresh page, on our own letter and 1,000 notes.

Each save is one line of one note, saved as editors do. The page counts as fresh when it was
told and fetched, and holds the line. Pauses between saves vary, so that some fall into the
compilation of everything that follows a quiet moment.
"""

import http.client
import json
import os
import queue
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from bench_corpus import corpus, write_brief

SAVES = int(os.environ.get("SAVES", "300"))
NOTES = 1000
LONGEST_PAUSE_S = 0.8
PATIENCE_S = 20


class Case(NamedTuple):
    """A project, the note that is saved, and the page that shows it."""

    name: str
    make: Callable[[Path], None]
    note: str
    page: str


def own(folder: Path) -> None:
    """Copy the repository's own newsletter."""
    shutil.copytree(Path(__file__).parent.parent / "briefs", folder / "briefs")


CASES = (
    Case(
        "own newsletter, a note",
        own,
        "briefs/notes/2026/2026-11-22-etched-milpitas.yaml",
        "notes/etched-milpitas/",
    ),
    Case(
        "own newsletter, the issue",
        own,
        "briefs/notes/2026/2026-11-22-etched-milpitas.yaml",
        "issues/no-1/",
    ),
    Case(
        f"{NOTES} notes, a note",
        lambda folder: write_brief(folder, corpus(NOTES)),
        "briefs/notes/2021-05-07-note-500.yaml",
        "notes/note-500/",
    ),
)


class Weight(NamedTuple):
    """What a process holds: open files, and memory in MB."""

    files: int
    rss_mb: float


def weight(pid: int) -> Weight:
    """Return what a process and those it began hold together."""
    files, rss = 0, 0.0
    for each in (pid, *children(pid)):
        files += len(os.listdir(f"/proc/{each}/fd"))  # noqa: PTH208 - counted
        status = Path(f"/proc/{each}/status").read_text(encoding="ascii")
        found = re.search(r"VmRSS:\s+(\d+)", status)
        rss += int(found[1]) / 1024 if found else 0
    return Weight(files, rss)


def children(pid: int) -> list[int]:
    """Return the processes that a process began, and those that they began."""
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        below = [int(each) for each in (task / "children").read_text().split()]
        found += below
        for each in below:
            found += children(each)
    return found


def listen(host: str, page: str, found: "queue.Queue[dict[str, Any]]") -> None:
    """Put what is told of a page into a queue."""
    line = http.client.HTTPConnection(host)
    line.request("GET", f"/_brief/events?page={page}index.html")
    try:
        for raw in line.getresponse():
            if raw.startswith(b"data: "):
                found.put(json.loads(raw[6:]))
    except (OSError, ValueError, http.client.HTTPException):
        return


def fetched(host: str, page: str) -> str:
    """Return a page."""
    line = http.client.HTTPConnection(host, timeout=PATIENCE_S)
    line.request("GET", f"/{page}")
    text = line.getresponse().read().decode()
    line.close()
    return text


def save(note: Path, text: str) -> None:
    """Save as editors do."""
    beside = note.with_name(f".{note.name}.swp")
    beside.write_text(text, encoding="utf-8")
    beside.replace(note)


def measure(case: Case, folder: Path) -> str:
    """Return the figures of one case as a row of a table."""
    case.make(folder)
    note = folder / case.note
    text = note.read_text(encoding="utf-8")
    brief = str(Path(sys.executable).with_name("brief"))
    process = subprocess.Popen(  # noqa: S603 - our own
        [brief, "serve", "--quiet", "--port", "8900"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    host = process.stdout.readline().strip().removeprefix("http://").partition("/")[0]
    fetched(host, case.page)
    told: queue.Queue[dict[str, Any]] = queue.Queue()
    threading.Thread(target=listen, args=(host, case.page, told), daemon=True).start()
    while not told.get(timeout=60)["whole"]:
        pass
    chance = random.Random(1)  # noqa: S311 - the same pauses each time
    times, missed = [], 0
    before = after_third = weight(process.pid)
    for number in range(SAVES):
        time.sleep(chance.random() * LONGEST_PAUSE_S)
        mark = f"Saved {number}x"
        start = time.perf_counter()
        save(note, text.replace("title: ", f"title: {mark} ", 1))
        if fresh(host, case.page, mark, told):
            times.append((time.perf_counter() - start) * 1000)
        else:
            missed += 1
        if number == SAVES // 3:
            after_third = weight(process.pid)
    after = weight(process.pid)
    process.send_signal(signal.SIGINT)
    process.wait(timeout=10)
    times.sort()
    median, late = statistics.median(times), times[int(len(times) * 0.95)]
    rss = f"{before.rss_mb:.0f}, {after_third.rss_mb:.0f}, {after.rss_mb:.0f}"
    files = f"{before.files}, {after.files}"
    return f"| {case.name} | {median:.0f} | {late:.0f} | {missed} | {files} | {rss} |"


def fresh(host: str, page: str, mark: str, told: "queue.Queue[dict[str, Any]]") -> bool:
    """Wait until a page is told to be another and holds what was saved."""
    deadline = time.perf_counter() + PATIENCE_S
    while time.perf_counter() < deadline:
        try:
            told.get(timeout=PATIENCE_S)
        except queue.Empty:
            return False
        if mark in fetched(host, page):
            return True
    return False


def main() -> None:
    """Print the figures as a table."""
    print("| project and page | median, ms | p95, ms | missed | open files | RSS, MB |")  # noqa: T201
    print("|---|---|---|---|---|---|")  # noqa: T201
    for case in CASES:
        with tempfile.TemporaryDirectory() as top:
            print(measure(case, Path(top) / "project"), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
