"""Which parts of a mail stand in full, so that it stays below the size at which it is cut.

The rule: what the mail cannot hold becomes title, summary and a link, then title and link, then
a short title and link; nothing is left out. Products go first, the last of them before the
others; then notes that no sentence of the bottom line rests on, the last first; then the rest.
What then fits again stands in full, the first of the most important first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """How much of a part a mail shows."""

    FULL = 0
    SUMMARY = 1
    TITLE = 2
    SHORT = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A part and its size in bytes at each level; `sources` are those it cites in full.

    `rank` tells what goes first: 0 for products, 1 for notes, 2 for notes that the bottom line
    rests on.
    """

    sizes: tuple[int, int, int, int]
    rank: int
    sources: frozenset[int] = frozenset()


def levels(
    candidates: Sequence[Candidate],
    source_sizes: Mapping[int, int],
    *,
    most: int,
    cited: Iterable[int],
) -> tuple[Level, ...]:
    """Return how much of each part there is room for, in `most` bytes with its sources.

    `cited` are sources that are shown whatever is chosen. All at `SHORT` may still be too much.
    """
    chosen = [Level.FULL] * len(candidates)
    held = _Sources(source_sizes, cited)
    size = held.size + sum(each.sizes[0] + held.add(each.sources) for each in candidates)
    order = sorted(range(len(candidates)), key=lambda n: (candidates[n].rank, -n))
    for level in (Level.SUMMARY, Level.TITLE, Level.SHORT):
        for number in order:
            if size <= most:
                break
            each, before = candidates[number], chosen[number]
            if each.sizes[level] >= each.sizes[before]:
                continue
            size += each.sizes[level] - each.sizes[before]
            chosen[number] = level
            if before is Level.FULL:
                size -= held.remove(each.sources)
    for number in reversed(order):
        each, before = candidates[number], chosen[number]
        if before:
            grown = size + each.sizes[0] - each.sizes[before] + held.add(each.sources)
            if grown <= most:
                size, chosen[number] = grown, Level.FULL
            else:
                held.remove(each.sources)
    return tuple(chosen)


class _Sources:
    """The sources that a mail lists: each counts once, however many parts cite it."""

    def __init__(self, sizes: Mapping[int, int], cited: Iterable[int]) -> None:
        self._sizes = sizes
        self._users = dict.fromkeys(cited, 1)
        self.size = sum(sizes.get(number, 0) for number in self._users)

    def add(self, numbers: Iterable[int]) -> int:
        """Count sources of a part in, and return the bytes that the list grows by."""
        grown = 0
        for number in numbers:
            grown += 0 if self._users.get(number) else self._sizes.get(number, 0)
            self._users[number] = self._users.get(number, 0) + 1
        return grown

    def remove(self, numbers: Iterable[int]) -> int:
        """Take sources of a part out, and return the bytes that the list shrinks by."""
        shrunk = 0
        for number in numbers:
            self._users[number] -= 1
            shrunk += 0 if self._users[number] else self._sizes.get(number, 0)
        return shrunk
