"""What a use case may ask of the world, as Protocols that adapters and fakes fulfil."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from brief.build.publish import Changes
from brief.build.snapshot import Snapshot
from brief.build.step import Step


class Files(Protocol):
    """The files of one project."""

    def snapshot(self, at: datetime, toolchain: Mapping[str, str]) -> Snapshot:
        """Read the whole project once."""

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file, or nothing where there is none."""

    def publish(self, tree: str, changes: Changes) -> None:
        """Carry out changes in a tree, each file whole at every moment."""

    def write_new(self, path: str, content: bytes) -> bool:
        """Write a file that is not there yet; return whether it was written."""

    def write(self, path: str, content: bytes) -> None:
        """Write a file, whole or not at all."""


class Cache(Protocol):
    """Results of steps, by key. It may lose anything at any time."""

    def get(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """Return the results that are known."""

    def put(self, results: Mapping[str, bytes]) -> None:
        """Keep results."""

    def trim(self) -> None:
        """Forget what is too much, when a build is done; what it has used stays."""


class MadeOf(NamedTuple):
    """What a place was made of: the key of its step, and the digest of each ingredient."""

    key: str
    ingredients: Mapping[str, str]


class Past(Protocol):
    """What places were made of in earlier builds. It may lose anything at any time."""

    def made_of(self, places: Sequence[str]) -> Mapping[str, MadeOf]:
        """Return what places were last made of, as far as that is known."""

    def made(self, places: Mapping[str, MadeOf]) -> None:
        """Keep what places are made of now."""


class Executor(Protocol):
    """Evaluates steps somewhere: here, in other processes, on other machines."""

    def run(self, steps: Sequence[Step]) -> Iterable[tuple[int, bytes]]:
        """Yield the position and the result of each step, in any order."""


class Answer(NamedTuple):
    """What an address on the web answered. Without a status there was no answer, and why."""

    status: int | None
    moved_to: str | None = None
    """Where it leads, when every hop says that it does so for good."""
    reason: str = ""


class Web(Protocol):
    """The web, as far as one may ask it whether an address is there."""

    def ask(self, urls: Sequence[str]) -> Iterable[tuple[str, Answer]]:
        """Yield each address with its answer, in any order."""


class Reporter(Protocol):
    """Hears of progress."""

    def step(self, name: str, done: int, total: int) -> None:
        """Hear that some of a batch of steps is done."""
