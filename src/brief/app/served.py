"""The served copy of a page: one script more, and a policy that lets it run."""

import hashlib
import re
from html import escape, unescape

HOME = "/_brief/"

_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)')
_REFRESH = re.compile(r'(<meta http-equiv="refresh" content="0; ?url=)https?://[^/"]+')
_HEAD = re.compile(r"</head>", re.IGNORECASE)

# What the script needs, and the sources that a page already allows for it.
_NEEDED = ("script-src", "style-src", "connect-src")


def digest(content: bytes) -> str:
    """Return what tells a page from another version of it."""
    return hashlib.sha256(content).hexdigest()[:16]


def allowing(policy: str) -> str:
    """Return a content security policy that lets a script of the same host run and listen.

    Nothing else is loosened, and a source is added only where it is missing.
    """
    rules: dict[str, list[str]] = {}
    for rule in policy.split(";"):
        name, *sources = rule.split() or [""]
        if name:
            rules.setdefault(name, sources)
    for name in _NEEDED:
        sources = rules.get(name, rules.get("default-src", ["*"]))
        if "'self'" not in sources and "*" not in sources:
            rules[name] = [*(each for each in sources if each != "'none'"), "'self'"]
    return "; ".join(" ".join((name, *sources)) for name, sources in rules.items())


def with_script(content: bytes, page: str, seen: str) -> bytes:
    """Return a page with the script of the preview. `seen` tells which version of it this is.

    A page that leads on to the public address leads on to the same page here.
    """
    text = content.decode()
    text = _POLICY.sub(_loosened, text)
    text = _REFRESH.sub(r"\1", text)
    script = (
        f'<script src="{HOME}live.js" data-page="{escape(page)}" data-seen="{seen}" defer>'
        "</script>\n"
    )
    found = _HEAD.search(text)
    at = found.start() if found else 0
    return (text[:at] + script + text[at:]).encode()


def _loosened(found: re.Match[str]) -> str:
    policy = escape(allowing(unescape(found[2])), quote=False)
    return found[1] + policy.replace('"', "&#34;").replace("'", "&#39;") + found[3]
