"""One file to entries: which kind it holds, under which id, and what is wrong with it alone."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from brief.diagnostics.model import KEY, Diagnostic, Problem, Span
from brief.diagnostics.nearest import did_you_mean, one_of
from brief.kinds import KINDS
from brief.library.model import ANY, Complaint, Entry
from brief.schema.base import Object
from brief.schema.decode import decode, sound_part
from brief.schema.kind import Kind
from brief.schema.layout import ALONE
from brief.schema.parts import Source, inline_source_rules
from brief.schema.refs import parts_of
from brief.schema.settings import Defaults
from brief.schema.types import ID, MOST_ID, id_rule, slug_of
from brief.text.tree import Fields, Items, Node, Scalar, is_spoilt
from brief.text.yaml import Reading, decoded, parse

# Families of which one file may hold several, as a mapping of id to object.
COLLECTIONS = ("entity", "source")

# What to begin a file with that holds nothing; another file is newsletter.yaml.
_BEGINS = {
    "note": "begin with a line `kind: …`",
    "forecast": "begin with `question: …`",
    **dict.fromkeys((*COLLECTIONS, *ALONE.values()), "write an id, then fields below it"),
}

_DATED = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})-(.+)")
_COMMENT = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
_HEAD = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


class Read(NamedTuple):
    """What one file gave."""

    entries: tuple[Entry, ...]
    complaints: tuple[Complaint, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def read_text(path: str, content: bytes, family: str | None) -> Reading:
    """Read the text of a file to a tree. A page has a head of YAML, then Markdown."""
    text, unreadable = decoded(path, content)
    if unreadable:
        return Reading(None, (unreadable,))
    if family == "page":
        return _page(path, text)
    if family in (*COLLECTIONS, *ALONE.values()) and _is_commented_out(text):
        return Reading(Fields((), (), (1, 1, 1, 1)), ())  # a collection without members
    return parse(path, text, begins=_BEGINS.get(family or "", "begin with `title: …`"))


def _is_commented_out(text: str) -> bool:
    """Tell whether a file holds comments alone. One that holds nothing at all was cut off."""
    return bool(text.strip()) and not _COMMENT.sub("", text).strip()


def _page(path: str, text: str) -> Reading:
    found = _HEAD.match(text)
    if found is None:
        hint = "begin with a line `---`, then `title: …`, then `---`, then the text"
        start = Span(path, 1, 1, 1, 4)
        message = (
            "the page has no head" if text[:3] != "---" else "the head of the page is open"
        )
        return Reading(None, (Diagnostic(start, "B035", message, hint),))
    # The head keeps its place: what stands before it is a line of its own.
    head = parse(path, "\n" + found[1], what="the head", begins="begin with `title: …`")
    if head.tree is None:
        return head
    # The line of the `---` that ends the head.
    line = text.count("\n", 0, found.end()) + (not found.group().endswith("\n"))
    rest = text[found.end() :]
    tree, problems = head.tree, list(head.problems)
    own = tree.key("body")
    if own is not None:
        hint = "delete it: the text stands below the head"
        problem = Diagnostic(Span(path, *own.place), "B111", "unknown field `body`", hint)
        problems.append(problem)
        tree = tree._replace(pairs=tuple(pair for pair in tree.pairs if pair[0] != own))
    if rest.strip():
        key = Scalar("body", "", (line, 1, line, 4))
        body = Scalar(rest, "|", (line, 1, line + 1 + rest.count("\n"), 1), margin=1)
        return Reading(tree._replace(pairs=(*tree.pairs, (key, body))), tuple(problems))
    if own is None:
        message, hint = "the page has no text", "write it below the head"
        problems.append(Diagnostic(Span(path, line, 1, line, 4), "B110", message, hint))
    return Reading(tree._replace(spoilt=(*tree.spoilt, "body")), tuple(problems))


def read_entries(path: str, family: str, tree: Fields, defaults: Defaults) -> Read:
    """Turn the tree of a file into entries. A broken object still declares its id."""
    stem = path.rsplit("/", 1)[1].rsplit(".", 1)[0]
    if not tree.pairs and not tree.spoilt and family in COLLECTIONS:
        return Read((), ())
    many = family in ALONE.values()
    if many or (family in COLLECTIONS and _is_collection(tree, family)):
        entries: list[Entry] = []
        complaints: list[Complaint] = []
        for key, below in tree.pairs:
            entry, found = _entry(path, family, key.text, below, {}, called=f"`{key.text}`")
            entries.append(entry)
            complaints += found
            if not _is_id(key.text):
                whole = Entry(family, key.text, entry.kind, path, tree, None)
                complaints.append(Complaint(whole, _bad_id(key.text, (key.text, KEY))))
        kind = next(kind for kind in KINDS if kind.family == family)
        entries += (Entry(family, key, kind, path, tree, None) for key in tree.spoilt)
        return Read(tuple(entries), tuple(complaints))
    given: dict[str, Any] = {}
    dated = _DATED.fullmatch(stem)
    name = dated[2] if dated else stem
    if family not in ("entity", "source", "page"):
        given = {key: value for key, value in _marking(defaults).items() if value is not None}
        if dated:
            given["date"] = dated[1]
    written = tree.get("id")
    entry, found = _entry(path, family, name, tree, given)
    if not _is_id(name) and written is None:
        found = [*found, Complaint(entry, _bad_id(name, ()))]
    if dated and tree.get("date") is None:
        found = [Complaint(entry, _of_name(problem, dated[1])) for _, problem in found]
    return Read((entry,), tuple(found))


def _of_name(problem: Problem, day: str) -> Problem:
    """Say of a `date` that the file's name gave that it is no day."""
    if (problem.code, problem.at) != ("B112", ("date",)):
        return problem
    message = f"the file's name begins with no day of the calendar: `{day}`"
    return replace(problem, message=message, at=())


