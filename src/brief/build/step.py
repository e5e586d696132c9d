"""A piece of slow work: its name, everything that it may look at, and the key of both.

Workers load this and nothing else of the core, so it stays small.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

# Raised by hand when a step gives other bytes for the same ingredients.
VERSIONS = {"read": "3", "markdown": "3", "figure": "1", "pdf": "4", "search": "1"}


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of work: its name and everything that it may look at.

    `place` says what it is for, to people alone: it is no part of the key.
    """

    name: str
    ingredients: tuple[tuple[str, bytes], ...]
    place: str = ""

    def __getitem__(self, name: str) -> bytes:
        """Return an ingredient."""
        return dict(self.ingredients)[name]

    def key(self) -> str:
        """Return the digest of name, version and ingredients, each with its length before it.

        Lengths keep neighbours apart: `ab` + `c` and `a` + `bc` have other keys.
        """
        digest = hashlib.sha256()
        parts = [self.name.encode(), VERSIONS[self.name].encode()]
        for name, content in sorted(self.ingredients):
            parts += [name.encode(), content]
        for part in parts:
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
        return digest.hexdigest()


Perform = Callable[[Sequence[Step]], Sequence[bytes]]
"""Evaluates steps, in order. It changes how long the answer takes, never the answer."""

Work = Callable[[Step], bytes]
"""Does a step."""

T = TypeVar("T")


class Apart(Protocol):
    """Does pieces of work, in other processes where that pays; returns their results in order.

    Results are plain values. It changes how long the answer takes, never the answer.
    """

    def __call__(self, work: Sequence[Callable[[], T]]) -> list[T]:
        """Do all of it."""


def one_by_one(work: Sequence[Callable[[], T]]) -> list[T]:
    """Do pieces of work here, one after the other."""
    return [each() for each in work]


def fonts_digest(fonts: Mapping[str, bytes]) -> str:
    """Return one digest of all fonts of a theme, by name."""
    digests = [(name, hashlib.sha256(fonts[name]).hexdigest()) for name in sorted(fonts)]
    return hashlib.sha256(json.dumps(digests).encode()).hexdigest()
