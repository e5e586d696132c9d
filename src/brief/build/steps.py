"""Slow pure functions with keys: all that a step sees is in its key, so results can be kept."""

import json
from collections.abc import Mapping, Sequence

from brief.build.step import Perform, Step, Work
from brief.diagnostics.model import Diagnostic, Span
from brief.library.read import read_text
from brief.schema.layout import family_of
from brief.text import markdown, tree
from brief.text.yaml import Reading


def read_step(path: str, content: bytes) -> Step:
    """Plan the reading of one file."""
    return Step("read", (("path", path.encode()), ("content", content)))


def markdown_step(text: str, language: str, *, inline: bool) -> Step:
    """Plan the rendering of one text."""
    options = json.dumps({"inline": inline, "language": language}, sort_keys=True)
    return Step("markdown", (("text", text.encode()), ("options", options.encode())))


def figure_step(
    source: str,
    options: Mapping[str, str],
    fonts: str,
    toolchain: Mapping[str, str],
    place: str = "",
) -> Step:
    """Plan the drawing of one picture: a chart in Vega-Lite, or SVG, to SVG or PNG.

    `fonts` is the digest of those that the worker holds; one with others refuses the work.
    """
    parts = [(f"option {name}", value.encode()) for name, value in options.items()]
    parts += [(f"tool {name}", value.encode()) for name, value in toolchain.items()]
    own = (("source", source.encode()), ("fonts", fonts.encode()))
    return Step("figure", (*own, *parts), place)


def pdf_step(
    html: str,
    assets: Mapping[str, tuple[str, bytes]],
    options: Mapping[str, str],
    toolchain: Mapping[str, str],
    attachments: Mapping[str, tuple[str, bytes]] | None = None,
) -> Step:
    """Plan the setting of one PDF: its HTML, all it may look at, and what sets it.

    `attachments` are files that it carries, by name: description and content.
    """
    parts = [(f"asset {kind} {name}", content) for name, (kind, content) in assets.items()]
    parts += [(f"option {name}", value.encode()) for name, value in options.items()]
    parts += [(f"tool {name}", value.encode()) for name, value in toolchain.items()]
    for name, (description, content) in (attachments or {}).items():
        parts += [(f"attachment {name}", content)]
        parts += [(f"attached-as {name}", description.encode())]
    return Step("pdf", (("html", html.encode()), *parts))


def search_step(pages: Mapping[str, bytes], indexer: str) -> Step:
    """Plan the index of pages: what is searched of each, and what indexes them."""
    parts = [(f"page {path}", content) for path, content in pages.items()]
    return Step("search", (("indexer", indexer.encode()), *parts), "the index")


def do_read(step: Step) -> bytes:
    """Read a file; the result is the tree and the problems as JSON."""
    path = step["path"].decode()
    reading = read_text(path, step["content"], family_of(path))
    packed = None if reading.tree is None else json.loads(tree.to_json(reading.tree))
    problems = [[list(d.span[1:]), d.code, d.message, d.hint] for d in reading.problems]
    return json.dumps([packed, problems], ensure_ascii=False).encode()


def reading(path: str, result: bytes) -> Reading:
    """Return what `do_read` found."""
    packed, problems = json.loads(result)
    found = tree.from_json(packed) if packed is not None else None
    assert found is None or isinstance(found, tree.Fields)  # do_read wrote a mapping
    diagnostics = (
        Diagnostic(Span(path, *place), code, message, hint)
        for place, code, message, hint in problems
    )
    return Reading(found, tuple(diagnostics))


def do_markdown(step: Step) -> bytes:
    """Render a text; the result is pieces with holes as JSON."""
    options = json.loads(step["options"])
    text = step["text"].decode()
    done = markdown.render_markdown(text, options["language"], inline=options["inline"])
    return markdown.to_json(done).encode()


def rendered(result: bytes) -> markdown.Markdown:
    """Return what `do_markdown` made."""
    return markdown.from_json(json.loads(result))


PURE: Mapping[str, Work] = {"read": do_read, "markdown": do_markdown}
"""The steps that need nothing but the core. Adapters add theirs."""


def in_place(work: Mapping[str, Work]) -> Perform:
    """Return a `Perform` that computes every step here and now."""

    def perform(steps: Sequence[Step]) -> Sequence[bytes]:
        return [work[step.name](step) for step in steps]

    return perform
