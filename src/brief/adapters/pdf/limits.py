"""How much one PDF may cost: size and depth of its HTML, time and memory of its worker."""

import contextlib
import resource
import signal
from collections.abc import Iterator
from html.parser import HTMLParser
from types import FrameType
from typing import NoReturn

# pdf.md, section 11. The repository's largest briefing has 0.19 MB, 20 levels and 38 pages.
MOST_BYTES = 2 * 1024 * 1024
MOST_LEVELS = 100
MOST_PAGES = 200

# Seconds of a processor. 200 pages take about 40 (0.2 s a page with long tables).
MOST_SECONDS = 300

# Address space, of which a worker uses a tenth: libraries map more than they touch.
MOST_MEMORY = 3 * 1024**3

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr")
)


class RefusedError(Exception):
    """A document is not set. Says why, in words that whoever wrote it can act on."""


def check_html(html: str) -> None:
    """Refuse print HTML that is too large, too deep, or draws from elsewhere.

    Raises:
        RefusedError: It is.
    """
    size = len(html.encode())
    if size > MOST_BYTES:
        raise RefusedError(
            f"its text has {size / 1e6:.1f} MB, and 2 MB are the most: split the issue"
        )
    depth = _Look()
    depth.feed(html)
    if depth.foreign is not None:
        raise RefusedError(f"a drawing uses what is not in the page: {depth.foreign[:80]}")
    if depth.most > MOST_LEVELS:
        raise RefusedError(
            f"its parts are nested {depth.most} deep, and {MOST_LEVELS} are the most"
        )


def check_pages(pages: int) -> None:
    """Refuse a document of too many pages.

    Raises:
        RefusedError: It has.
    """
    if pages > MOST_PAGES:
        message = f"it has {pages} pages, and {MOST_PAGES} are the most: split the issue"
        raise RefusedError(message)


@contextlib.contextmanager
def limited() -> Iterator[None]:
    """Bound the time and the memory of what is done inside.

    Raises:
        RefusedError: It took too long.
        MemoryError: It took too much.
    """
    before = signal.signal(signal.SIGPROF, _late)
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = MOST_MEMORY if hard == resource.RLIM_INFINITY else min(MOST_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
        signal.signal(signal.SIGPROF, before)


def _late(_number: int, _frame: FrameType | None) -> NoReturn:
    raise RefusedError(f"it took more than {MOST_SECONDS} s of a processor: split the issue")


class _Look(HTMLParser):
    """Counts how deep elements are nested, and finds drawings that use another file.

    The renderer leaves those out without a word, and without asking for the file.
    """

    def __init__(self) -> None:
        super().__init__()
        self._level = 0
        self.most = 0
        self.foreign: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go one level down."""
        if tag == "use":
            links = (value or "" for name, value in attrs if name in ("href", "xlink:href"))
            self.foreign = next((each for each in links if each[:1] != "#"), self.foreign)
        if tag not in _VOID:
            self._level += 1
            self.most = max(self.most, self._level)

    def handle_endtag(self, tag: str) -> None:
        """Go one level up."""
        if tag not in _VOID:
            self._level -= 1
