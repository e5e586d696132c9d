"""Styles into the elements they are for, by css-inline: no file is read, nothing is fetched."""

import re
from collections.abc import Sequence

import css_inline

# The charset comes first: some programs stop looking for it after a while.
_CHARSET = re.compile(r'<meta charset="utf-8">\s*')

_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_CLASS = re.compile(r' class="([^"]*)"')
_STYLE = re.compile(r' style="([^"]*)"')


def inlined(html: str, *, kept: frozenset[str]) -> str:
    """Return a page with the styles of its sheets in its elements.

    Rules under `@media` stay where they are, with the classes in `kept`, which they name; all
    other classes have done their work and go.
    """
    made = _inliner().inline(html)
    made = _CHARSET.sub("", made, count=1)
    made = made.replace("<head>", '<head><meta charset="utf-8">', 1)
    return _lighter(made, kept)


def inlined_parts(parts: Sequence[str], css: str, *, kept: frozenset[str]) -> list[str]:
    """Return parts of a page with the styles of a sheet in their elements, to be measured."""
    made = _inliner().inline_many_fragments(list(parts), [css] * len(parts))
    return [_lighter(each, kept) for each in made]


def _inliner() -> css_inline.CSSInliner:
    # Without the first, a sheet at an address would be fetched.
    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)


def _lighter(html: str, kept: frozenset[str]) -> str:
    """Return HTML without classes that nothing names, and with styles in their short form."""

    def classes(found: re.Match[str]) -> str:
        named = " ".join(each for each in found[1].split() if each in kept)
        return f' class="{named}"' if named else ""

    def style(found: re.Match[str]) -> str:
        return f' style="{found[1].replace(": ", ":").replace("; ", ";").rstrip(";")}"'

    def tag(found: re.Match[str]) -> str:
        return _STYLE.sub(style, _CLASS.sub(classes, found[0]))

    return _TAG.sub(tag, html)
