"""What a preview can show at any moment: of each file the last that was good, and how fresh."""

from dataclasses import dataclass, field
from typing import NamedTuple

from brief.app.mailed import HTML
from brief.app.preview import (
    Whole,
    base_of,
    diagnostics_of,
    is_broken,
    key_of,
    warnings_of,
)
from brief.app.served import digest
from brief.build.compile import Compilation
from brief.diagnostics.model import Diagnostic
from brief.library.model import Library
from brief.outputs.artefact import File


class Document(NamedTuple):
    """A PDF or a mail that can be looked at, and what tells it from an older one."""

    path: str
    key: str


@dataclass(slots=True)
class Shelf:
    """Files by path below `site/` and `editions/`. Each save makes a new `version`."""

    version: int = 1
    whole_version: int = 0
    """The version that everything was last compiled from without an error; 0 for none."""
    base: str | None = None
    """The path under which the site stands; nothing before anything was compiled."""
    diagnostics: tuple[Diagnostic, ...] = ()
    broken: bool = False
    """Whether the present version has nothing to show, and the last good one is kept."""
    library: Library | None = None
    _whole: dict[str, File] = field(default_factory=dict)
    _glances: dict[str, File | None] = field(default_factory=dict)
    """What glances found since, nothing where a page is gone."""
    _made: dict[str, int] = field(default_factory=dict)
    _thorough: tuple[Diagnostic, ...] = ()
    _untold: set[str] = field(default_factory=set)

    def saved(self) -> None:
        """Begin a version: something in the project changed."""
        self.version += 1

    def get(self, path: str) -> File | None:
        """Return a file of a tree as last seen without an error."""
        return self._glances[path] if path in self._glances else self._whole.get(path)

    def is_fresh(self, page: str) -> bool:
        """Tell whether a page of the site is as the present version has it, or was tried."""
        made = self._made.get(page, 0)
        return self.version in (self.whole_version, made)

    def documents(self) -> tuple[Document, ...]:
        """Return the PDFs there are, in order of path."""
        found = ((path, key_of(file)) for path, file in self._whole.items())
        return tuple(sorted(Document(path, key) for path, key in found if key))

    def mails(self) -> tuple[Document, ...]:
        """Return the mails there are, by the path of their HTML part, in order."""
        found = (
            Document(path, digest(file.content))
            for path, file in self._whole.items()
            if path.endswith(HTML)
        )
        return tuple(sorted(found))

    def glanced(self, version: int, pages: frozenset[str], done: Compilation) -> None:
        """Take what a glance at some pages gave, begun at a version."""
        self._made |= dict.fromkeys(pages, version)
        if is_broken(done):
            self.broken = True
            self.diagnostics = diagnostics_of(done)
            return
        if self.broken:
            # Its errors are mended; what the whole has to say comes soon.
            self.broken = False
            self.diagnostics = warnings_of(self._thorough)
        self.base = base_of(done)
        self.library = done.library
        self._glances |= {f"site/{path}": file for path, file in done.site.items()}
        for page in pages:
            if page not in done.site:
                self._glances[f"site/{page}"] = None

    def adopt(self, version: int, whole: Whole) -> tuple[str, ...] | None:
        """Take a compilation of everything, begun at a version.

        Return the pages that differ from the last one; nothing if there is a newer version.
        """
        self._whole |= whole.changed
        for path in whole.gone:
            self._whole.pop(path, None)
        self._untold.update(path for path in (*whole.changed, *whole.gone) if _is_page(path))
        if version != self.version:
            return None
        self._thorough = self.diagnostics = whole.diagnostics
        if not whole.broken:
            self._glances.clear()
            self._made.clear()
            self.whole_version = version
            self.base = whole.base
            self.broken = False
        elif not self._whole and not self._glances:
            self.broken = True
        told, self._untold = tuple(sorted(self._untold)), set()
        return told


def _is_page(path: str) -> bool:
    return path.startswith("site/") and path.endswith(".html")
