"""Addresses that nothing serves any more, and those that the site has for itself."""

from collections.abc import Mapping

from brief.diagnostics.model import Diagnostic, Problem, Span
from brief.kinds import KINDS
from brief.library.model import Complaint, Library
from brief.library.record import Record
from brief.outputs.artefact import File
from brief.outputs.urls import TAKEN, file_of
from brief.schema.layout import LOCK


def taken(library: Library) -> list[Complaint]:
    """Complain of pages that would stand where the site has a list."""
    folders = {kind.path for kind in KINDS if kind.path} | TAKEN
    return [
        Complaint(
            entry,
            Problem(
                "B412",
                f"the address `{entry.id}/` belongs to the site",
                hint="rename the file, or give the page another `id`",
            ),
        )
        for entry in library.family("page")
        if entry.id in folders
    ]


def vanished(record: Record, site: Mapping[str, File]) -> list[Diagnostic]:
    """Complain of every published address that nothing serves any more."""
    return [
        Diagnostic(
            Span(LOCK, each.line, 1, each.line, len(each.url) + 1),
            "B625",
            f"the published address `{each.url}` of {_the(each.id)} leads nowhere",
            "bring the object back, name its old id under `former_ids` of its successor, or"
            " give it `status: canceled`, which leaves a tombstone",
        )
        for each in (record.locked or {}).values()
        if file_of(each.url) not in site
    ]


def _the(ident: str) -> str:
    family, _, name = ident.partition("/")
    return f"the {family} `{name}`"
