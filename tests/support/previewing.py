"""A running preview, how one talks to it, and what it tells."""

import http.client
import json
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from support.command import BRIEF, environment, write
from support.compiling import SOUND
from support.projects import NOW

NOTE = "briefs/notes/2026-11-02-base.yaml"
PAGE = "/notes/base/"
FILE = "notes/base/index.html"
SETTINGS = SOUND["briefs/newsletter.yaml"] + "search: off\nfigures: off\ncards: off\n"
# Far beyond what anything takes: a test that waits this long has failed.
PATIENCE_S = 60


class Answer(NamedTuple):
    """What a request got."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Server:
    """A running preview, and how one talks to it."""

    def __init__(self, root: Path, process: "subprocess.Popen[str]", address: str) -> None:
        self.root, self.process, self.address = root, process, address
        parts = urlsplit(address)
        self.host, self.port = parts.hostname or "", parts.port or 0

    def ask(
        self, path: str, method: str = "GET", headers: dict[str, str] | None = None
    ) -> Answer:
        line = http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE_S)
        line.request(method, path, headers=headers or {})
        answer = line.getresponse()
        found = Answer(
            answer.status,
            {name.lower(): value for name, value in answer.getheaders()},
            answer.read(),
        )
        line.close()
        return found

    def save(self, path: str, text: str) -> None:
        """Save as editors do: whole, under another name, moved into place."""
        target = self.root / path
        beside = target.with_name(f"{target.name}.new~")
        beside.write_text(text, encoding="utf-8")
        beside.replace(target)

    @contextmanager
    def told(self, page: str) -> Iterator["Queue[dict[str, Any]]"]:
        """Give what is told to a page, as it comes."""
        line = http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE_S)
        line.request("GET", f"/_brief/events?page={page}")
        answer = line.getresponse()
        found: Queue[dict[str, Any]] = Queue()

        def listen() -> None:
            try:
                for raw in answer:
                    if raw.startswith(b"data: "):
                        found.put(json.loads(raw[6:]))
            except (OSError, ValueError, AttributeError, http.client.HTTPException):
                return  # the test has ended

        threading.Thread(target=listen, daemon=True).start()
        yield found
        line.close()

    def whole(self) -> dict[str, Any]:
        """Return the state once everything was compiled."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            state: dict[str, Any] = json.loads(self.ask("/_brief/state").body)
            if state["whole"]:
                return state
            time.sleep(0.05)
        raise AssertionError("nothing whole came")


def until(found: "Queue[dict[str, Any]]", **wanted: object) -> dict[str, Any]:
    """Return the first state told that is as wanted."""
    while True:
        state = found.get(timeout=PATIENCE_S)
        if all(state[name] == value for name, value in wanted.items()):
            return state


def after(found: "Queue[dict[str, Any]]", page: object) -> dict[str, Any]:
    """Return the first state told in which the page is another."""
    while True:
        state = found.get(timeout=PATIENCE_S)
        if state["page"] != page:
            return state


def project(root: Path, **more: str) -> Path:
    return write(root, {**SOUND, "briefs/newsletter.yaml": SETTINGS, **more})


@contextmanager
def serving(root: Path, *arguments: str) -> Iterator[Server]:
    process = subprocess.Popen(
        [str(BRIEF), "serve", "--port", "8790", *arguments],
        cwd=root,
        env=environment(NOW),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    assert address.startswith("http"), process.communicate()[1]
    try:
        yield Server(root, process, address.removesuffix("_brief/"))
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE_S)
