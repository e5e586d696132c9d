"""Markdown tokens to plain text, with a tuple for each hole; for mail, feeds, descriptions."""

from collections.abc import Sequence
from typing import Any

Part = str | tuple[str, ...]

_TEXT = frozenset(("text", "text_special", "code_inline", "html_inline", "brief_undefined"))
_LIST_OPENS = frozenset(("bullet_list_open", "ordered_list_open"))
_LIST_CLOSES = frozenset(("bullet_list_close", "ordered_list_close"))
_LABELLED = frozenset(("list_item_open", "footnote_open"))
_HOLDS_TEXT = frozenset(("inline", "fence", "code_block"))
_CELL_CLOSES = frozenset(("th_close", "td_close"))
_LINE_CLOSES = frozenset(("paragraph_close", "heading_close", "tr_close", "table_close"))


def plain_pieces(tokens: Sequence[Any]) -> list[Part]:
    """Return the plain text, in parts: a line for each paragraph, a blank line between."""
    parts: list[Part] = []
    lists: list[int | None] = []
    label = ""
    for token in tokens:
        if token.type in _LIST_OPENS:
            lists.append(_first_number(token))
        elif token.type in _LIST_CLOSES:
            lists.pop()
            # A list that stands close still ends a paragraph.
            parts += ["\n"] if not lists and parts[-1:] == ["\n"] else []
        elif token.type in _LABELLED:
            label = _label(token, lists, before=label)
        elif token.type in _HOLDS_TEXT:
            parts += [label, *_texts(token)]
            label = ""
        else:
            parts += _closing(token, in_list=bool(lists))
    return _without_end(parts)


def _first_number(token: Any) -> int | None:
    """Return where a list begins to count; nothing where it has bullets."""
    return int(token.attrGet("start") or 1) if token.type == "ordered_list_open" else None


def _label(token: Any, lists: list[int | None], *, before: str) -> str:
    """Return what stands before the text of an item or a footnote; an item is counted."""
    if token.type == "footnote_open":
        return f"[{token.meta['id'] + 1}] "
    # The number of a footnote that begins with a list stands before its first item.
    return (before if before.startswith("[") else "") + _item(lists)


def _texts(token: Any) -> list[Part]:
    if token.type == "inline":
        return _inline(token.children or ())
    return [token.content.rstrip("\n"), "\n\n"]


def _closing(token: Any, *, in_list: bool) -> list[Part]:
    """Return what comes after a rule, a cell, a row or a paragraph; tight lines stand close."""
    if token.type == "hr":
        return ["* * *\n\n"]
    if token.type in _CELL_CLOSES:
        return ["  "]
    if token.type in _LINE_CLOSES:
        tight = token.type == "tr_close" or (token.hidden and in_list)
        return ["\n" if tight else "\n\n"]
    return []


def _without_end(parts: list[Part]) -> list[Part]:
    """Return parts without the white space that ends them; a hole counts as text."""
    kept = list(parts)
    while kept and isinstance(kept[-1], str) and not kept[-1].strip():
        kept.pop()
    if kept and isinstance(kept[-1], str):
        kept[-1] = kept[-1].rstrip()
    return kept


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
