"""What one process may keep between compilations: values by all that they depend on.

It changes how long an answer takes, never the answer, and holds what the last one used alone.
"""

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

T = TypeVar("T")


class Memory:
    """Immutable values by key. `turn` begins a compilation; what it does not use goes."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, object] = {}
        self._before: dict[Hashable, object] = {}

    def turn(self) -> None:
        """Begin a compilation."""
        self._before, self._kept = self._kept, {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the value of a key, made only where the last compilation did not use it."""
        if key in self._kept:
            return cast("T", self._kept[key])
        found = self._before[key] if key in self._before else make()
        self._kept[key] = found
        return cast("T", found)

    def holds(self, key: Hashable) -> bool:
        """Tell whether a value need not be made."""
        return key in self._kept or key in self._before
