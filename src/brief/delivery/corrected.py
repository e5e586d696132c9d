"""A correction by mail: the corrected issue, and before all else what was wrong in it."""

import html
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace

from brief.delivery.message import Letter

# Corrections that readers must hear of. A clarification or an addendum made nothing wrong.
GRAVE = ("correction", "erratum", "expression_of_concern", "retraction", "withdrawal")

WIDTH = 72


@dataclass(frozen=True, slots=True)
class Wrong:
    """What was wrong in a text, and what is right."""

    where: str
    type: str
    was: str | None
    now: str | None
    effect: str | None

    def sentences(self) -> tuple[str, ...]:
        """Return it in sentences."""
        said = [f"{self.where}: {self.type.replace('_', ' ')}."]
        if self.was:
            said.append(f"It said: {' '.join(self.was.split())}")
        if self.now:
            said.append(f"It is: {' '.join(self.now.split())}")
        if self.effect:
            said.append(" ".join(self.effect.split()))
        return tuple(said)


def kind_of(count: int) -> str:
    """Return the name of a correction: by how many there are, so a later one is another."""
    return f"correction-{count}"


def corrected(letter: Letter, wrong: Sequence[Wrong]) -> Letter:
    """Return the letter of a corrected issue, as those get it who have the wrong one.

    What is wrong stands first, in the text and below the heading of the HTML.
    """
    blocks = "".join(
        "<p>" + "<br>".join(html.escape(each) for each in one.sentences()) + "</p>"
        for one in wrong
    )
    box = f'<div class="box"><p><strong>Corrected</strong></p>{blocks}</div>'
    # A function, so that nothing in the text is taken for a reference to a group.
    marked, count = re.subn("</h1>", lambda _: f"</h1>{box}", letter.html, count=1)
    assert count, "a mail has a heading"
    lines = [
        textwrap.fill(sentence, WIDTH, break_long_words=False, break_on_hyphens=False)
        for one in wrong
        for sentence in (*one.sentences(), "")
    ]
    return replace(
        letter,
        kind=kind_of(len(wrong)),
        subject=f"Correction: {letter.subject}",
        html=marked,
        text="\n".join(["CORRECTED", "", *lines, letter.text]),
    )
