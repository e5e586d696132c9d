"""Measure the setting of PDFs beside the `weasyprint` command and Typst, in one run.

The command gets the same HTML, sheet and fonts, and writes tagged PDF/A-3a as we do; it neither
builds a structure of its own nor looks at what it wrote. Typst gets the same text, roughly
marked. Typst comes from PyPI (`uv sync --group bench`).
"""

import importlib
import io
import pickle
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import html5lib
import pikepdf

from brief.adapters.cache import SqliteCache
from brief.adapters.executors import Pool
from brief.adapters.files import DiskFiles, theme_folder
from brief.adapters.pdf import prepare, set_pdf
from brief.adapters.pdf.stamp import stamp
from brief.app.perform import Performer
from brief.build.compile import compile_snapshot
from brief.build.options import Options
from brief.build.setting import unpacked
from brief.build.step import Step
from brief.build.steps import PURE

RUNS = 5
BRIEFINGS = 50
COPIES = 100
AT = datetime(2026, 11, 26, tzinfo=UTC)

SETTINGS = """\
title: Bench
url: https://bench.example
editions: {public: {tier: free, formats: [html, pdf]}}
"""
NOTE = """\
kind: commentary
title: Note {n} of the bench
claims:
  - text: The register of the county names {n} buildings.
    sources: [posts]
assessments:
  - text: What stands in the register is built within {n} months.
    likelihood: likely
    confidence: moderate
    alternatives: [It is not built.]
    would_change_if: [The register says so.]
    basis: [c1]
unknowns: [what the {n}th building is for]
body: |
  {prose}[^a] {prose}

  | Year | Names | Of them built |
  | --- | ---: | ---: |
  | 2024 | {n} | 11 |
  | 2025 | 175 | {n} |

  [^a]: The letter of {n} names, as of 2026-11-01, at <https://a.example/{n}>.
"""
ISSUE = """\
number: {number}
title: Issue {number} of the bench
bottom_line:
  - {{text: The register of the county grows., basis: [{first}]}}
sections:
  - {{title: News, notes: [{notes}]}}
"""
TEXT = (
    "the register of the county names few buildings since last summer and the letter of the "
    "owner says that most of them stand where power is cheap or a line is near while others "
    "wait for a permit that the state has promised to vendors who buy chips at home"
)


def prose(seed: int) -> str:
    """Return sixty words that depend on the seed."""
    known = TEXT.split()
    words = [known[(seed * 37 + n * (7 + seed % 5)) % len(known)] for n in range(60)]
    return " ".join(words).capitalize() + "."


def project(folder: Path, sizes: Sequence[int]) -> list[Step]:
    """Write a project with an issue for each size, and return what would set its PDFs."""
    briefs = folder / "briefs"
    (briefs / "notes").mkdir(parents=True)
    (briefs / "issues").mkdir()
    (briefs / "sources").mkdir()
    (briefs / "newsletter.yaml").write_text(SETTINGS)
    (briefs / "sources/all.yaml").write_text("posts: {title: Posts, type: post}\n")
    for number, size in enumerate(sizes, 1):
        names = [f"note-{number}-{n}" for n in range(size)]
        for n, name in enumerate(names):
            text = NOTE.format(n=number * 100 + n, prose=prose(number * 100 + n))
            (briefs / f"notes/2026-11-02-{name}.yaml").write_text(text)
        issue = ISSUE.format(number=number, first=names[0], notes=", ".join(names))
        (briefs / f"issues/2026-11-10-issue-{number:03}.yaml").write_text(issue)
    steps: list[Step] = []

    def collect(batch: Sequence[Step]) -> list[bytes]:
        if batch and batch[0].name == "pdf":
            steps.extend(batch)
            return [b"%PDF" for _ in batch]
        return [PURE[step.name](step) for step in batch]

    done = compile_snapshot(DiskFiles(folder).snapshot(AT, {}), Options(), collect)
    assert not done.errors, done.diagnostics[:3]
    by_number = {each["html"].split(b"No. ")[1].split(b":")[0]: each for each in steps}
    return [by_number[str(number).encode()] for number in range(1, len(sizes) + 1)]


def made(result: bytes) -> bytes:
    """Return a PDF, or stop."""
    setting = unpacked(result)
    assert setting.pdf is not None, setting.fault
    return setting.pdf


