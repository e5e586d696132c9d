"""Sites as readers get them: built by the command, once, into a folder of their own."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from support.command import run, tree, write
from support.hard import hard, hard_from_right
from support.html import Page, page
from support.once import made_once
from support.page_types import type_of
from support.projects import NOW, our_own
from support.serving import served

SITES = ("own", "hard", "arabic")


@dataclass(frozen=True)
class Site:
    """A built site."""

    name: str
    folder: Path

    @cached_property
    def url(self) -> str:
        """Its public address, with a slash at its end."""
        return self.pages["index.html"].canonical

    @property
    def base(self) -> str:
        """The path below which it stands."""
        return urlsplit(self.url).path

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        return tree(self.folder)

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """Its pages by file."""
        return {
            path: page(content.decode())
            for path, content in self.files.items()
            if path.endswith(".html")
        }

    def heaviest(self, page_type: str) -> str:
        """Return the address, below the home page, of the heaviest page of a type."""
        found = [path for path in self.pages if type_of(path) == page_type]
        return max(found, key=lambda path: len(self.files[path])).removesuffix("index.html")


class Sites:
    """Sites by name, each built and served when it is first asked for; served."""

    def __init__(self, top: Path, stack: ExitStack) -> None:
        self._top, self._stack = top, stack
        self._built: dict[str, Site] = {}
        self._served: dict[str, str] = {}

    def __getitem__(self, name: str) -> Site:
        if name not in self._built:
            self._built[name] = built(name, self._top)
        return self._built[name]

    def address(self, name: str) -> str:
        """Return where a site is served, with a slash at its end."""
        if name not in self._served:
            site = self[name]
            self._served[name] = self._stack.enter_context(served(site.folder, site.base))
        return self._served[name]


def built(name: str, top: Path) -> Site:
    """Build a site below a folder that all processes of a run share; the first one does it."""

    def make(root: Path) -> None:
        write(root, _files(name))
        done = run("build", "--no-pdf", cwd=root, env=NOW)
        assert done.returncode == 0, done.stderr

    root = made_once(top, name, make)
    return Site(name, root / "site")


def _files(name: str) -> Mapping[str, str | bytes]:
    if name == "own":
        return our_own()
    return hard() if name == "hard" else hard_from_right()
