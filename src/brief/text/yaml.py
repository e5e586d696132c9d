"""YAML text to a tree, by the strict rules of the author's files. Never raises for any bytes.

The composer of libyaml does the reading; every scalar stays a string. What the rules refuse is
found here or in `yaml_faults`, each with its place.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from brief.diagnostics.model import Diagnostic, Span
from brief.text.tree import MOST_BYTES, Fields, Items, Node, Place, Scalar
from brief.text.yaml_faults import CONTROL, fault, first_control, holds_fields, open_quote

try:
    from yaml.cyaml import CBaseLoader
except ImportError as missing:  # pragma: no branch - seen by people whose PyYAML lacks libyaml
    raise ImportError(
        "PyYAML was built without libyaml;"
        " install a wheel of PyYAML, or libyaml and its headers"
    ) from missing

# schema.md fixes it, as it does the size of a file.
MOST_LEVELS = 32

# libyaml's composer recurses in C: 20,000 levels pass and 50,000 end the process (measured).
SAFE_LEVELS = 1000


class Reading(NamedTuple):
    """What could be made of a text: a tree, unless its syntax is broken, and what is wrong."""

    tree: Fields | None
    problems: tuple[Diagnostic, ...]


def read_yaml(path: str, content: bytes) -> Reading:
    """Read one file whose top level is a mapping."""
    text, unreadable = decoded(path, content)
    if unreadable:
        return Reading(None, (unreadable,))
    return parse(path, text)


def decoded(path: str, content: bytes) -> tuple[str, Diagnostic | None]:
    """Return the text of a file, or why it is none."""
    start = Span(path, 1, 1, 1, 1)
    if len(content) > MOST_BYTES:
        message = "the file is larger than 1 MiB"
        return "", Diagnostic(start, "B001", message, "split it, or move files to `assets/`")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig").replace("\r\n", "\n")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        where = Span(path, line, column, line, column + 1)
        message = f"the file is not UTF-8: byte 0x{content[error.start]:02x}"
        return "", Diagnostic(where, "B002", message, "save it as UTF-8")
    text = text.replace("\r\n", "\n")
    control = first_control(path, text)
    return ("", control) if control else (text, None)


def parse(
    path: str,
    text: str,
    *,
    what: str = "the file",
    begins: str = "begin with a line `kind: …`",
) -> Reading:
    """Parse text that is known to be clean; see `read_yaml`.

    `what` names the text where it holds no fields, `begins` says what it should begin with.
    """
    reader = _Reader(path, text)
    if _may_be_deep(text):
        deep = _too_deep(path, text)
        if deep:
            return Reading(None, (deep,))
    loader = CBaseLoader(text)
    try:
        if not loader.check_node():
            return Reading(None, (_not_a_mapping(path, f"{what} is empty", begins),))
        root: Any = loader.get_node()
        second = loader.check_node()
    except yaml.YAMLError as error:
        return Reading(None, (fault(path, text, error),))
    if second:
        return Reading(None, (_second_document(path, text, root.end_mark.line),))
    if not isinstance(root, yaml.MappingNode):
        bare = isinstance(root, yaml.ScalarNode) and not root.value and not root.style
        message = f"{what} is empty" if bare else f"{what} is not a mapping of fields"
        return Reading(None, (_not_a_mapping(path, message, begins),))
    tree = reader.node(root, 1)
    assert tree is None or isinstance(tree, Fields)  # the root was a mapping
    problems = reader.problems
    if any(problem.code == "B008" for problem in problems):
        # The merge key is the mistake, the anchor only its echo.
        problems = [problem for problem in problems if problem.code != "B005"]
    open_quotes = [problem for problem in problems if problem.code == "B013"]
    if open_quotes:
        return Reading(None, tuple(open_quotes[:1]))  # what it swallowed would be missed
    if any(problem.code == "B012" for problem in problems):
        tree = None  # what was cut off would look like a mistake in its field
    return Reading(tree, tuple(dict.fromkeys(problems)))


def _not_a_mapping(path: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(Span(path, 1, 1, 1, 1), "B019", message, hint)


def _second_document(path: str, text: str, after: int) -> Diagnostic:
    lines = text.split("\n")
    starts = (n for n, line in enumerate(lines) if n >= after and line.startswith("---"))
    line = next(starts, after) + 1
    span = Span(path, line, 1, line, 4)
    return Diagnostic(span, "B011", "a second document begins here", "write one note per file")


def _may_be_deep(text: str) -> bool:
    # Each level needs a bracket of its own or one more column on its line.
    brackets = text.count("[") + text.count("{")
    longest = max(map(len, text.split("\n")), default=0)
    return brackets + longest > SAFE_LEVELS


def _too_deep(path: str, text: str) -> Diagnostic | None:
    level = 0
    try:
        for event in _events(text):
            kind = type(event)
            if issubclass(kind, yaml.CollectionStartEvent):
                level += 1
                if level > MOST_LEVELS:
                    mark = event.start_mark
                    return _deep(path, (mark.line + 1, mark.column + 1))
            elif issubclass(kind, yaml.CollectionEndEvent):
                level -= 1
    except yaml.YAMLError as error:
        return fault(path, text, error)
    return None


def _events(text: str) -> Iterator[Any]:
    loader = CBaseLoader(text)
    while loader.check_event():
        yield loader.get_event()


def _deep(path: str, at: tuple[int, int]) -> Diagnostic:
    span = Span(path, *at, at[0], at[1] + 1)
    message = f"nested deeper than {MOST_LEVELS} levels"
    return Diagnostic(span, "B012", message, "flatten it: no field of a note goes this deep")


class _Reader:
    """Turns the nodes of one file into a tree and gathers what is refused on the way."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.lines = text.split("\n")
        self.problems: list[Diagnostic] = []
        # Aliases lead back to a node already read; following them could take for ever.
        self.seen: set[int] = set()

    def complain(
        self, code: str, message: str, hint: str | None, place: Place | tuple[int, ...]
    ) -> None:
        line, column, end_line, end_column = place
        span = Span(self.path, line, column, end_line, end_column)
        self.problems.append(Diagnostic(span, code, message, hint))

    def node(self, node: Any, level: int) -> Node | None:
        """Return the tree of one node; nothing when it cannot be kept."""
        start, end = node.start_mark, node.end_mark
        place = (start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        if self.text[start.index : start.index + 1] in ("&", "!"):
            self._property(node)
        if isinstance(node, yaml.ScalarNode):
            style = node.style or ""
            control = CONTROL.search(node.value) if style == '"' else None
            if control:
                message = f"an escape makes a control character: U+{ord(control[0]):04X}"
                self.complain("B003", message, "delete it", place)
                return None
            return Scalar(node.value, style, place, self._margin(node) if style == "|" else 0)
        if id(node) in self.seen:
            return None
        self.seen.add(id(node))
        if level > MOST_LEVELS:
            self.problems.append(_deep(self.path, place[:2]))
            return None
        if isinstance(node, yaml.SequenceNode):
            return self._items(node, place, level)
        return self._fields(node, place, level)

    def _quoted(self, node: Any, around: Any) -> None:
        """Complain of a quote that went on into the fields below its own."""
        first, last = node.start_mark, node.end_mark
        quoted = isinstance(node, yaml.ScalarNode) and node.style in ("'", '"')
        below = self.lines[first.line + 1 : last.line + 1] if quoted else []
        if not around.flow_style and holds_fields(below, around.start_mark.column):
            hint = "close it, or indent the lines that belong to it"
            place = (first.line + 1, first.column + 1)
            self.problems.append(open_quote(self.path, *place, hint=hint))

    def _property(self, node: Any) -> None:
        start = node.start_mark
        word = self.text[start.index :].split(maxsplit=1)[0].rstrip(",]}")
        place = (start.line + 1, start.column + 1, start.line + 1, start.column + 1 + len(word))
        if word.startswith("&"):
            hint = "write the value out where it is needed, or quote it if it is text"
            self.complain("B005", f"anchors are not read: `{word}`", hint, place)
        else:
            hint = "leave the tag out: the field decides the type; quote it if it is text"
            self.complain("B007", f"tags are not read: `{word}`", hint, place)

    def _margin(self, node: Any) -> int:
        for number, line in enumerate(node.value.split("\n")):
            if line.strip():
                source = self.lines[node.start_mark.line + 1 + number]
                return len(source) - len(line) + 1
        return 1

    def _items(self, node: Any, place: Place, level: int) -> Items:
        items = []
        for value in node.value:
            if self._empty(value):
                mark = value.start_mark
                hint = "write a value after the dash, or delete it"
                dash = (mark.line + 1, max(mark.column, 1), mark.line + 1, mark.column + 1)
                self.complain("B010", "an item of the list has no value", hint, dash)
                continue
            self._quoted(value, node)
            item = self.node(value, level + 1)
            if item is not None:
                items.append(item)
        return Items(tuple(items), bool(node.flow_style), place, len(items) < len(node.value))

    def _fields(self, node: Any, place: Place, level: int) -> Fields:
        pairs: dict[str, tuple[Scalar, Node]] = {}
        spoilt: list[str] = []
        for key_node, value_node in node.value:
            key = self._key(key_node)
            if key is None:
                continue
            if key.text in pairs:
                first = pairs[key.text][0].place[0]
                message = f"`{key.text}` is given twice in one mapping"
                hint = f"the first is on line {first}; keep one"
                self.complain("B009", message, hint, key.place)
                continue
            if self._empty(value_node):
                self._no_value(key, flow=bool(node.flow_style))
                spoilt.append(key.text)
                continue
            self._quoted(value_node, node)
            value = self.node(value_node, level + 1)
            if value is None:
                spoilt.append(key.text)
            else:
                pairs[key.text] = (key, value)
        return Fields(tuple(pairs.values()), tuple(spoilt), place, bool(node.flow_style))

    def _key(self, node: Any) -> Scalar | None:
        start, end = node.start_mark, node.end_mark
        place = (start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        if not isinstance(node, yaml.ScalarNode):
            hint = "quote it if `{` or `[` is part of the text"
            self.complain("B020", "a key is not a word", hint, (*place[:2], *place[:2]))
            return None
        if node.value == "<<" and not node.style:
            self.complain("B008", "merge keys are not read", "write the fields out", place)
            return None
        key = self.node(node, 1)
        assert key is None or isinstance(key, Scalar)  # the node was a scalar
        return key

    def _no_value(self, key: Scalar, *, flow: bool) -> None:
        hint = "write a value, or leave the field out"
        if flow and " " in key.text:
            hint = "a comma ends a value here: put quotes around text that holds one"
        self.complain("B010", f"`{key.text}` has no value", hint, key.place)

    def _empty(self, node: Any) -> bool:
        bare = isinstance(node, yaml.ScalarNode) and not node.value and not node.style
        # `&x` and `!x` with nothing behind them are an anchor and a tag, and reported as such.
        return bare and self.text[node.start_mark.index : node.start_mark.index + 1] not in "&!"
