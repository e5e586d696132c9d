"""Which parts of a mail stand in full, so that it stays below the size at which it is cut.

The rule: what the mail cannot hold becomes title, summary and a link, then title and link, then
a short title and link; nothing is left out. Products go first, the last of them before the
others; then notes that no sentence of the bottom line rests on, the last first; then the rest.
"""

from collections.abc import Iterable, Sequence
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
    source_sizes: dict[int, int],
    *,
    most: int,
    cited: Iterable[int],
) -> tuple[Level, ...]:
    """Return how much of each part there is room for, in `most` bytes with its sources.

    `cited` are sources that are shown whatever is chosen. All at `SHORT` may still be too much.
    """
    chosen = [Level.FULL] * len(candidates)
    users: dict[int, int] = dict.fromkeys(cited, 1)
    for each in candidates:
        for number in each.sources:
            users[number] = users.get(number, 0) + 1
    size = sum(each.sizes[0] for each in candidates)
    size += sum(source_sizes.get(number, 0) for number in users)
    order = sorted(range(len(candidates)), key=lambda n: (candidates[n].rank, -n))
    for level in (Level.SUMMARY, Level.TITLE, Level.SHORT):
        for number in order:
            if size <= most:
                return tuple(chosen)
            each, before = candidates[number], chosen[number]
            if each.sizes[level] >= each.sizes[before]:
                continue
            size += each.sizes[level] - each.sizes[before]
            chosen[number] = level
            if before is Level.FULL:
                for source in each.sources:
                    users[source] -= 1
                    size -= source_sizes.get(source, 0) if not users[source] else 0
    return tuple(chosen)
