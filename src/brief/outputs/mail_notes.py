"""The footnotes of a mail: counted through it by their first calls, listed at its end."""

from collections.abc import Iterator, Sequence

from brief.outputs.mail_model import Shaped
from brief.outputs.mail_tree import Element


def numbered(parts: Sequence[Shaped]) -> tuple[Element, ...]:
    """Give every call in these parts its number, and return their notes in that order.

    A call in a note counts when the note is reached. Two parts may call by one name: each
    calls its own.
    """
    found: list[Element] = []
    for part in parts:
        numbers: dict[str, int] = {}
        waiting = [part.body]
        while waiting:
            for call in _calls(waiting.pop(0)):
                name = call.attrs["note"]
                note = part.notes.get(name)
                if name not in numbers and note is not None:
                    found.append(note)
                    numbers[name] = len(found)
                    waiting.append(note)
                if name in numbers:
                    _say(call, str(numbers[name]))
    return tuple(found)


def _calls(top: Element) -> Iterator[Element]:
    return (each for each in top.walk() if each.tag == "sup" and "note" in each.attrs)


def _say(call: Element, number: str) -> None:
    """Put the number where the call shows it."""
    for inner in call.elements():
        inner.children = [number]
