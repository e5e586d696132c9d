"""What a command says beyond its own work: what search lacks, what other hosts answered."""

from dataclasses import replace

import click

import brief
from brief.adapters.clock import build_instant
from brief.adapters.files import DiskFiles
from brief.app.build import Built
from brief.app.links import check_links, summary
from brief.build.compile import weighed
from brief.build.search import advice
from brief.diagnostics.model import in_order


def advice_of(done: Built, index: str | None) -> tuple[str, ...]:
    """Return what search lacks on this machine, and what to do about it."""
    settings = done.compilation.settings
    return (advice(settings, index) if settings else None) or ()


def with_links(done: Built, files: DiskFiles, *, quiet: bool) -> Built:
    """Ask other hosts, and add what they answered to what was found."""
    from brief.adapters.links import PoliteWeb  # noqa: PLC0415 - loads what no build needs

    compiled = done.compilation
    settings = compiled.settings
    if settings is None:
        return done
    web = PoliteWeb(f"brief/{brief.__version__} (link check; +{settings.url})")
    # The day of an answer is that of the clock, whatever day the check is made for.
    report = check_links(files, web, compiled.library, settings, build_instant(None).date())
    if not quiet:
        for line in summary(report):
            click.echo(line, err=True)
    found = in_order([*compiled.diagnostics, *weighed(report.diagnostics, settings)])
    return replace(done, compilation=replace(compiled, diagnostics=found))
