"""The tree of a YAML file: strings, lists, mappings, each with its place. No types guessed."""

import json
from typing import Any, NamedTuple

from brief.diagnostics.model import KEY, Loc, Span, Within

# Of one file, as schema.md fixes it: a note of 1 MiB is 150,000 words.
MOST_BYTES = 1024 * 1024

Place = tuple[int, int, int, int]
"""Line, column, end line, end column: from 1, in code points, the end exclusive."""


class Scalar(NamedTuple):
    """A piece of text. `style` is `""` for plain, else the character that begins it.

    `margin` is the column at which the lines of a literal block (`|`) begin, else 0.
    """

    text: str
    style: str
    place: Place
    margin: int = 0


class Items(NamedTuple):
    """A list. `flow` tells `[a, b]` from dashes, `spoilt` that an item had no value."""

    items: tuple["Node", ...]
    flow: bool
    place: Place
    spoilt: bool = False


class Fields(NamedTuple):
    """Keys and values in the order written, each key once.

    `spoilt` holds keys that were written but could not be kept; nothing else complains of them.
    `flow` tells `{a: b}` from one with a line for each field.
    """

    pairs: tuple[tuple[Scalar, "Node"], ...]
    spoilt: tuple[str, ...]
    place: Place
    flow: bool = False

    def get(self, key: str) -> "Node | None":
        """Return the value of a key, or nothing."""
        return next((value for name, value in self.pairs if name.text == key), None)

    def key(self, key: str) -> Scalar | None:
        """Return a key itself, for its place."""
        return next((name for name, _ in self.pairs if name.text == key), None)


Node = Scalar | Items | Fields


def plain(node: Node) -> Any:
    """Return the tree as strings, lists and dicts, without places."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.pairs}


def is_spoilt(node: Node) -> bool:
    """Tell whether something below was written and could not be kept."""
    if isinstance(node, Items):
        return node.spoilt or any(is_spoilt(item) for item in node.items)
    if isinstance(node, Fields):
        return bool(node.spoilt) or any(is_spoilt(value) for _, value in node.pairs)
    return False


def find(node: Node, at: Loc) -> tuple[Node, Loc]:
    """Walk down as far as the tree goes; return the node reached and what is left of the way.

    A list field may be written as its one item, so position 0 of something that is no list is
    that thing itself.
    """
    for depth, step in enumerate(at):
        if step == KEY:
            return node, at[depth:]
        below: Node | None = None
        if isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
            below = node.items[step]
        elif isinstance(node, Fields) and isinstance(step, str):
            below = node.get(step)
            if below is not None and at[depth + 1 : depth + 2] == (KEY,):
                key = node.key(step)
                assert key is not None  # get() found the same key
                return key, ()
        elif step == 0 and not isinstance(node, Items):
            below = node
        if below is None:
            return node, at[depth:]
        node = below
    return node, ()


def place(path: str, node: Node, at: Loc, within: Within | None = None) -> Span:
    """Return where a problem stands.

    An existing key or position gives its value, a missing last element the mapping around it.
    A stretch inside a text is placed only in a literal block (`|`) or a one-line scalar without
    escapes: other styles fold lines, and there the whole field is the place.
    """
    target, _ = find(node, at)
    if isinstance(target, Scalar) and within is not None:
        inside = _inside(path, target, within)
        if inside is not None:
            return inside
    return Span(path, *target.place)


def _inside(path: str, scalar: Scalar, within: Within) -> Span | None:
    line, column, end_line, end_column = scalar.place
    if scalar.style == "|":
        at = line + 1 + within.line
        start, end = scalar.margin + within.column, scalar.margin + within.end_column
        return Span(path, at, start, at, end)
    quotes = 2 if scalar.style else 0
    # A width that differs means escapes or folding, and columns that cannot be trusted.
    if line == end_line and end_column - column - quotes == len(scalar.text):
        start = column + quotes // 2
        return Span(path, line, start + within.column, line, start + within.end_column)
    return None


def to_json(node: Node) -> str:
    """Write a tree as JSON, for the memo."""
    return json.dumps(_packed(node), ensure_ascii=False, separators=(",", ":"))


def _packed(node: Node) -> list[Any]:
    if isinstance(node, Scalar):
        return [0, node.text, node.style, node.place, node.margin]
    if isinstance(node, Items):
        return [1, [_packed(item) for item in node.items], node.flow, node.place, node.spoilt]
    pairs = [[_packed(key), _packed(value)] for key, value in node.pairs]
    return [2, pairs, node.spoilt, node.place, node.flow]


def from_json(packed: list[Any]) -> Node:
    """Read a tree that `to_json` wrote, already parsed as JSON."""
    sort, content, detail, where, *rest = packed
    if sort == 0:
        return Scalar(content, detail, tuple(where), *rest)
    if sort == 1:
        return Items(tuple(from_json(item) for item in content), detail, tuple(where), *rest)
    pairs = []
    for key, value in content:
        name = from_json(key)
        assert isinstance(name, Scalar)  # to_json writes keys as scalars
        pairs.append((name, from_json(value)))
    return Fields(tuple(pairs), tuple(detail), tuple(where), *rest)
