"""Faults of YAML itself: quotes, brackets, indents, and what the strict rules refuse."""

from collections.abc import Iterator
from random import Random

from support.faults.model import MARK, Change, Fault, Project, Sort, fault_of
from support.faults.spots import Spot, spots


def _pairs(project: Project) -> Iterator[Spot]:
    """Yield keys with values, in YAML files."""
    found = spots(project)
    return (spot for spot in found if spot.key is not None and spot.thing.family != "page")


def _words(spot: Spot) -> list[int]:
    """Return where the words of a plain line begin, but for the first."""
    text = spot.value.value
    return [n + 1 for n, character in enumerate(text) if character == " "]


def _insert(project: Project, spot: Spot, sort: str, code: str, at: int, new: str) -> Fault:
    return fault_of(project, sort, spot.path, code, Change(at, at, new))


def duplicate_key(project: Project, _random: Random) -> Iterator[Fault]:
    for spot in _pairs(project):
        if spot.is_line:
            new = f", {MARK}{spot.name}: again"
            if not spot.in_flow:
                new = "\n" + " " * spot.column + f"{MARK}{spot.name}: again"
            yield _insert(project, spot, "duplicate key", "B009", spot.end, new)


def anchor(project: Project, _random: Random) -> Iterator[Fault]:
    for spot in spots(project):
        if spot.is_plain or (not spot.is_scalar and spot.value.flow_style):
            yield _insert(project, spot, "anchor", "B005", spot.start, f"{MARK}&a1 ")


def anchor_of_block(project: Project, _random: Random) -> Iterator[Fault]:
    for spot in _pairs(project):
        if not spot.is_scalar and not spot.value.flow_style:
            at = spot.key_start + len(spot.name) + 1
            yield _insert(project, spot, "anchor of a block", "B005", at, f" {MARK}&base")


def tag(project: Project, random: Random) -> Iterator[Fault]:
    for spot in spots(project):
        if spot.is_plain and spot.thing.family != "page":
            word = random.choice(("!", "!!str", "!note", "!!int"))
            yield _insert(project, spot, "tag", "B007", spot.start, f"{MARK}{word} ")


def alias(project: Project, _random: Random) -> Iterator[Fault]:
    for spot in spots(project):
        if spot.is_plain and spot.is_line:
            change = Change(spot.start, spot.end, f"{MARK}*base")
            yield fault_of(project, "alias", spot.path, "B006", change)


def merge_key(project: Project, _random: Random) -> Iterator[Fault]:
    for spot in _pairs(project):
        new = f"{MARK}<<: {{tier: paid}}"
        new += ", " if spot.in_flow else "\n" + " " * spot.column
        yield _insert(project, spot, "merge key", "B008", spot.key_start, new)


def second_document(project: Project, _random: Random) -> Iterator[Fault]:
    sort = "second document"
    for path in project.texts():
        end = len(project.text(path))
        more = f"{MARK}---\nkind: commentary\ntitle: Another\n"
        yield fault_of(project, sort, path, "B011", Change(end, end, more))
    for spot in _pairs(project):
        if spot.column == 0 and spot.position > 0:
            yield _insert(project, spot, sort, "B011", spot.key_start, f"{MARK}---\n")


def _unclosed(project: Project, sort: str, quote: str) -> Iterator[Fault]:
    for spot in spots(project):
        if spot.thing.family == "page":
            continue
        if spot.is_line and spot.value.style == quote:
            changes = (Change(spot.start, spot.start, MARK), Change(spot.end - 1, spot.end, ""))
            yield fault_of(project, sort, spot.path, "B013", *changes)
        elif spot.is_plain and spot.is_line and quote not in spot.value.value:
            yield _insert(project, spot, sort, "B013", spot.start, MARK + quote)


def double_quote(project: Project, _random: Random) -> Iterator[Fault]:
    return _unclosed(project, "unclosed double quote", '"')


def single_quote(project: Project, _random: Random) -> Iterator[Fault]:
    return _unclosed(project, "unclosed single quote", "'")


def _open(project: Project, sort: str, closing: str) -> Iterator[Fault]:
    for spot in spots(project):
        flow = not spot.is_scalar and spot.value.flow_style
        # Of two that close side by side nobody can tell which one was forgotten.
        ends = project.text(spot.path)[spot.end - 1 : spot.end + 1]
        if flow and ends[0] == closing != ends[1:]:
            changes = (Change(spot.start, spot.start, MARK), Change(spot.end - 1, spot.end, ""))
            yield fault_of(project, sort, spot.path, "B014", *changes)


def bracket(project: Project, _random: Random) -> Iterator[Fault]:
    return _open(project, "unclosed bracket", "]")


def brace(project: Project, _random: Random) -> Iterator[Fault]:
    return _open(project, "unclosed brace", "}")


def closing(project: Project, _random: Random) -> Iterator[Fault]:
    for spot in spots(project):
        if not spot.is_scalar and spot.value.flow_style and not spot.in_flow:
            for sign in "]}":
                new = MARK + sign
                yield _insert(project, spot, "closing bracket too many", "B014", spot.end, new)


def tab(project: Project, _random: Random) -> Iterator[Fault]:
    for spot in _pairs(project):
        text = project.text(spot.path)
        begin = text.rfind("\n", 0, spot.key_start) + 1
        margin = text[begin : spot.key_start]
        if not spot.in_flow and len(margin) > 1 and not margin.strip():
            for kept in ("", margin[:-2]):
                change = Change(begin, spot.key_start, f"{kept}{MARK}\t")
                yield fault_of(project, "tab for an indent", spot.path, "B004", change)


