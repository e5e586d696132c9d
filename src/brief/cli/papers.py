"""Commands for finished PDFs: find out what one is, and make a personal copy of one."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from brief.adapters.clock import build_instant
from brief.adapters.files import DiskFiles, said, theme_folder
from brief.app.verify import Verdict
from brief.app.verify import verify as verify_document
from brief.cli.performing import performer
from brief.cli.report import Progress
from brief.cli.wiring import ERRORS, guarded, quiet_option, root_of, root_option

# The face of the stamp's words.
STAMP_FONT = "fonts/Inter-Regular.ttf"

STATUS = {
    "published": "as published",
    "built": "as built here, and not released",
    "altered": "NOT those published: the file was changed, or built elsewhere",
    "unknown": "unknown here",
}

pdf_argument = click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)


def _stamped(pdf: bytes, name: str, serial: str) -> bytes:
    # Loaded only when a copy is made: fonts and PDFs cost more than a whole check.
    from brief.adapters.pdf.stamp import stamp as stamp_pdf  # noqa: PLC0415

    font = theme_folder() / STAMP_FONT
    with said("cannot read the font", font):
        content = font.read_bytes()
    return stamp_pdf(pdf, name, serial, font=content)


@click.command()
@pdf_argument
@root_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the answer is printed.",
)
@guarded
def verify(*, file: Path, root: Path | None, form: str) -> None:
    """Say what FILE is: issue, edition, build; whether it is as published; corrections since.

    The exit status is 0 where its bytes are those published, or it is a personal copy made
    from them, and 1 otherwise.
    """
    from brief.adapters.pdf.marks import read_marks  # noqa: PLC0415

    folder = root_of(root)
    with said("cannot read", file):
        pdf = file.read_bytes()
    perform = performer(folder, Progress(quiet=True), 1)
    marks = read_marks(pdf)
    found = verify_document(
        DiskFiles(folder), perform, build_instant(None), pdf, marks, _stamped
    )
    click.echo(_json(found) if form == "json" else _text(found))
    raise SystemExit(0 if found.status == "published" else ERRORS)


def _json(found: Verdict) -> str:
    shown = found.marks.imprint
    value: dict[str, Any] = {
        "issue": shown.issue if shown else None,
        "edition": shown.edition if shown else None,
        "briefing": shown.briefing if shown else None,
        "build": shown.build if shown else None,
        "title": found.title,
        "status": found.status,
        "sha256": found.digest,
        "released": found.released,
        "newer_build": found.newer,
        "copy": None,
        "corrections": [asdict(each) for each in found.corrections],
    }
    if found.marks.base:
        value["copy"] = {
            "name": found.marks.name,
            "serial": found.marks.serial,
            "of_sha256": found.marks.base,
        }
    return json.dumps(value, ensure_ascii=False, indent=2)


def _text(found: Verdict) -> str:
    marks = found.marks
    shown = marks.imprint
    if shown is None:
        return "not a PDF of brief: it names no issue, edition and build"
    rows = [f"issue: {shown.issue}{f' ({found.title})' if found.title else ''}"]
    rows += [f"edition: {shown.edition}", f"briefing: {shown.briefing}"]
    rows.append(f"build: {shown.build}")
    if marks.base:
        rows.append(f"personal copy: of {marks.name}, serial {marks.serial}")
    rows.append(f"bytes: {STATUS[found.status]}")
    if found.released:
        rows.append(f"released: {found.released}")
    if found.newer:
        rows.append(f"replaced: build {found.newer} was published since")
    if found.corrections:
        rows.append("corrections since:")
        for each in found.corrections:
            was = f" Was: “{each.was}”." if each.was else ""
            now = f" Is: “{each.now}”." if each.now else ""
            rows.append(f"  {each.on} {each.title} ({each.object}): {each.label}.{was}{now}")
    elif found.released:
        rows.append("corrections since: none")
    return "\n".join(rows)


@click.command()
@pdf_argument
@click.option("--name", required=True, help="Whose copy it is, as every page will say.")
@click.option("--serial", required=True, help="What tells this copy from all others.")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the copy goes.",
)
@quiet_option
@guarded
def stamp(*, file: Path, name: str, serial: str, output: Path, quiet: bool) -> None:
    """Make a personal copy of FILE: a name and a serial in the margin of each page.

    A stamp tells whose copy has travelled. It protects nothing: an editor of PDFs removes it.
    """
    with said("cannot read", file):
        pdf = file.read_bytes()
    copy = _stamped(pdf, name, serial)
    with said("cannot write", output):
        output.write_bytes(copy)
    if not quiet:
        click.echo(f"personal copy of {name}, serial {serial}: {output}", err=True)
