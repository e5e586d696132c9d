"""The Markdown of brief: CommonMark, tables, footnotes, `[[references]]`, smart quotes.

Each rule notes where it matched, so that a later complaint can point at line and column.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote import footnote_plugin

# Opening and closing quotes, double then single, by language.
# Source: Unicode CLDR 46, `delimiters` of each language.
QUOTES = {
    "cs": "„“‚‘",
    "da": "“”‘’",
    "de": "„“‚‘",
    "es": "«»“”",
    "fi": "””’’",
    "fr": ["«\u00a0", "\u00a0»", "‹\u00a0", "\u00a0›"],
    "it": "«»“”",
    "nl": "‘’“”",
    "no": "«»‘’",
    "pl": "„”«»",
    "pt": "“”‘’",
    "ru": "«»„“",
    "sv": "””’’",
    "uk": "«»„“",
}
ENGLISH_QUOTES = "“”‘’"

# Quotes within lists within quotes: no text needs more, and each level is a call in Python.
MOST_LEVELS = 20

# `[[id]]`, `[[family:id#part|text]]`; what stands inside is vetted later, against the library.
REFERENCE = re.compile(r"\[\[([^\[\]\n|]*)(?:\|([^\[\]]+))?\]\](?!\()")
FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\](?!:)")
LINK_LABEL = re.compile(r"\[[^\[\]\n]+\]\[([^\[\]\n]+)\]")


@cache
def parser(language: str) -> MarkdownIt:
    """Return the parser for a language, which decides the form of quotes."""
    quotes = QUOTES.get(language.split("-", maxsplit=1)[0].lower(), ENGLISH_QUOTES)
    options = {
        "html": False,
        "typographer": True,
        "quotes": quotes,
        # One more than we read: what lies deeper is dropped, so reaching it is reported.
        "maxNesting": MOST_LEVELS + 1,
    }
    markdown = MarkdownIt("commonmark", options).enable(["table", "smartquotes"])
    # Every scheme parses as a link, so that a forbidden one is reported and not shown as text.
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    markdown.use(footnote_plugin, inline=False)
    blocks = {rule.name: rule for rule in markdown.block.ruler.__rules__}
    define = blocks["footnote_def"]
    markdown.block.ruler.at("footnote_def", _outermost(define.fn), {"alt": define.alt})
    rules = {rule.name: rule.fn for rule in markdown.inline.ruler.__rules__}
    for name in ("link", "image", "autolink", "footnote_ref"):
        markdown.inline.ruler.at(name, _placed(rules[name]))
    markdown.inline.ruler.before("link", "reference", _reference)
    markdown.inline.ruler.after("footnote_ref", "undefined", _undefined)
    return markdown


def _outermost(rule: Callable[..., bool]) -> Callable[..., bool]:
    """Wrap the rule that defines footnotes so that none is defined inside another.

    The plugin moves definitions to the end by a flat scan, which tears nested ones apart.
    """

    def outermost(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's form
        if silent:  # a definition still ends the paragraph of the one before it
            return rule(state, start, end, silent)
        if state.env.get("in_footnote"):
            return False
        state.env["in_footnote"] = True
        try:
            return rule(state, start, end, silent)
        finally:
            state.env["in_footnote"] = False

    return outermost


def _placed(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """Wrap a rule so that the token it makes first knows its stretch of the text."""

    def placed(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's form
        start, made = state.pos, len(state.tokens)
        matched = rule(state, silent)
        if matched and not silent and len(state.tokens) > made:
            # Pending text becomes a token of its own before the rule's.
            kinds = ("link_open", "image", "footnote_ref")
            new = (token for token in state.tokens[made:] if token.type in kinds)
            token = next(new, None)
            if token is not None:
                token.meta = {**token.meta, "start": start, "end": state.pos}
        return matched

    return placed


def _reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's form
    found = REFERENCE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("brief_reference", "", 0)
        # The text of a reference may run over a line end, like any other text.
        token.content = " ".join((found[2] or "").split())
        token.meta = {"target": found[1].strip(), "start": state.pos, "end": found.end()}
    state.pos = found.end()
    return True


def _undefined(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's form
    """Report `[^x]` and `[text][x]` that nothing defines; they stay in the text as they are."""
    footnote = FOOTNOTE.match(state.src, state.pos, state.posMax)
    link = None if footnote else LINK_LABEL.match(state.src, state.pos, state.posMax)
    if footnote is None and link is None:
        return False
    found = footnote or link
    assert found is not None  # one of the two matched
    if not silent:
        token = state.push("brief_undefined", "", 0)
        token.content = found.group()
        sort = "footnote" if footnote else "label"
        token.meta = {
            "undefined": sort,
            "name": found[1],
            "start": state.pos,
            "end": found.end(),
        }
    state.pos = found.end()
    return True


def parsed(text: str, language: str, *, inline: bool) -> tuple[list[Any], dict[str, Any]]:
    """Return the tokens of a text and what the parse left behind: footnotes and labels."""
    env: dict[str, Any] = {}
    markdown = parser(language)
    return (markdown.parseInline(text, env) if inline else markdown.parse(text, env)), env


@cache
def _titles(language: str) -> MarkdownIt:
    quotes = QUOTES.get(language.split("-", maxsplit=1)[0].lower(), ENGLISH_QUOTES)
    return MarkdownIt("zero", {"typographer": True, "quotes": quotes}).enable("smartquotes")


def typographic(title: str, language: str) -> str:
    """Return a title with the quotes and apostrophes of its language, and no other Markdown."""
    if "'" not in title and '"' not in title:
        return title
    tokens = _titles(language).parseInline(title)
    return "".join(child.content for child in tokens[0].children or ())
