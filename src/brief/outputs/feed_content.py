"""Make a page's HTML fit for feed readers: nothing that runs, whole addresses, bare marks.

What it reads was rendered by our templates or a project's own, so tags are well-formed; what
authors wrote was escaped before.
"""

import re

# Source: the security checks of the W3C feed validator, `SecurityRisk`. Graphics inside the
# text go too: many readers show their parts as stray text, and words say the same.
_DROPPED = re.compile(
    r"<(script|style|iframe|object|form|svg|template|noscript|audio|video)\b.*?</\1\s*>|<!--.*?-->",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)((?:[^\"'<>]|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"([\w:-]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_REMOVED = frozenset(
    ("base", "button", "embed", "iframe", "input", "link", "meta", "script", "source", "style")
)
_KEPT = frozenset(
    (
        *("alt", "title", "lang", "dir", "datetime", "cite", "href", "src", "srcset"),
        *("width", "height", "start", "reversed", "value", "open"),
        *("colspan", "rowspan", "scope", "headers", "abbr"),
    )
)
_ADDRESSES = frozenset(("href", "src", "cite"))
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SCHEMES = frozenset(("http", "https", "mailto"))
_SPACE = re.compile(r"\n\s*\n+")


def for_readers(html: str, *, page: str, origin: str) -> str:
    """Return HTML for a feed. `page` is where it stands; `origin` the site's scheme and host.

    Addresses become whole, since a feed reader knows no base; an anchor becomes the page's.
    """

    def tag(found: re.Match[str]) -> str:
        closing, name, rest = found[1], found[2].lower(), found[3]
        if name in _REMOVED:
            return ""
        if closing:
            return f"</{name}>"
        kept = (_attribute(each, page, origin) for each in _ATTRIBUTE.finditer(rest))
        return f"<{name}{''.join(kept)}>"

    return _SPACE.sub("\n", _TAG.sub(tag, _DROPPED.sub("", html))).strip()


def _attribute(found: re.Match[str], page: str, origin: str) -> str:
    name = found[1].lower()
    if name not in _KEPT:
        return ""
    if found[2] is None:
        return f' {name}=""'
    value = found[2]
    value = value[1:-1] if value[0] in "\"'" else value
    if name in _ADDRESSES:
        whole = _whole(value, page, origin)
        return f' {name}="{whole}"' if whole else ""
    if name == "srcset":
        value = ", ".join(_candidate(each, page, origin) for each in value.split(","))
    return f' {name}="{value.replace(chr(34), "&quot;")}"'


def _candidate(text: str, page: str, origin: str) -> str:
    address, _, size = text.strip().partition(" ")
    return " ".join(filter(None, (_whole(address, page, origin), size)))


def _whole(address: str, page: str, origin: str) -> str | None:
    scheme = _SCHEME.match(address)
    if scheme:
        return address if scheme[1].lower() in _SCHEMES else None
    if address.startswith("//"):
        return f"https:{address}"
    if address.startswith("/"):
        return origin + address
    return page + address