def pages(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def timed(work: Callable[[], Any], runs: int = RUNS) -> float:
    """Return the median of how long something takes, in seconds."""
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def say(what: str, figure: str) -> None:
    """Print one line."""
    print(f"{what:58} {figure}", flush=True)  # noqa: T201 - its purpose


class Peer:
    """The `weasyprint` command in a folder that holds what it asks for."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        (folder / "fonts").symlink_to(theme_folder() / "fonts")
        (folder / "print.css").write_bytes((theme_folder() / "print.css").read_bytes())
        self._folder = folder

    def __call__(self, step: Step, name: str = "peer") -> Path:
        """Set one document."""
        (self._folder / f"{name}.html").write_bytes(step["html"])
        command = [
            str(Path(sys.executable).with_name("weasyprint")),
            "--quiet",
            "--stylesheet=print.css",
            "--pdf-variant=pdf/a-3a",
            f"{name}.html",
            f"{name}.pdf",
        ]
        subprocess.run(command, cwd=self._folder, check=True, capture_output=True)  # noqa: S603
        return self._folder / f"{name}.pdf"


def typst_text(html: str) -> str:
    """Return the text of a document with its headings, paragraphs and items, for Typst."""
    parts = ['#set page("a4", margin: (x: 28mm, y: 24mm))', '#set text(font: "Inter", 10pt)']
    body = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False).find("body")
    for element in body.iter():
        words = " ".join("".join(element.itertext()).split())
        for sign in "\\#$*_`<>@=-+/[]":
            words = words.replace(sign, "\\" + sign)
        if element.tag in ("h1", "h2", "h3", "h4", "h5"):
            parts.append("=" * int(element.tag[1]) + " " + words)
        elif element.tag in ("p", "dd", "dt"):
            parts.append(words)
        elif element.tag in ("li", "tr") and not element.findall("p"):
            parts.append("- " + words)
    return "\n\n".join(parts)


COLD = """\
import pickle, sys
from brief.adapters.pdf import prepare, set_pdf
import tempfile
steps = pickle.load(sys.stdin.buffer)
with tempfile.TemporaryDirectory() as folder:
    prepare(folder)
    result = [set_pdf(step) for step in steps]
    assert all(b"%PDF" in each for each in result)
"""


def fresh(steps: Sequence[Step]) -> float:
    """Set documents in a process of their own; return seconds."""
    start = time.perf_counter()
    subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", COLD], input=pickle.dumps(steps), capture_output=True, check=True
    )
    return time.perf_counter() - start


def one_document(name: str, step: Step, peer: Peer, folder: Path) -> None:
    """Print what one document costs: warm, cold, known, and as the peers set it."""
    pdf = made(set_pdf(step))
    size = f"{name}: {pages(pdf)} pages"
    warm = timed(lambda: set_pdf(step))
    say(f"{size}, warm worker", f"{warm:.3f} s, {len(pdf) / 1024:.0f} KiB")
    cold = fresh([step])
    say(f"{size}, cold process", f"{cold:.3f} s")
    other = timed(lambda: peer(step), 3)
    again = peer(step).read_bytes()
    say(
        f"{size}, weasyprint command",
        f"{other:.3f} s, {len(again) / 1024:.0f} KiB; {other / warm:.1f} x ours, warm; "
        f"{other / cold:.1f} x, cold",
    )
    cache = SqliteCache(folder / f"{len(pdf)}.sqlite3")
    performer = Performer(cache, lambda _: Pool(set_pdf, prepare, most=1), Quiet())
    performer([step])
    say(f"{size}, cached", f"{timed(lambda: performer([step])) * 1000:.1f} ms")
    typst_document(size, step, warm, folder)


def typst_document(size: str, step: Step, warm: float, folder: Path) -> None:
    """Print what Typst takes for the same text."""
    try:
        typst = importlib.import_module("typst")
    except ImportError:
        say(f"{size}, Typst", "not installed")
        return
    source = folder / "peer.typ"
    source.write_text(typst_text(step["html"].decode()))
    options = {"font_paths": [str(theme_folder() / "fonts")], "ignore_system_fonts": True}
    found = typst.compile(str(source), **options)
    assert isinstance(found, bytes)
    other = timed(lambda: typst.compile(str(source), **options))
    say(
        f"{size}, Typst {version('typst')}",
        f"{other:.3f} s, {pages(found)} pages, {len(found) / 1024:.0f} KiB; "
        f"{other / warm:.2f} x ours, warm",
    )


class Quiet:
    """Reports nothing."""

    def step(self, _name: str, _done: int, _of: int) -> None:
        """Say nothing."""


def many(steps: Sequence[Step], peer: Peer) -> None:
    """Print what a whole archive of briefings costs, and on how many workers."""
    ours = {}
    for workers in (1, 2):
        start = time.perf_counter()
        results = dict(Pool(set_pdf, prepare, most=workers).run(steps))
        ours[workers] = time.perf_counter() - start
    # There were no other processes so far.
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    count = sum(pages(made(each)) for each in results.values())
    what = f"{len(steps)} briefings, {count} pages"
    say(f"{what}, one worker", f"{ours[1]:.1f} s")
    say(f"{what}, two workers", f"{ours[2]:.1f} s, {ours[1] / ours[2]:.2f} x as fast as one")
    for at_once in (1, 2):
        start = time.perf_counter()
        with ThreadPoolExecutor(at_once) as threads:
            list(threads.map(peer, steps, map(str, range(len(steps)))))
        other = time.perf_counter() - start
        say(
            f"{what}, weasyprint command, {at_once} at once",
            f"{other:.1f} s; {other / ours[2]:.1f} x two workers of ours",
        )
    say(f"{what}, the most memory of one worker", f"{memory / 1024:.0f} MiB")


def copies(step: Step) -> None:
    """Print what personal copies cost."""
    pdf = made(set_pdf(step))
    font = (theme_folder() / "fonts/Inter-Regular.ttf").read_bytes()

    def all_of_them() -> None:
        for n in range(COPIES):
            stamp(pdf, f"Reader {n}", f"B-{n:04}", font=font)

    say(f"{COPIES} personal copies of {pages(pdf)} pages", f"{timed(all_of_them, 3):.2f} s")


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top)
        prepare(top)
        peer = Peer(folder / "peer")
        five, ten, twelve = project(folder / "sizes", (5, 12, 15))
        many(project(folder / "many", [5] * BRIEFINGS), peer)
        one_document("short", five, peer, folder)
        one_document("long", twelve, peer, folder)
        copies(ten)


if __name__ == "__main__":
    main()
