"""Markdown tokens to plain text, with a tuple for each hole: mail, feeds and descriptions read it."""

from collections.abc import Sequence
from typing import Any

Part = str | tuple[str, ...]

_TEXT = frozenset(("text", "text_special", "code_inline", "html_inline", "brief_undefined"))


def plain_pieces(tokens: Sequence[Any]) -> list[Part]:
    """Return the plain text, in parts. Paragraphs are one line each, with a blank line between."""
    parts: list[Part] = []
    lists: list[int | None] = []
    label = ""
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            start = token.attrGet("start")
            lists.append(int(start or 1) if token.type == "ordered_list_open" else None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
            # A list that stands close still ends a paragraph.
            parts += ["\n"] if not lists and parts[-1:] == ["\n"] else []
        elif token.type == "list_item_open":
            # The number of a footnote that begins with a list stands before its first item.
            label = (label if label.startswith("[") else "") + _item(lists)
        elif token.type == "footnote_open":
            label = f"[{token.meta['id'] + 1}] "
        elif token.type == "inline":
            parts += [label, *_inline(token.children or ())]
            label = ""
        elif token.type in ("fence", "code_block"):
            parts += [label, token.content.rstrip("\n"), "\n\n"]
            label = ""
        elif token.type == "hr":
            parts.append("* * *\n\n")
        elif token.type in ("th_close", "td_close"):
            parts.append("  ")
        elif token.type in ("paragraph_close", "heading_close", "tr_close", "table_close"):
            tight = token.type == "tr_close" or (token.hidden and lists)
            parts.append("\n" if tight else "\n\n")
    while parts and isinstance(parts[-1], str) and not parts[-1].strip():
        parts.pop()
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip()
    return parts


def _item(lists: list[int | None]) -> str:
    margin = "  " * (len(lists) - 1)
    number = lists[-1]
    if number is None:
        return f"{margin}- "
    lists[-1] = number + 1
    return f"{margin}{number}. "


def _inline(tokens: Sequence[Any]) -> list[Part]:
    parts: list[Part] = []
    links: list[str] = []
    for token in tokens:
        if token.type in _TEXT:
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" " if token.type == "softbreak" else "\n")
        elif token.type == "link_open":
            links.append(str(token.attrGet("href")))
        elif token.type == "link_close":
            parts += _address(links.pop(), parts)
        elif token.type == "image":
            alt = "".join(child.content for child in token.children or ())
            parts.append(f"[{alt}]")
        elif token.type == "footnote_ref":
            parts.append(f"[{token.meta['id'] + 1}]")
        elif token.type == "brief_reference":
            parts.append(("ref", token.meta["target"], token.content))
    return parts


def _address(href: str, before: list[Part]) -> list[Part]:
    """Put the address behind the text of a link, unless the text is the address."""
    if href.startswith("#") or (before and before[-1] in (href, href.removeprefix("mailto:"))):
        return []
    if href.lower().startswith(("http://", "https://", "mailto:")):
        return [f" ({href})"]
    return [" (", ("href", href), ")"]
