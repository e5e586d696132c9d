"""What an import changes: counts of all rows, and some of the changes by name."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Sort: TypeAlias = Literal["new", "changed", "left", "suppressed"]


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one address. `fields` are name, text before and text after."""

    sort: Sort
    address: str
    fields: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What an import would do, or has done. The numbers add up to the addresses of the list.

    `new`, `changed` and `same` are people who read; `left` are those of whom the list says that
    they have left, and who were not known to have; `known_left` those known; `suppressed` are
    readers of the list who are not taken because they are suppressed here.
    """

    new: int
    changed: int
    same: int
    left: int
    known_left: int
    suppressed: int
    changes: tuple[Change, ...] = ()

    @property
    def addresses(self) -> int:
        """How many addresses the list has, each counted once."""
        readers = self.new + self.changed + self.same + self.suppressed
        return readers + self.left + self.known_left

    @property
    def nothing(self) -> bool:
        """Whether everything is as the list says already."""
        return not (self.new or self.changed or self.left)
