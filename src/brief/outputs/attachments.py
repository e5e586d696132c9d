"""The data that a printed issue carries: its tables as CSV, to be read by programs."""

import csv
import io
from dataclasses import replace

from brief.analysis.pipeline import measures
from brief.kinds.issue import Issue
from brief.library.model import Entry
from brief.outputs.artefact import Attachment
from brief.outputs.measures import measure_view
from brief.outputs.scene import Scene

CSV = "text/csv"

COLUMNS = ("measure", "members", "jurisdiction", "stage", "since", "last action", "lapses")


def attachments(scene: Scene, entry: Entry) -> tuple[Attachment, ...]:
    """Return the data behind an issue's products, one file each."""
    issue: Issue = entry.object
    found = _pipeline(scene, issue) if "policy-pipeline" in issue.products else None
    return (found,) if found else ()


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
    return Attachment("policy-pipeline.csv", CSV, table((COLUMNS, *rows)), description)


def table(rows: tuple[tuple[str, ...], ...]) -> bytes:
    """Return rows as CSV in UTF-8.

    Source: RFC 4180.
    """
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\r\n").writerows(rows)
    return written.getvalue().encode()
