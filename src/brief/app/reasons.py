"""Why a step was made again: which ingredient is not what its place was last made of."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from brief.app.ports import MadeOf
from brief.build.step import VERSIONS, Step

# So many ingredients are named; the rest are counted.
NAMED = 3


class Told(NamedTuple):
    """What was decided of one place, and why."""

    name: str
    place: str
    why: str

    def __str__(self) -> str:
        """Return it as a line."""
        return f"{self.name} {self.place}: {self.why}"


class Wrong(NamedTuple):
    """A kept result that is not what its step gives now."""

    name: str
    place: str
    key: str
    ingredients: tuple[str, ...]

    def __str__(self) -> str:
        """Return it as a line."""
        return f"{self.name} {self.place} ({self.key[:12]}), made of {listed(self.ingredients)}"


def made_of(step: Step, key: str) -> MadeOf:
    """Return what a step is made of, each ingredient as a digest."""
    digests = {name: hashlib.sha256(each).hexdigest()[:16] for name, each in step.ingredients}
    return MadeOf(key, {"version of the step": VERSIONS[step.name], **digests})


def why(key: str, before: MadeOf | None, now: Mapping[str, str], *, is_known: bool) -> str:
    """Say why a step is made or not made, by what its place was made of before."""
    if is_known:
        return "kept"
    if before is None:
        return "made for the first time"
    if before.key == key:
        return "made again, because the kept result is gone"
    changes = _changes(before.ingredients, now)
    return f"made again, because of {listed(changes)}"


def _changes(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    changed = [
        f"{name} ({'changed' if name in before else 'new'})"
        for name in sorted(now)
        if before.get(name) != now[name]
    ]
    return changed + [f"{name} (gone)" for name in sorted(before) if name not in now]


def listed(names: Iterable[str]) -> str:
    """Return names as a text, only the first of many."""
    found = list(names)
    more = len(found) - NAMED
    text = ", ".join(found[:NAMED])
    return f"{text} and {more} more" if more > 0 else text
