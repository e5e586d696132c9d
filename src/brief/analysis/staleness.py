"""What is due to be looked at: notes past their review, questions past their answer."""

from collections.abc import Iterator
from datetime import date

from brief.diagnostics.model import Problem
from brief.kinds.forecast import Forecast
from brief.library.model import Complaint, Library
from brief.schema.note import Note


def staleness(library: Library, on: date) -> Iterator[Complaint]:
    """Yield what is overdue on a day."""
    for entry in library.family("note"):
        note = entry.object
        if isinstance(note, Note) and note.review_by and note.review_by < on:
            message = f"the note was to be reviewed by {note.review_by}"
            hint = "look at it again, then move `review_by` or delete it"
            yield Complaint(entry, Problem("B608", message, ("review_by",), hint))
    for entry in library.family("forecast"):
        forecast = entry.object
        if not isinstance(forecast, Forecast) or not forecast.updates:
            continue
        end = forecast.resolution
        if forecast.resolves_by < on and (end is None or end.outcome == "pending"):
            message = f"the question was to be resolved by {forecast.resolves_by}"
            hint = "add `resolution:` with its outcome, or `annulled`"
            yield Complaint(entry, Problem("B609", message, ("resolves_by",), hint))
