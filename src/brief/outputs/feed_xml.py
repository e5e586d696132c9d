"""XML as text: elements with everything escaped, in the order in which they are given."""

import re
from collections.abc import Mapping

# Source: XML 1.0, production 2: what no document may hold, escaped or not.
_REFUSED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


def escaped(text: str) -> str:
    """Return a text as it stands in an element or an attribute."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _REFUSED.sub("\ufffd", text.replace('"', "&quot;"))


def element(name: str, text: str, attributes: Mapping[str, str] | None = None) -> str:
    """Return an element that holds a text."""
    return f"<{name}{_attributes(attributes)}>{escaped(text)}</{name}>\n"


def empty(name: str, attributes: Mapping[str, str]) -> str:
    """Return an element that holds nothing."""
    return f"<{name}{_attributes(attributes)}/>\n"


def around(name: str, inner: str, attributes: Mapping[str, str] | None = None) -> str:
    """Return an element around others that are written."""
    return f"<{name}{_attributes(attributes)}>\n{inner}</{name}>\n"


def _attributes(attributes: Mapping[str, str] | None) -> str:
    return "".join(f' {key}="{escaped(value)}"' for key, value in (attributes or {}).items())
