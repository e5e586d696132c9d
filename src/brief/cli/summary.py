"""How a command ends: what was found, in which form, and where the results are."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from brief.app.build import Built
from brief.build.again import Known
from brief.build.snapshot import Snapshot
from brief.cli.report import as_annotation, as_json, as_text
from brief.diagnostics.model import Diagnostic


def show(done: Built, form: str, *, err: bool = False) -> None:
    """Print every diagnostic in a form: text, json or github."""
    show_found(done.compilation.diagnostics, done.snapshot, form, err=err)


def show_found(
    found: Sequence[Diagnostic], snapshot: Snapshot, form: str, *, err: bool = False
) -> None:
    """Print diagnostics of what was read of a project."""
    if form == "json":
        click.echo(as_json(found))
    elif form == "github":
        for each in found:
            click.echo(as_annotation(each))
    else:
        lines = _lines(snapshot)
        for each in found:
            click.echo(as_text(each, lines), err=err)


def _lines(snapshot: Snapshot) -> Callable[[str], list[str]]:
    known: dict[str, list[str]] = {}
    refused = {each.path for each in snapshot.refused}

    def lines(path: str) -> list[str]:
        if path not in known:
            content = snapshot.texts.get(path)
            if content is None and path not in refused:
                content = snapshot.theme.get(path.removeprefix("templates/"))
            text = (content or b"").decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
            known[path] = text.split("\n") if text else []
        return known[path]

    return lines


def summary(done: Built, started: float) -> str:
    """Say in one line what was found and made."""
    compiled = done.compilation
    parts = [_count(compiled.objects, "object")]
    if compiled.errors:
        parts.append(click.style(_count(compiled.errors, "error"), fg="red"))
    if compiled.warnings:
        parts.append(click.style(_count(compiled.warnings, "warning"), fg="yellow"))
    if done.site is not None and done.editions is not None:
        pages = sum(path.endswith(".html") for path in compiled.site)
        parts.append(f"site {_count(pages, 'page')}")
        pdfs = done.made + done.kept
        if pdfs:
            parts.append(f"{_count(pdfs, 'PDF')} ({done.made} new)")
        changed = len(done.site.write) + len(done.editions.write)
        parts.append(f"{changed} files written" if not done.nothing else "nothing changed")
    word = "failed" if compiled.errors else "ready"
    return f"{word} {' · '.join(parts)} in {time.monotonic() - started:.1f} s"


def unchanged(found: Known, started: float) -> str:
    """Say in one line that a build had nothing to do."""
    parts = [_count(found.objects, "object")]
    if found.warnings:
        parts.append(click.style(_count(found.warnings, "warning"), fg="yellow"))
    parts.append(f"site {_count(found.pages, 'page')}")
    if found.pdfs:
        parts.append(f"{_count(found.pdfs, 'PDF')} (0 new)")
    return f"ready {' · '.join(parts)} · nothing changed in {time.monotonic() - started:.1f} s"


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def places(folder: Path, papers: Sequence[str]) -> str:
    """Say where the site and the PDFs of editions are, a line each."""
    rows = [f"site: {folder / 'site' / 'index.html'}"]
    rows += [f"PDF: {folder / 'editions' / path}" for path in papers]
    return "\n".join(rows)
