"""What a command has read and wants, and how one ends that has nothing to do."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from brief.adapters.files import DiskFiles
from brief.build.known import Known
from brief.build.options import Options
from brief.build.snapshot import Snapshot
from brief.cli.report import as_annotation, as_json, as_text
from brief.diagnostics.model import Diagnostic


class Run(NamedTuple):
    """One run of a command: what it read and wants made, since when, and how it speaks.

    `key` is the digest of all that its answer depends on, but for the instant: under it the
    answer is remembered. It is empty where that is not to be.
    """

    files: DiskFiles
    snapshot: Snapshot
    options: Options
    key: str
    started: float
    quiet: bool


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


def unchanged(found: Known, started: float) -> str:
    """Say in one line that a build had nothing to do."""
    parts = [*_seen(found), f"site {count(found.pages, 'page')}"]
    if found.pdfs:
        parts.append(f"{count(found.pdfs, 'PDF')} (0 new)")
    return f"ready {' · '.join(parts)} · nothing changed in {time.monotonic() - started:.1f} s"


def all_well(found: Known, started: float) -> str:
    """Say in one line what a check found that saw the same as the one before."""
    return f"ready {' · '.join(_seen(found))} in {time.monotonic() - started:.1f} s"


def _seen(found: Known) -> list[str]:
    parts = [count(found.objects, "object")]
    if found.warnings:
        parts.append(click.style(count(found.warnings, "warning"), fg="yellow"))
    return parts


def count(number: int, word: str) -> str:
    """Return a number of things, in words."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def places(folder: Path, papers: Sequence[str]) -> str:
    """Say where the site and the PDFs of editions are, a line each."""
    rows = [f"site: {folder / 'site' / 'index.html'}"]
    rows += [f"PDF: {folder / 'editions' / path}" for path in papers]
    return "\n".join(rows)


def advise(said: Sequence[str]) -> None:
    """Say a warning and its hint, if there is one."""
    if said:
        click.secho(f"warning: {said[0]}", fg="yellow", err=True)
        click.echo(f"hint: {said[1]}", err=True)
