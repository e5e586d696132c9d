"""Faults inside Markdown: references, footnotes, links and images, at their line and column."""

import re
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from support.faults.model import MARK, Change, Fault, Make, Project, Sort, fault_of
from support.faults.spots import Spot, Thing, spots, things

# Lines that hold nothing but words, so that an edit between two of them does one thing.
WORDS = re.compile(r"[A-Za-z][\w ,.;—’äöüßÄÖÜ-]{12,}")
PROSE = ("summary", "text", "what", "why", "statement", "description", "if_wrong", "effect")
BLOCKS = ("body", "lead", "narrative", "background", "intro")


class Gap(NamedTuple):
    """A place between two words of a text."""

    thing: Thing
    path: str
    at: int


def _boundaries(text: str, start: int) -> list[int]:
    return [start + found.end() for found in re.finditer(r"\w ", text)]


def block_gaps(project: Project, random: Random) -> Iterator[Gap]:
    """Yield a place in every line of words of every literal block and page."""
    for thing, start, end in blocks(project):
        text = project.text(thing.path)
        for line in re.finditer(r"[^\n]+", text[start:end]):
            words = line.group().strip()
            begin = start + line.start() + len(line.group()) - len(line.group().lstrip())
            if WORDS.fullmatch(words) and (between := _boundaries(words, begin)):
                yield Gap(thing, thing.path, random.choice(between))


def blocks(project: Project) -> Iterator[tuple[Thing, int, int]]:
    """Yield where every Markdown text with lines of its own begins and ends."""
    for spot in spots(project):
        if spot.is_scalar and spot.value.style == "|" and spot.name in BLOCKS:
            text = project.text(spot.path)
            yield spot.thing, text.index("\n", spot.start) + 1, spot.end
    for thing in things(project):
        if thing.family == "page":
            text = project.text(thing.path)
            start = text.index("\n", text.index("\n---", 3) + 1) + 1
            yield thing, start, len(text.rstrip())


def line_gaps(project: Project, random: Random) -> Iterator[Gap]:
    """Yield a place in every text of one line that is plain or quoted without escapes."""
    for spot in spots(project):
        if not (spot.is_line and _is_prose(spot)) or "\\" in spot.value.value:
            continue
        if spot.is_plain and spot.in_flow:
            continue
        quote = 0 if spot.is_plain else 1
        between = _boundaries(spot.value.value, spot.start + quote)
        if between and WORDS.fullmatch(spot.value.value):
            yield Gap(spot.thing, spot.path, random.choice(between))


def _is_prose(spot: Spot) -> bool:
    # The words of a record are quoted as they stand: no Markdown.
    if spot.thing.family in ("page", "settings") or spot.way.startswith("history"):
        return False
    return spot.name in PROSE or spot.way in ("unknowns.*", "does_not_count.*")


def written(sort: str, text: str, code: str, *, inline: bool = False, needs: str = "") -> Make:
    """Write something between two words; `needs` is a file that the project must have."""

    def make(project: Project, random: Random) -> Iterator[Fault]:
        if needs and needs not in project.files:
            return
        gaps = line_gaps(project, random) if inline else block_gaps(project, random)
        for gap in gaps:
            own = text.replace("OWN", f"{gap.thing.family}:{gap.thing.id}")
            if "OWN" not in text or gap.thing.family == "note":
                change = Change(gap.at, gap.at, f"{MARK}{own} ")
                yield fault_of(project, sort, gap.path, code, change)

    return make


def _ends(project: Project) -> Iterator[tuple[Thing, int, str]]:
    """Yield the end of every Markdown text, and the margin of its lines."""
    for thing, start, end in blocks(project):
        text = project.text(thing.path)
        margin = re.match(r" *", text[start:])
        yield thing, end, margin.group() if margin else ""


def unused(project: Project, _random: Random) -> Iterator[Fault]:
    for thing, end, margin in _ends(project):
        new = f"\n\n{margin}{MARK}[^never]: Nobody calls it."
        yield fault_of(
            project, "footnote never called", thing.path, "B031", Change(end, end, new)
        )


