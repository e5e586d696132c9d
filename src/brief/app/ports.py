"""What a use case may ask of the world, as Protocols that adapters and fakes fulfil."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from datetime import datetime
from typing import NamedTuple, Protocol

from brief.build.publish import Changes
from brief.build.snapshot import Snapshot
from brief.build.step import Step
from brief.delivery.campaign import Batch, Claimed, Settlement
from brief.delivery.replies import Reply
from brief.delivery.states import State


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


class Handed(NamedTuple):
    """What a relay said of a mail, and the name under which it took it."""

    reply: Reply
    taken_as: str | None = None


class Line(Protocol):
    """A way to hand mails over, one after the other, for one sender."""

    def hand_over(
        self, sender: str, recipient: str, name: str, content: bytes, expose: Callable[[], bool]
    ) -> Handed | None:
        """Hand a mail over, and ask `expose` at the last moment at which it can be kept back.

        `name` tells this mail from all others. Return nothing where `expose` said no.
        """

    def close(self) -> None:
        """End. Another mail begins anew."""

    def abort(self) -> None:
        """End a wait of another thread, if nothing was handed over yet."""


class Transport(Protocol):
    """Where mail is handed over."""

    def line(self) -> Line:
        """Return a way of its own for one sender."""


class SendersLedger(Protocol):
    """The ledger, as one sender sees it. What a call returns is durable."""

    def claim(self, campaign_id: int, most: int) -> Batch:
        """Take up to so many mails that are due."""

    def expose(self, row: Claimed, claim: str) -> State | None:
        """Write down that a mail is handed over now; else say what has become of it."""

    def settle(
        self, row: Claimed, claim: str, said: Settlement, relay_id: str | None = None
    ) -> Future[bool]:
        """Write down what came of a mail: whether it was still this sender's.

        It is durable before or with whatever is written next.
        """

    def release(self, claim: str) -> None:
        """Give back what was not handed over."""

    def reap(self) -> int:
        """Take from senders that have gone; return of how many mails."""

    def finish(self, campaign_id: int) -> bool:
        """End a campaign of which nothing is left to do; return whether it has ended."""


class Copy(NamedTuple):
    """One mail: the sender of its envelope, and its content as it is handed over."""

    sender: str
    content: bytes


Copies = Callable[[Claimed], Copy]
"""Makes the mail of a row, the same on every call."""
