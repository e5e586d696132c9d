"""Set print HTML as the build does: in a worker, with the built-in style and nothing else."""

from collections.abc import Mapping, Sequence

from brief.adapters.executors import Pool
from brief.adapters.pdf import prepare, set_pdf
from brief.build.steps import pdf_step
from support.compiling import builtin_theme

Assets = Mapping[str, tuple[str, bytes]]


def style() -> dict[str, tuple[str, bytes]]:
    """Return the sheet and the fonts of the built-in theme, as declared assets."""
    fonts = {n: ("font/ttf", c) for n, c in builtin_theme().items() if n.endswith(".ttf")}
    return {"print.css": ("text/css", builtin_theme()["print.css"]), **fonts}


def page(body: str, *, head: str = "") -> str:
    """Return print HTML around a body."""
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A test</title>'
        '<meta name="author" content="Example House">'
        '<meta name="dcterms.created" content="2026-11-20T00:00:00Z">'
        '<meta name="dcterms.modified" content="2026-11-20T00:00:00Z">'
        f"{head}</head><body>{body}</body></html>"
    )


def set_all(
    pages: Sequence[str], *, assets: Assets | None = None, paper: str = "A4", jobs: int = 1
) -> list[bytes]:
    """Set documents in worker processes and return a PDF, or why there is none, for each."""
    declared = {**style(), **(assets or {})}
    steps = [
        pdf_step(html, declared, {"paper": paper, "date": "2026-11-20"}, {}) for html in pages
    ]
    found = dict(Pool(set_pdf, prepare, most=jobs).run(steps))
    return [found[n] for n in range(len(steps))]
