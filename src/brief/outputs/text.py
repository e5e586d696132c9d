"""An issue as plain text: for mail, for terminals, for those who file it."""

import re
import textwrap

from brief.library.model import Entry
from brief.outputs.home import IssuePage, issue_page
from brief.outputs.scene import Scene

# Lines of mail: RFC 3676 asks for 78 at most, quoting needs room.
WIDTH = 72


def plain_text(scene: Scene, entry: Entry) -> str:
    """Return an issue as plain text in lines of at most 72 columns, addresses left whole."""
    page: IssuePage = issue_page(scene, entry, medium="text", pdf=None, position=0)
    views = {"page": page, "title": scene.settings.title, "edition": scene.edition.name}
    text = str(scene.templates.render("edition.txt", f"issue `{entry.id}`", **views))
    return wrapped(text)


def wrapped(text: str) -> str:
    """Wrap the paragraphs of a text."""
    lines = []
    for line in re.sub(r"\n{3,}", "\n\n", text.strip()).split("\n"):
        margin = re.match(r"\s*(?:[-*] |\[\d+\] |\d+\. )?", line)
        assert margin is not None  # the pattern matches anything
        indent = " " * len(margin.group())
        lines += textwrap.wrap(
            line,
            WIDTH,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
    return "\n".join(lines) + "\n"
