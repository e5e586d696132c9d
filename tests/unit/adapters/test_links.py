"""Asking addresses: what each kind of answer means, and how little is asked of a host."""

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from brief.adapters.links import MOST_HOPS, PoliteWeb
from brief.app.ports import Answer


class Host(ThreadingHTTPServer):
    """A host on loopback that remembers what it was asked, and when two asked at once."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str]] = []
        self.agents: set[str] = set()
        self.busy = threading.Lock()
        self.met = False
        self.release = threading.Event()

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Host

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        alone = self.server.busy.acquire(blocking=False)
        self.server.met = self.server.met or not alone
        try:
            self.server.asked.append((self.command, self.path))
            self.server.agents.add(self.headers["User-Agent"])
            self.told(self.path.strip("/"))
        finally:
            if alone:
                self.server.busy.release()

    def told(self, path: str) -> None:
        if path == "slow":
            self.server.release.wait(20)
            return
        if path == "reset":
            linger = b"\x01\0\0\0\0\0\0\0"  # on, no seconds: closing resets
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.connection.close()
            return
        if path == "nonsense":
            self.wfile.write(b"\0\0\0 what\r\n\r\n")
            return
        status, to = {
            "gone": (410, None),
            "missing": (404, None),
            "broken": (500, None),
            "walled": (403, None),
            "moved": (301, "/fine"),
            "for-now": (302, "/fine"),
            "both": (301, "/for-now"),
            "to-nothing": (301, "/missing"),
            "round": (302, "/round"),
            "to-a-file": (301, "file:///etc/hostname"),
            "no-head": (404 if self.command == "HEAD" else 200, None),
        }.get(path, (200, None))
        self.send_response(status)
        if to:
            self.send_header("Location", to)
        self.send_header("Content-Length", "0" if status != 200 else "1000000000")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        pass


@pytest.fixture
def host() -> Iterator[Host]:
    server = Host()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.release.set()
    server.shutdown()
    server.server_close()
    thread.join()


def web(**changes: object) -> PoliteWeb:
    quick: dict[str, object] = {"pause_s": 0.0, "patience_s": 1.0, "private": True}
    return PoliteWeb("test (+https://letter.example)", **{**quick, **changes})  # type: ignore[arg-type]


def answer(host: Host, path: str) -> Answer:
    ((_, found),) = web().ask([f"{host.home}/{path}"])
    return found


def test_a_page_that_is_there_costs_one_request_and_no_body(host: Host) -> None:
    assert answer(host, "fine") == Answer(200)
    assert host.asked == [("HEAD", "/fine")]
    assert host.agents == {"test (+https://letter.example)"}


@pytest.mark.parametrize(("path", "status"), [("gone", 410), ("missing", 404)])
def test_a_dead_page_is_asked_twice_before_it_is_called_dead(
    host: Host, path: str, status: int
) -> None:
    assert answer(host, path) == Answer(status)
    assert host.asked == [("HEAD", f"/{path}"), ("GET", f"/{path}")]


def test_a_host_that_knows_no_head_is_asked_by_get_and_its_body_is_not_read(
    host: Host,
) -> None:
    assert answer(host, "no-head") == Answer(200)


@pytest.mark.parametrize(
    ("path", "expected"),
    [("moved", "/fine"), ("for-now", None), ("both", None)],
)
def test_only_moves_for_good_are_told(host: Host, path: str, expected: str | None) -> None:
    assert answer(host, path) == Answer(200, f"{host.home}{expected}" if expected else None)


def test_a_move_to_nothing_is_dead(host: Host) -> None:
    assert answer(host, "to-nothing").status == 404


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("broken", "it answered 500"),
        ("walled", "it answered 403"),
        ("reset", "the connection broke"),
        ("round", "it redirects without end"),
        ("to-a-file", "it leads to an address of another sort: file:///etc/hostname"),
    ],
)
def test_anything_else_is_no_answer_with_a_reason(host: Host, path: str, reason: str) -> None:
    assert answer(host, path) == Answer(None, None, reason)
    assert len(host.asked) <= 2 * (MOST_HOPS + 1)


def test_a_host_that_speaks_nonsense_is_no_answer(host: Host) -> None:
    found = answer(host, "nonsense")
    assert found.status is None
    assert found.reason


def test_a_slow_host_is_not_waited_for(host: Host) -> None:
    ((_, found),) = web(patience_s=0.2).ask([f"{host.home}/slow"])
    assert found == Answer(None, None, "it took too long")


def test_when_the_time_is_up_the_rest_is_not_asked(host: Host) -> None:
    urls = [f"{host.home}/slow", f"{host.home}/fine"]
    found = dict(web(patience_s=20.0, most_s=0.2).ask(urls))
    assert {each.reason for each in found.values()} == {"not asked: the time was up"}
    assert ("HEAD", "/fine") not in host.asked


def test_one_host_is_asked_one_thing_at_a_time_with_pauses(host: Host) -> None:
    urls = [f"{host.home}/{number}" for number in range(4)]
    started = time.monotonic()
    found = dict(web(pause_s=0.05).ask(urls))
    assert {each.status for each in found.values()} == {200}
    assert host.met is False
    assert time.monotonic() - started >= 0.15


def test_a_host_that_hangs_does_not_hold_up_another(host: Host) -> None:
    urls = [f"{host.home}/slow", f"http://localhost:{host.server_port}/fine"]
    first = next(iter(web(patience_s=10.0).ask(urls)))
    assert first == (urls[1], Answer(200))


@pytest.mark.parametrize(
    "name", ["127.0.0.1", "localhost", "10.0.0.1", "[::1]", "169.254.169.254"]
)
def test_a_private_address_is_never_asked(host: Host, name: str) -> None:
    ((_, found),) = web(private=False).ask([f"http://{name}:{host.server_port}/fine"])
    assert found == Answer(None, None, "its host is in a private network")
    assert host.asked == []


def test_letters_beyond_ascii_go_over_the_wire_encoded(host: Host) -> None:
    assert answer(host, "é/ü?q=ö").status == 200
    assert host.asked == [("HEAD", "/%C3%A9/%C3%BC?q=%C3%B6")]


def test_no_address_is_no_question() -> None:
    assert list(web().ask([])) == []
