"""The register of corrections: every one that was made, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass

from brief.library.model import Entry
from brief.outputs.around import Around, Citations, title_of
from brief.outputs.products import CorrectedView
from brief.outputs.scene import Scene
from brief.outputs.urls import page_path
from brief.schema.kind import Link
from brief.schema.note_view import correction


@dataclass(frozen=True, slots=True)
class CorrectedYear:
    """The corrections of one year."""

    year: int
    rows: tuple[CorrectedView, ...]


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """All corrections under their years."""

    title: str
    total: int
    years: tuple[CorrectedYear, ...]


def corrections_page(scene: Scene) -> CorrectionsPage:
    """Return the register of corrections. What was withdrawn keeps its own."""
    rows = sorted(_rows(scene), key=_newest_first)
    years: dict[int, list[CorrectedView]] = {}
    for row in rows:
        years.setdefault(row.correction.on.year, []).append(row)
    return CorrectionsPage(
        title="Corrections",
        total=len(rows),
        years=tuple(CorrectedYear(year, tuple(found)) for year, found in years.items()),
    )


def _rows(scene: Scene) -> Iterator[CorrectedView]:
    for entry in (*scene.library.entries.values(), *scene.library.tombstones):
        around = Around(scene, entry, Citations())
        for each in getattr(entry.object, "corrections", ()):
            yield CorrectedView(_link(scene, entry), correction(each, around))


def _link(scene: Scene, entry: Entry) -> Link:
    return Link(title_of(entry), scene.addresses.local(page_path(entry.key)), entry.family)


def _newest_first(row: CorrectedView) -> tuple[int, str, str]:
    made = row.correction
    return (-made.on.toordinal(), row.link.text, made.label)
