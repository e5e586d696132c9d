"""Markdown tokens to HTML, with a tuple for each hole. No `style`, no script, no id alone."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from markdown_it.common.utils import escapeHtml, unescapeAll

Part = str | tuple[str, ...]

# Tokens that become a tag of their own name and nothing more.
_TAGS = frozenset(
    [
        "paragraph",
        "bullet_list",
        "list_item",
        "blockquote",
        "em",
        "strong",
        "table",
        "thead",
        "tbody",
        "tr",
    ]
)


def html_pieces(tokens: Sequence[Any], env: dict[str, Any]) -> list[Part]:
    """Return the HTML of a text, in parts."""
    return _Html(env).blocks(tokens)


class _Html:
    """One rendering: the names already given, and the depth of the headings so far."""

    def __init__(self, env: dict[str, Any]) -> None:
        self.names: dict[str, int] = {}
        self.levels: list[int] = []
        self.labels: dict[int, str] = {}
        listed = env.get("footnotes", {}).get("list", {})
        for number, data in listed.items():
            self.labels[number] = self._unique(f"fn-{_slug(data.get('label', ''))}")

    def _unique(self, name: str) -> str:
        seen = self.names.get(name, 0)
        self.names[name] = seen + 1
        return name if not seen else self._unique(f"{name}-{seen + 1}")

    def blocks(self, tokens: Sequence[Any]) -> list[Part]:
        parts: list[Part] = []
        number = 0
        while number < len(tokens):
            token = tokens[number]
            figure = _figure(tokens, number)
            if figure is not None:
                parts += self._figure(figure)
                number += 3
                continue
            if token.type == "heading_open":
                parts += self._heading(token, tokens[number + 1])
            else:
                parts += self.block(token)
            number += 1
        return parts

    def block(self, token: Any) -> list[Part]:
        if token.hidden:
            return []
        if token.type == "inline":
            return self.inline(token.children or ())
        name, _, side = token.type.rpartition("_")
        if name in _TAGS and side in ("open", "close"):
            slash = "/" if side == "close" else ""
            line = "\n" if token.block and side == "close" else ""
            before, after = _around(token.type)
            return [f"{before}<{slash}{token.tag}>{line}{after}"]
        rule = _BLOCKS.get(token.type)
        return rule(self, token) if rule else []

    def _heading(self, token: Any, inline: Any) -> list[Part]:
        level = int(token.tag[1])
        while self.levels and self.levels[-1] >= level:
            self.levels.pop()
        depth = len(self.levels)
        self.levels.append(level)
        words = "".join(child.content for child in inline.children or ())
        name = self._unique(_slug(words) or "section")
        token.meta = {"depth": str(depth)}
        return ["<h", ("level", str(depth)), ' id="', ("name", name), '">']

    def heading_close(self, _token: Any) -> list[Part]:
        return ["</h", ("level", str(len(self.levels) - 1)), ">\n"]

    def _figure(self, image: Any) -> list[Part]:
        title = str(image.attrGet("title") or "")
        caption: list[Part] = [f"<figcaption>{escapeHtml(title)}</figcaption>"] if title else []
        return ["<figure>", _image(image, ""), *caption, "</figure>\n"]

    def footnote_open(self, token: Any) -> list[Part]:
        return ['<li id="', ("name", self.labels[token.meta["id"]]), '">']

    def footnote_anchor(self, token: Any) -> list[Part]:
        name, number = self.labels[token.meta["id"]], token.meta["id"] + 1
        suffix = f"-{token.meta['subId'] + 1}" if token.meta["subId"] else ""
        return [
            ' <a class="back" href="#',
            ("target", f"{name}-call{suffix}"),
            f'" aria-label="Back to the call of footnote {number}{suffix}">↩</a>',
        ]

    def inline(self, tokens: Sequence[Any]) -> list[Part]:
        parts: list[Part] = []
        links: list[bool] = []
        for token in tokens:
            if token.type == "link_open":
                opened = _link(str(token.attrGet("href")), str(token.attrGet("title") or ""))
                links.append(bool(opened))
                parts += opened
            elif token.type == "link_close":
                parts += ["</a>"] if links.pop() else []
            elif token.type == "footnote_ref":
                parts += self._call(token)
            elif token.type == "brief_reference":
                parts.append(("ref", token.meta["target"], token.content))
            else:
                parts += _INLINE.get(token.type, _nothing)(token)
        return parts

    def _call(self, token: Any) -> list[Part]:
        name, number = self.labels[token.meta["id"]], token.meta["id"] + 1
        suffix = f"-{token.meta['subId'] + 1}" if token.meta["subId"] else ""
        return [
            '<sup class="call"><a href="#',
            ("target", name),
            '" id="',
            ("name", f"{name}-call{suffix}"),
            f'">{number}</a></sup>',
        ]


def _figure(tokens: Sequence[Any], number: int) -> Any:
    """Return the image of a paragraph that holds nothing else."""
    if tokens[number].type != "paragraph_open" or tokens[number].hidden:
        return None
    children: list[Any] = list(tokens[number + 1].children or ())
    return children[0] if [child.type for child in children] == ["image"] else None


def _link(href: str, title: str) -> list[Part]:
    shown = f' title="{escapeHtml(title)}"' if title else ""
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.\-]*):", href)
    if scheme and scheme[1].lower() in ("http", "https"):
        return [f'<a href="{escapeHtml(href)}"{shown} rel="noopener">']
    if scheme and scheme[1].lower() == "mailto":
        return [f'<a href="{escapeHtml(href)}"{shown}>']
    if scheme or href.startswith("//"):
        return []  # reported elsewhere; its text still shows
    if href.startswith("#"):
        return ['<a href="#', ("target", _slug(href[1:])), f'"{shown}>']
    return ['<a href="', ("href", href), f'"{shown}>']


def _image(token: Any, extra: str) -> Part:
    title = extra or str(token.attrGet("title") or "")
    alt = "".join(child.content for child in token.children or ())
    return ("image", str(token.attrGet("src")), alt, title)


def _fence(_html: _Html, token: Any) -> list[Part]:
    word = unescapeAll(token.info).strip().split(maxsplit=1)
    language = f' class="language-{_slug(word[0])}"' if word else ""
    return [f"<pre><code{language}>{escapeHtml(token.content)}</code></pre>\n"]


def _cell(_html: _Html, token: Any) -> list[Part]:
    scope = ' scope="col"' if token.tag == "th" else ""
    aligned = re.search(r"(left|right|center)", str(token.attrGet("style") or ""))
    kind = f' class="{aligned[1]}"' if aligned and aligned[1] != "left" else ""
    return [f"<{token.tag}{scope}{kind}>"]


def _ordered(_html: _Html, token: Any) -> list[Part]:
    start = token.attrGet("start")
    return [f'<ol start="{int(start)}">\n' if start is not None else "<ol>\n"]


def _text(text: str) -> Callable[[_Html, Any], list[Part]]:
    return lambda _html, _token: [text]


def _nothing(_token: Any) -> list[Part]:
    return []


def _escaped(token: Any) -> list[Part]:
    return [escapeHtml(token.content)]


def _marked(token: Any) -> list[Part]:
    return [f"<{'/' if token.nesting < 0 else ''}{token.tag}>"]


def _slug(text: str) -> str:
    words: list[str] = re.findall(r"[a-z0-9]+", text.lower())
    return "-".join(words)[:60].strip("-")


def _around(sort: str) -> tuple[str, str]:
    """Return what stands around a tag: a table scrolls in a region of its own."""
    if sort == "table_open":
        return '<div class="table" role="group" aria-label="Table" tabindex="0">', "\n"
    return ("", "</div>\n") if sort == "table_close" else ("", "")


_BLOCKS: dict[str, Callable[[_Html, Any], list[Part]]] = {
    "heading_close": _Html.heading_close,
    "ordered_list_open": _ordered,
    "ordered_list_close": _text("</ol>\n"),
    "hr": _text("<hr>\n"),
    "fence": _fence,
    "code_block": lambda _html, t: [f"<pre><code>{escapeHtml(t.content)}</code></pre>\n"],
    "th_open": _cell,
    "td_open": _cell,
    "th_close": _text("</th>"),
    "td_close": _text("</td>"),
    "footnote_block_open": _text('<ol class="footnotes">\n'),
    "footnote_block_close": _text("</ol>\n"),
    "footnote_open": _Html.footnote_open,
    "footnote_close": _text("</li>\n"),
    "footnote_anchor": _Html.footnote_anchor,
}

_INLINE: dict[str, Callable[[Any], list[Part]]] = {
    "text": _escaped,
    "text_special": _escaped,
    "html_inline": _escaped,
    "brief_undefined": _escaped,
    "softbreak": lambda _token: ["\n"],
    "hardbreak": lambda _token: ["<br>\n"],
    "code_inline": lambda token: [f"<code>{escapeHtml(token.content)}</code>"],
    "image": lambda token: [_image(token, "")],
    "em_open": _marked,
    "em_close": _marked,
    "strong_open": _marked,
    "strong_close": _marked,
}
