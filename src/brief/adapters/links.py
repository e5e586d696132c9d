"""Ask addresses on the web whether they are there: politely, within bounds, reading no bodies.

Requests go through `urllib`, which honours the proxies of the machine. One host gets one
request at a time with a pause between two; several hosts are asked at once.
"""

import http.client
import ipaddress
import queue
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin, urlsplit

from brief.app.ports import Answer

_FOR_GOOD = frozenset((301, 308))
_MOVED = _FOR_GOOD | {302, 303, 307}
_UNKNOWN_FROM = 400

# As many hops as curl follows by default would be 50; a page that is there needs few.
MOST_HOPS = 5


class _Stay(urllib.request.HTTPRedirectHandler):
    """Leaves redirects to us: each hop is looked at before it is taken."""

    def redirect_request(self, *_args: object, **_kwargs: object) -> None:
        """Take none."""


@dataclass(frozen=True)
class PoliteWeb:
    """The web, asked by HEAD, and by GET where HEAD finds fault.

    `agent` names us to hosts. `pause_s` passes between two requests to one host, no request
    waits longer than `patience_s`, and after `most_s` the rest stays unasked. Private addresses
    are refused unless `private`: a note must not make a machine knock at its neighbours.
    """

    agent: str
    pause_s: float = 1.0
    patience_s: float = 10.0
    most_s: float = 300.0
    hosts_at_once: int = 8
    private: bool = False
    _opener: urllib.request.OpenerDirector = field(
        default_factory=lambda: urllib.request.build_opener(_Stay)
    )

    def ask(self, urls: Sequence[str]) -> Iterator[tuple[str, Answer]]:
        """Yield each address with its answer, as they come."""
        hosts: dict[str, list[str]] = {}
        for url in urls:
            hosts.setdefault(urlsplit(url).netloc.lower(), []).append(url)
        waiting: queue.SimpleQueue[list[str]] = queue.SimpleQueue()
        for found in hosts.values():
            waiting.put(found)
        answers: queue.SimpleQueue[tuple[str, Answer]] = queue.SimpleQueue()
        end = time.monotonic() + self.most_s
        for _ in range(min(self.hosts_at_once, len(hosts))):
            # A thread of a host that never ends must not hold up the end of the program.
            threading.Thread(
                target=self._work, args=(waiting, answers, end), daemon=True
            ).start()
        left = dict.fromkeys(urls)
        while left and (rest := end - time.monotonic()) > 0:
            try:
                url, answer = answers.get(timeout=rest)
            except queue.Empty:
                break
            del left[url]
            yield url, answer
        for url in left:
            yield url, Answer(None, None, "not asked: the time was up")

    def _work(
        self,
        waiting: "queue.SimpleQueue[list[str]]",
        answers: "queue.SimpleQueue[tuple[str, Answer]]",
        end: float,
    ) -> None:
        while time.monotonic() < end:
            try:
                urls = waiting.get_nowait()
            except queue.Empty:
                return
            for number, url in enumerate(urls):
                if number:
                    time.sleep(self.pause_s)
                if time.monotonic() >= end:
                    return
                answers.put((url, self._answer(url)))

    def _answer(self, url: str) -> Answer:
        try:
            status, last, for_good = self._followed("HEAD", url)
            if status >= _UNKNOWN_FROM:
                # Many hosts answer HEAD with an error, 404 included, and GET with the page.
                time.sleep(self.pause_s)
                status, last, for_good = self._followed("GET", url)
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Answer(None, None, _reason(error))
        if status in (404, 410) or status < _UNKNOWN_FROM:
            return Answer(status, last if for_good and last != url else None)
        return Answer(None, None, f"it answered {status}")

    def _followed(self, method: str, url: str) -> tuple[int, str, bool]:
        """Return the last status, the last address, and whether every move was for good."""
        for_good = True
        for hop in range(MOST_HOPS + 1):
            if hop:
                time.sleep(self.pause_s)
            status, to = self._request(method, url)
            if status not in _MOVED or to is None:
                return status, url, for_good
            for_good = for_good and status in _FOR_GOOD
            url = urljoin(url, to)
        raise ValueError("it redirects without end")

    def _request(self, method: str, url: str) -> tuple[int, str | None]:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"it leads to an address of another sort: {url[:80]}")
        if not self.private:
            _refuse_private(parts.hostname)
        request = urllib.request.Request(  # noqa: S310 - http and https alone come here
            _ascii(url), method=method, headers={"User-Agent": self.agent, "Accept": "*/*"}
        )
        try:
            with self._opener.open(request, timeout=self.patience_s) as response:
                return response.status, None
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers.get("Location")


def _ascii(url: str) -> str:
    """Return an address as it goes over the wire: without letters beyond ASCII."""
    parts = urlsplit(url)
    host = parts.netloc.encode("idna").decode()
    path = quote(parts.path, safe="%/:=&~+!$,;'@()*")
    query = quote(parts.query, safe="%/:=&~+!$,;'@()*?")
    return parts._replace(netloc=host, path=path, query=query).geturl()


def _refuse_private(host: str) -> None:
    """Raise for a host in a private network.

    A name that this machine cannot resolve passes: a proxy may know it.
    """
    try:
        found: Iterable[str] = {str(row[4][0]) for row in socket.getaddrinfo(host, None)}
    except socket.gaierror:
        return
    if not all(ipaddress.ip_address(each.partition("%")[0]).is_global for each in found):
        raise ValueError("its host is in a private network")


def _reason(error: Exception) -> str:
    """Return why there was no answer, in a few words."""
    cause = getattr(error, "reason", error)
    if isinstance(cause, TimeoutError):
        return "it took too long"
    if isinstance(cause, socket.gaierror):
        return "its host is not known"
    if isinstance(cause, ConnectionError):
        return "the connection broke"
    return str(cause)[:100] or type(error).__name__
