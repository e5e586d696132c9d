"""What the preview says in the terminal: what a save changed, and what is wrong."""

import time
from pathlib import Path

import click

from brief.adapters.files import DiskFiles
from brief.adapters.serve.engine import Engine, Rebuilt
from brief.cli.report import as_text


class Teller:
    """Says in the terminal what a rebuild changed, and what is wrong when that changes."""

    def __init__(self, folder: Path, *, quiet: bool) -> None:
        self._files = DiskFiles(folder)
        self._quiet = quiet
        self._said: tuple[object, ...] = ((), None)
        self._begun = False

    def __call__(self, engine: Engine, rebuilt: Rebuilt | None) -> None:
        """Hear of a rebuild, or that there is something new to say."""
        now = (engine.shelf.diagnostics, engine.fault)
        if now != self._said:
            self._said = now
            if engine.fault:
                click.secho(f"error: {engine.fault}", fg="red", err=True)
            for each in engine.shelf.diagnostics:
                click.echo(as_text(each, self._lines), err=True)
        if rebuilt is not None and not self._quiet and not engine.shelf.broken:
            self._rebuilt(rebuilt)

    def _rebuilt(self, rebuilt: Rebuilt) -> None:
        clock = time.strftime("%H:%M:%S")
        pages = f"{rebuilt.pages:,} page{'' if rebuilt.pages == 1 else 's'}"
        if not self._begun:
            self._begun = True
            click.echo(f"{clock} {pages} in {rebuilt.whole_s:.1f} s", err=True)
            return
        shown = f" in {rebuilt.glance_s * 1000:.0f} ms" if rebuilt.glance_s else ""
        whole = f"everything in {rebuilt.whole_s:.1f} s"
        click.echo(f"{clock} {pages} changed{shown}, {whole}", err=True)

    def _lines(self, path: str) -> list[str]:
        text = (self._files.read(path) or b"").decode("utf-8-sig", errors="replace")
        return text.replace("\r\n", "\n").split("\n") if text else []