def declared_ids(path: str, family: str, content: bytes) -> tuple[str, ...]:
    """Return the ids that a file declares which cannot be read: by its name, `id:` and keys."""
    stem = path.rsplit("/", 1)[1].rsplit(".", 1)[0]
    dated = _DATED.fullmatch(stem)
    text = content.decode("utf-8", errors="replace")
    own = re.search(r"^id:[ ]*[\"']?([a-z0-9-]+)", text, re.MULTILINE)
    name = own[1] if own else dated[2] if dated else stem
    if family not in ALONE.values() and family not in COLLECTIONS:
        return (name,)
    fields = _fields_of(family)
    keys = re.findall(r"^([a-z0-9]+(?:-[a-z0-9]+)*):", text, re.MULTILINE)
    if not keys:
        return (ANY,)
    return (name, *(key for key in dict.fromkeys(keys) if key not in fields and key != name))


def _marking(defaults: Defaults) -> dict[str, Any]:
    audiences = list(defaults.audiences) if defaults.audiences is not None else None
    return {
        "tier": defaults.tier,
        "tlp": defaults.tlp,
        "audiences": audiences,
        "author": defaults.author,
    }


def _is_id(name: str) -> bool:
    return bool(ID.fullmatch(name)) and len(name) <= MOST_ID


def _bad_id(name: str, at: tuple[str, ...]) -> Problem:
    what = "the key" if at else "the file's name"
    return Problem("B121", f"{what} is not an id: `{name}`", at, id_rule(name))


def _is_collection(tree: Fields, family: str) -> bool:
    """Tell a mapping of id to object from one object: no key of it is a field."""
    fields = _fields_of(family)
    nested = [isinstance(value, Fields) for _, value in tree.pairs]
    return any(nested) and not any(key.text in fields for key, _ in tree.pairs)


def _fields_of(family: str) -> set[str]:
    kind = next(kind for kind in KINDS if kind.family == family)
    return {field.alias or name for name, field in kind.model.model_fields.items()}


