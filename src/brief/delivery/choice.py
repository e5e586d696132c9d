"""What a mail says of the PDF: marked for each choice, and cut to that of the reader."""

import re
from typing import Literal

Choice = Literal["attach", "link", "none"]
_CHOICES: tuple[Choice, ...] = ("attach", "link", "none")

END = "<!--brief:end-->"

_MARKED = re.compile(r"<!--brief:pdf ([a-z]+)-->(.*?)<!--brief:end-->", re.DOTALL)


def choice_of(word: str) -> Choice:
    """Return the choice that a word names; `link`, where it names none."""
    return next((each for each in _CHOICES if each == word), "link")


def begin(choice: Choice) -> str:
    """Return what stands before words that are for one choice alone."""
    return f"<!--brief:pdf {choice}-->"


def chosen(part: str, choice: Choice) -> str:
    """Return a part of a mail as one choice has it, without the marks."""
    return _MARKED.sub(lambda found: found[2] if found[1] == choice else "", part)


def unmarked(text: str) -> str:
    """Return an author's text so that nothing in it can be taken for a mark."""
    return text.replace("<!--brief:", "<!-- brief:")
