"""Where things stand in sound YAML: every object, key and value, with offsets into the text.

Read with PyYAML alone, so that nothing here rests on the code under test.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import yaml

from support.faults.model import Change, Project

FAMILIES = {
    "entities": "entity",
    "sources": "source",
    "notes": "note",
    "forecasts": "forecast",
    "scenarios": "scenario",
    "issues": "issue",
    "pages": "page",
    "classes.yaml": "class",
    "base-rates.yaml": "base-rate",
    "newsletter.yaml": "settings",
}
# Files of these families may hold a mapping of id to object.
MANY = ("entity", "source", "class", "base-rate")
# Mappings whose keys are the author's own.
FREE = ("so_what", "audiences", "editions", "lint")


class Thing(NamedTuple):
    """One object of a file."""

    path: str
    family: str
    kind: str
    id: str
    node: Any
    shift: int


class Spot(NamedTuple):
    """One key or item of an object. `way` names keys, with `*` for positions of lists."""

    thing: Thing
    way: str
    key: Any
    value: Any
    above: Any
    position: int

    @property
    def path(self) -> str:
        return self.thing.path

    @property
    def start(self) -> int:
        return int(self.value.start_mark.index) + self.thing.shift

    @property
    def key_start(self) -> int:
        return int((self.key or self.value).start_mark.index) + self.thing.shift

    @property
    def end(self) -> int:
        return end_of(self.value) + self.thing.shift

    @property
    def name(self) -> str:
        return str(self.key.value) if self.key is not None else ""

    @property
    def is_scalar(self) -> bool:
        return isinstance(self.value, yaml.ScalarNode)

    @property
    def is_plain(self) -> bool:
        return self.is_scalar and not self.value.style

    @property
    def is_line(self) -> bool:
        """Whether the value is a scalar on one line."""
        start, end = self.value.start_mark, self.value.end_mark
        return self.is_scalar and start.line == end.line

    @property
    def in_flow(self) -> bool:
        return bool(self.above.flow_style)

    @property
    def is_free(self) -> bool:
        """Whether the key is the author's own word."""
        return self.way.rpartition(".")[0] in FREE

    @property
    def column(self) -> int:
        return int((self.key or self.value).start_mark.column)

    def following(self) -> Any:
        """Return the next key of the mapping, or nothing."""
        pairs = self.above.value
        return pairs[self.position + 1][0] if self.position + 1 < len(pairs) else None


def end_of(node: Any) -> int:
    """Return where the text of a node ends, without the line ends that follow."""
    block = not isinstance(node, yaml.ScalarNode) and not node.flow_style
    if block and node.value:
        last = node.value[-1]
        return end_of(last[1] if isinstance(last, tuple) else last)
    end = node.end_mark
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        text = end.buffer[: end.index] if end.buffer else None
        return len(text.rstrip()) if text is not None else int(end.index)
    return int(end.index)


def family(path: str) -> str | None:
    """Return the family of the objects of a file, by its place."""
    parts = path.split("/")
    return FAMILIES.get(parts[1]) if parts[0] == "briefs" and len(parts) > 1 else None


@cache
def _composed(text: str) -> Any:
    return yaml.compose(text, Loader=yaml.SafeLoader)


def things(project: Project) -> Iterator[Thing]:
    """Yield every object of a project."""
    for path in project.files:
        sort = family(path)
        if sort is None or not path.endswith(".md" if sort == "page" else ".yaml"):
            continue
        text, shift = project.text(path), 0
        if sort == "page":
            shift = text.index("\n") + 1
            text = text[shift : text.index("\n---", shift) + 1]
        root = _composed(text)
        names = {key.value for key, _ in root.value}
        if sort in MANY and not names & {"name", "title", "url"}:
            for key, node in root.value:
                yield Thing(path, sort, sort, key.value, node, shift)
            continue
        kind = next((v.value for k, v in root.value if k.value == "kind"), sort)
        own = next((v.value for k, v in root.value if k.value == "id"), None)
        yield Thing(path, sort, kind, own or _stem(path), root, shift)


def _stem(path: str) -> str:
    name = path.rpartition("/")[2].rpartition(".")[0]
    dated = name[:4].isdigit() and name[10:11] == "-"
    return name[11:] if dated else name


def spots(project: Project) -> Iterator[Spot]:
    """Yield every key and item of every object of a project."""
    for thing in things(project):
        yield from _below(thing, thing.node, "")


def _below(thing: Thing, node: Any, way: str) -> Iterator[Spot]:
    if isinstance(node, yaml.MappingNode):
        for position, (key, value) in enumerate(node.value):
            here = f"{way}.{key.value}".removeprefix(".")
            yield Spot(thing, here, key, value, node, position)
            yield from _below(thing, value, here)
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            here = f"{way}.*"
            yield Spot(thing, here, None, value, node, position)
            yield from _below(thing, value, here)


def field(thing: Thing, name: str) -> Spot | None:
    """Return a field of an object itself."""
    found = (spot for spot in _below(thing, thing.node, "") if spot.way == name)
    return next(found, None)


def named(project: Project, thing: Thing) -> bool:
    """Tell whether another file names an object."""
    word = re.compile(rf"(?<![a-z0-9-]){re.escape(thing.id)}(?![a-z0-9-])")
    others = (path for path in project.files if path != thing.path)
    return any(word.search(project.files[path].decode(errors="replace")) for path in others)


def set_field(thing: Thing, name: str, value: str, at: int = 0) -> Change | None:
    """Return the change that gives an object a field, in place of the one it has.

    `at` chooses where a new field goes; nothing where the value does not fit a flow mapping.
    """
    node = thing.node
    pairs = node.value
    position = next((n for n, (key, _) in enumerate(pairs) if key.value == name), None)
    if node.flow_style:
        if "\n" in value:
            return None
        if position is None:
            start = pairs[0][0].start_mark.index + thing.shift
            return Change(start, start, f"{name}: {value}, ")
        old = pairs[position][1]
        return Change(old.start_mark.index + thing.shift, end_of(old) + thing.shift, value)
    indent = " " * pairs[0][0].start_mark.column
    written = f"{name}: {value}".replace("\n", "\n" + indent)
    if position is None:
        start = pairs[at % len(pairs)][0].start_mark.index + thing.shift
        return Change(start, start, f"{written}\n{indent}")
    key, old = pairs[position]
    return Change(key.start_mark.index + thing.shift, end_of(old) + thing.shift, written)
