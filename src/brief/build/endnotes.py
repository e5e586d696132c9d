"""Say of which footnotes paper has no place at the foot of the page, where they are written."""

import re
from collections.abc import Iterable, Iterator

from brief.build.setting import AtEnd
from brief.diagnostics.model import Diagnostic, Problem, Within
from brief.library.model import Complaint, Entry, Library, diagnose

_DEFINED = re.compile(r" {0,3}\[\^([^\]\s]+)\]:")
HINT = "a footnote of one short paragraph finds its place; or say it in the text"


def moved(library: Library, issue: str, at_end: Iterable[AtEnd]) -> Iterator[Diagnostic]:
    """Yield a warning for each footnote that stands after its text."""
    for article, note in at_end:
        entry = library.entries.get(("note", article)) or library.entries.get(("issue", issue))
        if entry is None:
            continue  # an article of the project's own template
        name = note.removeprefix(f"{article}-").removeprefix("fn-")
        yield diagnose(Complaint(entry, _problem(entry, name)))


def _problem(entry: Entry, name: str) -> Problem:
    for loc, word in entry.words:
        for number, line in enumerate(str(word).split("\n")):
            found = _DEFINED.match(line)
            if found and _is_named(found[1], name):
                within = Within(number, found.start(1) - 2, found.end() - 1)
                return Problem("B310", _message(found[1]), loc, HINT, within)
    return Problem("B310", _message(name), (), HINT)


def _is_named(label: str, name: str) -> bool:
    return "-".join(re.findall(r"[a-z0-9]+", label.lower())) == name


def _message(label: str) -> str:
    return (
        f"the footnote `[^{label}]` does not fit on the page of its call;"
        " in the PDF it stands after its text"
    )
