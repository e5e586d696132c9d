"""Stand-ins for the outside world: files and a cache in memory, an executor that counts."""

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import NoReturn

from markupsafe import escape

from brief.adapters.files import TYPES
from brief.app.ports import Answer
from brief.build.publish import Changes
from brief.build.snapshot import Refused, Snapshot
from brief.build.step import Step, Work
from brief.build.steps import PURE
from brief.diagnostics.world import BriefError
from brief.outputs.asset import Asset
from brief.schema.layout import RECORD, SETTINGS, family_of
from brief.text.tree import MOST_BYTES
from support.compiling import builtin_theme


class MemoryFiles:
    """The files of one project in memory. Images have no size here: nothing measures them."""

    def __init__(self, files: Mapping[str, bytes] | None = None) -> None:
        self.held = dict(files or {})

    def snapshot(self, at: datetime, toolchain: Mapping[str, str]) -> Snapshot:
        """Sort what is held into texts, assets and overrides of the theme."""
        texts, assets, refused, overrides = {}, {}, [], {}
        for path, content in sorted(self.held.items()):
            if any(part.startswith(".") for part in path.split("/")):
                continue
            suffix = PurePosixPath(path).suffix.lower()
            if path.startswith("templates/"):
                overrides[path.removeprefix("templates/")] = content
            elif not path.startswith("briefs/"):
                continue
            elif path.startswith(f"{RECORD}/"):
                texts[path] = content
            elif path == SETTINGS or family_of(path):
                texts[path] = content[: MOST_BYTES + 1]
            elif suffix in (".yaml", ".yml"):
                refused.append(Refused(path, "B410", "this file is not read", None))
            elif suffix != ".md":
                digest = hashlib.sha256(content).hexdigest()
                media_type = TYPES.get(suffix, "application/octet-stream")
                assets[path] = Asset(path, content, digest, media_type)
        theme = {**builtin_theme(), **overrides}
        names = frozenset(overrides)
        return Snapshot(texts, assets, theme, names, at, dict(toolchain), tuple(refused))

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file, or nothing where there is none."""
        return self.held.get(path)

    def publish(self, tree: str, changes: Changes) -> None:
        """Carry out changes in a tree."""
        for file in changes.write:
            self.held[f"{tree}/{file.path}"] = file.content
        for path in changes.remove:
            self.held.pop(f"{tree}/{path}", None)

    def write(self, path: str, content: bytes) -> None:
        """Write a file."""
        self.held[path] = content

    def write_new(self, path: str, content: bytes) -> bool:
        """Write a file that is not there yet."""
        if path in self.held:
            return False
        self.held[path] = content
        return True


class MemoryCache:
    """A cache in memory that counts what it was asked for and what it was given."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.given: list[str] = []

    def get(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """Return the results that are known."""
        self.asked += keys
        return {key: self.held[key] for key in keys if key in self.held}

    def put(self, results: Mapping[str, bytes]) -> None:
        """Keep results."""
        self.given += results
        self.held |= results

    def trim(self) -> None:
        """Forget nothing."""


def drawn(step: Step) -> bytes:
    """Return a picture that holds every word it was to be drawn from."""
    source = step["source"].decode()
    if step["option to"] == b"png":
        return b"\x89PNG" + source.encode()
    return f'<svg width="10" height="10">{escape(source)}</svg>'.encode()


# What is computed as it is, and what is drawn by nobody.
FAKED: Mapping[str, Work] = {**PURE, "figure": drawn}


class CountingExecutor:
    """Evaluates steps here, from the last to the first, and keeps count of them."""

    def __init__(self) -> None:
        self.ran: list[Step] = []

    def run(self, steps: Sequence[Step]) -> Iterable[tuple[int, bytes]]:
        """Yield results in an order that is not that of the steps."""
        for position in reversed(range(len(steps))):
            step = steps[position]
            self.ran.append(step)
            work = FAKED.get(step.name)
            yield position, work(step) if work else b"%PDF " + step.key().encode()


class TableWeb:
    """A web that answers from a table, last address first; what is not in it is there."""

    def __init__(self, answers: Mapping[str, Answer] | None = None) -> None:
        self.answers = dict(answers or {})
        self.asked: list[str] = []

    def ask(self, urls: Sequence[str]) -> Iterable[tuple[str, Answer]]:
        """Yield each address with its answer."""
        self.asked = list(urls)
        return [(url, self.answers.get(url, Answer(200))) for url in reversed(urls)]


class Silence:
    """Hears of progress and remembers it."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, int, int]] = []

    def step(self, name: str, done: int, total: int) -> None:
        """Hear that some of a batch of steps is done."""
        self.heard.append((name, done, total))


def die(_step: Step) -> NoReturn:
    """End the process that evaluates a step, as a lack of memory would."""
    os._exit(9)


def prepare_nothing(_folder: str) -> None:
    """Need nothing before the first step."""


def whereabouts(_step: Step) -> bytes:
    """Tell in which process a step is evaluated."""
    return str(os.getpid()).encode()


def leave_a_trace(step: Step) -> bytes:
    """Leave a file whose name ends with this process, and take a while."""
    Path(f"{step['folder'].decode()}.{os.getpid()}").touch()
    time.sleep(0.1)
    return b""


def preparing_nothing() -> Callable[[str], None]:
    """Return what prepares nothing."""
    return prepare_nothing


def echoing() -> Callable[[str], str]:
    """Return what answers with its process and the question, but for two questions."""

    def answer(question: str) -> str:
        if question == "fail":
            raise BriefError("it cannot be done", "do something else")
        if question == "die":
            os._exit(1)
        return f"{os.getpid()} {question}"

    return answer
