"""How a command ends that compiled a project: what was found, and what was made."""

import time

import click

from brief.app.build import Built
from brief.cli.found import count, show_found


def show(done: Built, form: str, *, err: bool = False) -> None:
    """Print every diagnostic in a form: text, json or github."""
    show_found(done.compilation.diagnostics, done.snapshot, form, err=err)


def summary(done: Built, started: float) -> str:
    """Say in one line what was found and made."""
    compiled = done.compilation
    parts = [count(compiled.objects, "object")]
    if compiled.errors:
        parts.append(click.style(count(compiled.errors, "error"), fg="red"))
    if compiled.warnings:
        parts.append(click.style(count(compiled.warnings, "warning"), fg="yellow"))
    if done.site is not None and done.editions is not None:
        pages = sum(path.endswith(".html") for path in compiled.site)
        parts.append(f"site {count(pages, 'page')}")
        pdfs = done.made + done.kept
        if pdfs:
            parts.append(f"{count(pdfs, 'PDF')} ({done.made} new)")
        changed = len(done.site.write) + len(done.editions.write)
        parts.append(f"{changed} files written" if not done.nothing else "nothing changed")
    word = "failed" if compiled.errors else "ready"
    return f"{word} {' · '.join(parts)} in {time.monotonic() - started:.1f} s"