def tab_in_block(project: Project, _random: Random) -> Iterator[Fault]:
    for spot in _pairs(project):
        if spot.is_scalar and spot.value.style == "|" and spot.value.value.count("\n") > 1:
            text = project.text(spot.path)
            second = text.index("\n", text.index("\n", spot.start) + 1) + 1
            width = len(text[second:]) - len(text[second:].lstrip(" "))
            if width and text[second + width] not in "\r\n":
                change = Change(second, second + width, f"{MARK}\t")
                yield fault_of(project, "tab in a literal block", spot.path, "B004", change)


def _before(spot: Spot) -> object:
    return spot.above.value[spot.position - 1][1] if spot.position else None


def too_deep_indent(project: Project, _random: Random) -> Iterator[Fault]:
    for spot in _pairs(project):
        if spot.in_flow or spot.position == 0:
            continue
        if getattr(_before(spot), "style", None) not in ("|", ">"):
            new = f" {MARK}"
            yield _insert(project, spot, "one space too many", "B015", spot.key_start, new)


def too_flat_indent(project: Project, _random: Random) -> Iterator[Fault]:
    for spot in _pairs(project):
        if not spot.in_flow and spot.position > 0 and spot.column > 0:
            change = Change(spot.key_start - 1, spot.key_start, MARK)
            yield fault_of(project, "one space too few", spot.path, "B015", change)


def colon(project: Project, random: Random) -> Iterator[Fault]:
    for spot in spots(project):
        words = _words(spot) if spot.is_plain and spot.is_line else []
        if words and spot.thing.family != "page" and (spot.key is not None or spot.in_flow):
            at = spot.start + random.choice(words) - 1
            if not (spot.key is None and spot.in_flow):
                new = f"{MARK}:"
                yield _insert(project, spot, "colon in a plain value", "B016", at, new)


def comma(project: Project, random: Random) -> Iterator[Fault]:
    for spot in spots(project):
        words = _words(spot) if spot.is_plain and spot.is_line else []
        if words and spot.in_flow and spot.key is not None:
            at = spot.start + random.choice(words)
            change = Change(at - 1, at, f", {MARK}")
            yield fault_of(project, "comma in a flow mapping", spot.path, "B010", change)


def no_value(project: Project, _random: Random) -> Iterator[Fault]:
    for spot in _pairs(project):
        if spot.is_scalar and (spot.is_line or spot.value.style == "|") and spot.path:
            mark = Change(spot.key_start, spot.key_start, MARK)
            change = Change(spot.start, spot.end, "")
            yield fault_of(project, "key without a value", spot.path, "B010", mark, change)


def no_item(project: Project, _random: Random) -> Iterator[Fault]:
    for spot in spots(project):
        if spot.key is None and spot.is_line and not spot.in_flow:
            dash = project.text(spot.path).rfind("-", 0, spot.start)
            mark, change = Change(dash, dash, MARK), Change(dash + 1, spot.end, "")
            yield fault_of(project, "dash without an item", spot.path, "B010", mark, change)


def reserved(project: Project, random: Random) -> Iterator[Fault]:
    for spot in spots(project):
        if spot.is_plain and spot.thing.family != "page":
            new = MARK + random.choice("@`%")
            yield _insert(project, spot, "reserved sign first", "B017", spot.start, new)


def escape(project: Project, _random: Random) -> Iterator[Fault]:
    for spot in spots(project):
        if spot.is_line and spot.value.style == '"':
            at = spot.start + 1
            yield _insert(project, spot, "unknown escape", "B021", at, f"{MARK}\\q")


def stray_line(project: Project, random: Random) -> Iterator[Fault]:
    for spot in _pairs(project):
        if spot.column == 0 and spot.position > 0:
            new = MARK + random.choice(("just words", "title", "- or so")) + "\n"
            if not new.startswith(f"{MARK}-"):
                at = spot.key_start
                yield _insert(project, spot, "line that is no field", "B018", at, new)


def text_after_bar(project: Project, _random: Random) -> Iterator[Fault]:
    for spot in _pairs(project):
        if spot.is_scalar and spot.value.style == "|" and spot.thing.family != "page":
            at = spot.start + 1
            new = f" {MARK}Text begins here."
            yield _insert(project, spot, "text beside the bar", "B018", at, new)


def odd_key(project: Project, random: Random) -> Iterator[Fault]:
    for spot in _pairs(project):
        if spot.column == 0:
            new = MARK + random.choice(("[a, b]", "{a: b}")) + ": c\n"
            yield _insert(project, spot, "key that is no word", "B020", spot.key_start, new)


SORTS = (
    Sort("duplicate key", duplicate_key, 4),
    Sort("anchor", anchor, 4),
    Sort("anchor of a block", anchor_of_block, 2),
    Sort("tag", tag, 4),
    Sort("alias", alias, 4),
    Sort("merge key", merge_key, 4),
    Sort("second document", second_document, 4),
    Sort("unclosed double quote", double_quote, 8),
    Sort("unclosed single quote", single_quote, 8),
    Sort("unclosed bracket", bracket, 8),
    Sort("unclosed brace", brace, 8),
    Sort("closing bracket too many", closing, 4),
    Sort("tab for an indent", tab, 4),
    Sort("tab in a literal block", tab_in_block, 3),
    Sort("one space too many", too_deep_indent, 8),
    Sort("one space too few", too_flat_indent, 8),
    Sort("colon in a plain value", colon, 8),
    Sort("comma in a flow mapping", comma, 4),
    Sort("key without a value", no_value, 6),
    Sort("dash without an item", no_item, 3),
    Sort("reserved sign first", reserved, 4),
    Sort("unknown escape", escape, 3),
    Sort("line that is no field", stray_line, 3),
    Sort("text beside the bar", text_after_bar, 2),
    Sort("key that is no word", odd_key, 3),
)