def twice(project: Project, _random: Random) -> Iterator[Fault]:
    sort = "footnote defined twice"
    for thing, end, margin in _ends(project):
        new = f"\n\n{margin}See[^two].\n\n{margin}[^two]: Once.\n\n{margin}{MARK}[^two]: Again."
        yield fault_of(project, sort, thing.path, "B032", Change(end, end, new))


def ambiguous(project: Project, random: Random) -> Iterator[Fault]:
    families: dict[str, set[str]] = {}
    for thing in things(project):
        families.setdefault(thing.id, set()).add(thing.family)
    several = sorted(name for name, found in families.items() if len(found) > 1)
    for name in several:
        for gap in block_gaps(project, random):
            change = Change(gap.at, gap.at, f"{MARK}[[{name}]] ")
            yield fault_of(project, "ambiguous reference", gap.path, "B206", change)


def hidden(project: Project, random: Random) -> Iterator[Fault]:
    """A public text that mentions what only those who pay may see."""
    marked = {"tier", "tlp", "audiences", "status", "embargoed_until", "expires", "editions"}
    notes = [thing for thing in things(project) if thing.family == "note"]
    secret = [note.id for note in notes if "tier" in _fields(note)]
    public = [note for note in notes if not marked & _fields(note)]
    for gap in (*block_gaps(project, random), *line_gaps(project, random)):
        if gap.thing in public and secret:
            change = Change(gap.at, gap.at, f"{MARK}[[note:{random.choice(secret)}]] ")
            yield fault_of(project, "mention of a hidden object", gap.path, "B211", change)


def _fields(thing: Thing) -> set[str]:
    return {key.value for key, _ in thing.node.value}


def _sort(name: str, text: str, code: str, most: int = 4, needs: str = "") -> Sort:
    return Sort(name, written(name, text, code, needs=needs), most)


_INLINE = "unknown reference in a line"
_ABSENT = "undefined footnote in a line"
SORTS = (
    _sort("unknown reference in a text", "[[no-such-thing]]", "B203", 6),
    _sort("unknown reference with a text", "[[note:nothing|what it was]]", "B203"),
    Sort(_INLINE, written(_INLINE, "[[no-such-thing]]", "B203", inline=True), 6),
    _sort("unknown claim in a text", "[[OWN#c99]]", "B207"),
    _sort("unknown family in a text", "[[nota:etched]]", "B202"),
    Sort("ambiguous reference", ambiguous, 3),
    Sort("mention of a hidden object", hidden, 4),
    _sort("undefined footnote", "[^nope]", "B030", 6),
    Sort(_ABSENT, written(_ABSENT, "[^nope]", "B030", inline=True), 3),
    Sort("footnote never called", unused, 4),
    Sort("footnote defined twice", twice, 2),
    _sort("undefined link label", "[text][nowhere]", "B034"),
    _sort("missing image", "![A map](missing.png)", "B402"),
    _sort("image outside the project", "![A map](../../../../../outside.png)", "B403"),
    _sort("image from the root of the disk", "![A map](/etc/passwd.png)", "B403", 2),
    _sort("image on another host", "![A map](https://img.example/a.png)", "B404"),
    _sort("image in a data address", "![A map](data:image/png;base64,AAAA)", "B404", 2),
    _sort("image without words", "![](chart.svg)", "B405", 2, "briefs/assets/chart.svg"),
    _sort("javascript link", "[click](javascript:alert(1))", "B401"),
    _sort("javascript link in capitals", "[click](JaVaScRiPt:alert(1))", "B401", 2),
    _sort("link to a file", "[click](file:///etc/passwd)", "B401", 2),
    _sort("link without a scheme", "[click](//evil.example/a)", "B401", 2),
    _sort("javascript in angle brackets", "<javascript:alert(1)>", "B401", 2),
)
