"""What a code is: a title, a reason, and an example of the mistake and of its mending."""

from dataclasses import dataclass

from brief.diagnostics.model import Severity


@dataclass(frozen=True, slots=True)
class Code:
    """One sort of mistake.

    `fixed` codes keep secrets or scores safe, and a project cannot change their severity.
    `wrong` and `right` are files; a line `=== path` begins each, and without one the text is
    that of a note. Tests put both into a sound project: the wrong one gives this code alone,
    the right one nothing.
    """

    code: str
    title: str
    reason: str
    wrong: str
    right: str
    severity: Severity = Severity.ERROR
    fixed: bool = False

    @property
    def changeable(self) -> bool:
        """Whether a project may change the severity: not where there would be no object."""
        return not self.fixed and self.code >= FIRST_RULE

    def files(self, example: str) -> dict[str, str]:
        """Return the files of one of the two examples, by path."""
        if not example.startswith("=== "):
            return {EXAMPLE_NOTE: example}
        files: dict[str, str] = {}
        for part in example.removeprefix("=== ").split("\n=== "):
            path, _, text = part.partition("\n")
            files[path.strip()] = text + ("" if text.endswith("\n") else "\n")
        return files


# Codes before this one say that a text cannot be read or a field holds nothing usable.
FIRST_RULE = "B130"

EXAMPLE_NOTE = "briefs/notes/2026-11-20-example.yaml"
