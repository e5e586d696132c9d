"""The data that a printed issue carries: its tables as CSV, to be read by programs."""

from dataclasses import replace

from brief.analysis.pipeline import measures
from brief.kinds.issue import Issue
from brief.library.model import Entry
from brief.outputs.artefact import Attachment
from brief.outputs.measures import measure_view
from brief.outputs.picture import Table
from brief.outputs.scene import Scene
from brief.outputs.urls import page_path

CSV = "text/csv"

COLUMNS = ("measure", "members", "jurisdiction", "stage", "since", "last action", "lapses")


def attachments(scene: Scene, entry: Entry) -> tuple[Attachment, ...]:
    """Return the data behind an issue's products and figures, one file each."""
    issue: Issue = entry.object
    pipeline = _pipeline(scene, issue) if "policy-pipeline" in issue.products else None
    found = [pipeline] if pipeline else []
    found += [
        Attachment(
            f"{each.figure.name}.csv",
            CSV,
            each.figure.table.csv().encode(),
            f"The data of the figure: {each.figure.caption}",
        )
        for (page, _), each in sorted(scene.figures.items())
        if page == page_path(entry.key)
    ]
    return tuple(found)


def _pipeline(scene: Scene, issue: Issue) -> Attachment | None:
    """Return the policy pipeline as a table, dates as they are known: a day, month or year."""
    day = issue.as_of or issue.date or scene.as_of
    at = replace(scene, as_of=day)
    rows = []
    for measure in measures(scene.library, as_of=day):
        shown = measure_view(at, measure)
        rows.append(
            (
                shown.title.text,
                "; ".join(link.text for link in shown.members),
                shown.jurisdiction,
                shown.stage,
                shown.since.text if shown.since else "",
                shown.last.text if shown.last else "",
                shown.lapses.isoformat() if shown.lapses else "",
            )
        )
    if not rows:
        return None
    description = f"The policy pipeline on {day.isoformat()}, one measure a line"
    return Attachment(
        "policy-pipeline.csv", CSV, Table(COLUMNS, tuple(rows)).csv().encode(), description
    )