def _entry(
    path: str,
    family: str,
    name: str,
    tree: Node,
    given: dict[str, Any],
    called: str = "this",
) -> tuple[Entry, list[Complaint]]:
    kind, problem = _kind(family, tree)
    written = tree.get("id") if isinstance(tree, Fields) else None
    # An `id` that is none is reported; until it is mended the file's name stands.
    own = written.text if isinstance(written, Scalar) and _is_id(written.text) else name
    if kind is None:
        fallback = next(kind for kind in KINDS if kind.family == family)
        broken = Entry(family, own, fallback, path, tree, None)
        return broken, [Complaint(broken, problem)] if problem else []
    given = {"id": slug_of(own) or "x", **given}
    value, problems = decode(tree, kind.model, given=given, called=called)
    entry = Entry(family, own, kind, path, tree, None)
    if value is None or is_spoilt(tree):
        if not is_spoilt(tree):
            entry = entry.with_words(sound_part(tree, kind.model, problems, given=given))
        return entry, [Complaint(entry, problem) for problem in problems]
    entry = entry.with_object(value)
    found = [*kind.rules(value), *_inline_sources(value), *_split_sentences(tree, entry)]
    return entry, [Complaint(entry, each) for each in found]


def _inline_sources(value: Object) -> Iterator[Problem]:
    """Yield what is wrong with sources written out anywhere in an object."""
    for at, source in parts_of(value, Source):
        if at:
            yield from inline_source_rules(source, at)


def _kind(family: str, tree: Node) -> tuple[Kind | None, Problem | None]:
    kinds = [kind for kind in KINDS if kind.family == family]
    if family != "note":
        return kinds[0], None
    if not isinstance(tree, Fields):
        return None, Problem("B119", "the note is not a mapping of fields")
    written = tree.get("kind")
    names = [kind.name for kind in kinds]
    if written is None:
        if "kind" in tree.spoilt:
            return None, None
        close = next((key for key, _ in tree.pairs if did_you_mean(key.text, ["kind"])), None)
        if close is not None:
            message = f"unknown field `{close.text}`"
            return None, Problem("B111", message, (close.text, KEY), "did you mean `kind`?")
        hint = f"add a line `kind:` and {one_of(names)}"
        return None, Problem("B110", "the field `kind` is missing", (), hint)
    if isinstance(written, Scalar):
        match = next((kind for kind in kinds if kind.name == written.text), None)
        if match:
            return match, None
        hint = did_you_mean(written.text, names) or f"write {one_of(names)}"
        return None, Problem("B115", f"there is no kind `{written.text}`", ("kind",), hint)
    return None, Problem("B119", "`kind` is not a word", ("kind",), f"write {one_of(names)}")


def _split_sentences(tree: Node, entry: Entry) -> Iterator[Problem]:
    """Warn where a comma has split a sentence in a flow list of prose."""
    if not isinstance(tree, Fields):
        return
    for name in ("unknowns", "counts_as_yes", "does_not_count", "alternatives"):
        node = tree.get(name)
        yield from _split(node, (name,))
    assessments = getattr(entry.object, "assessments", ())
    for number in range(len(assessments)):
        below = tree.get("assessments")
        item = below.items[number] if isinstance(below, Items) else None
        if isinstance(item, Fields):
            for name in ("assumptions", "alternatives", "would_change_if"):
                yield from _split(item.get(name), ("assessments", number, name))


def _split(node: Node | None, at: tuple[str | int, ...]) -> Iterator[Problem]:
    if node is None or isinstance(node, Scalar | Fields) or not node.flow:
        return
    bare = [item for item in node.items if isinstance(item, Scalar) and not item.style]
    if len(node.items) > 1 and any(" " in item.text for item in bare):
        hint = "put quotes around each sentence, or write one a line with dashes"
        message = f"a comma splits this list of prose into {len(node.items)} items"
        yield Problem("B139", message, at, hint)
