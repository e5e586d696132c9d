"""PDFs without a renderer: small ones by hand, and an executor that stands in for it."""

import hashlib
import io
from collections.abc import Iterable, Sequence
from datetime import datetime

import pikepdf
from pikepdf import Dictionary, Name, Stream

from brief.app.build import Built, build
from brief.app.perform import Performer
from brief.app.ports import Executor
from brief.build.step import Step
from support.compiling import AT
from support.fakes import FAKED, MemoryCache, MemoryFiles, Silence

KEYWORDS = "issue:first, edition:public, briefing:issue, build:0123456789ab"
TOOLS = {"renderer": "none"}


def by_hand(pages: int = 2, *, keywords: str = KEYWORDS) -> bytes:
    """Return a PDF with a rule on each page, in coordinates it never takes back."""
    with pikepdf.new() as document:
        for _ in range(pages):
            page = document.add_blank_page(page_size=(595, 842))
            page.obj[Name.Contents] = Stream(document, b"1 0 0 -1 0 842 cm 72 72 400 2 re f")
            page.obj[Name.Resources] = Dictionary()
        if keywords:
            document.docinfo[Name.Keywords] = keywords
        written = io.BytesIO()
        document.save(written, deterministic_id=True)
    return written.getvalue()


class Press:
    """Answers every step: print with the digest of all its ingredients, the rest as usual."""

    def run(self, steps: Sequence[Step]) -> Iterable[tuple[int, bytes]]:
        """Yield results in order."""
        for position, step in enumerate(steps):
            if step.name == "pdf":
                seen = hashlib.sha256(repr(step.ingredients).encode()).hexdigest()
                yield position, b"%PDF " + seen.encode()
            else:
                yield position, FAKED[step.name](step)


def performer() -> Performer:
    """Return a performer that prints without a renderer."""

    def executors(_name: str) -> Executor:
        return Press()

    return Performer(MemoryCache(), executors, Silence())


def pressed(files: MemoryFiles, at: datetime = AT) -> Built:
    """Build a project with its PDFs, as stand-ins."""
    return build(files, performer(), at, TOOLS, pdf=True, drafts=False)
