"""YAML as editors read it: plain scalars typed by the core schema of YAML 1.2."""

import re
from typing import Any

from brief.text.tree import Fields, Items, Node, Scalar

# Source: YAML 1.2.2, section 10.3.2, tag resolution of the core schema.
_INT = re.compile(r"[-+]?[0-9]+")
_OCTAL_OR_HEX = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, Any] = {
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


def typed(node: Node) -> Any:
    """Return a tree as the value that an editor holds against a JSON Schema."""
    if isinstance(node, Fields):
        return {key.text: typed(value) for key, value in node.pairs}
    if isinstance(node, Items):
        return [typed(item) for item in node.items]
    return _scalar(node)


def _scalar(node: Scalar) -> Any:
    text = node.text
    if node.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _OCTAL_OR_HEX.fullmatch(text):
        return int(text, 0)  # the prefix tells which
    return float(text) if _FLOAT.fullmatch(text) else text
