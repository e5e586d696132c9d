"""Faults of whole files: bytes that are no text, files without fields, names without an id."""

from collections.abc import Iterator
from random import Random

from support.faults.model import (
    MARK,
    Change,
    Expected,
    Fault,
    Project,
    Sort,
    fault_of,
    place_of,
)
from support.faults.spots import MANY, family, spots

LIMIT = 1024 * 1024
LEVELS = 32


def _whole(project: Project, sort: str, path: str, content: bytes, place: Expected) -> Fault:
    return Fault(sort, project.name, {path: content}, place)


def encoding(project: Project, random: Random) -> Iterator[Fault]:
    """Another encoding: a byte that UTF-8 cannot hold at that place."""
    for path in project.files:
        if family(path) is None or not path.endswith((".yaml", ".md")):
            continue
        text = project.text(path)
        at = random.randrange(len(text))
        odd = random.choice((b"\xff", b"\xe9", b"\xc0\xaf", b"\xed\xa0\x80"))
        content = text[:at].encode() + odd + b"x" + text[at:].encode()
        place = place_of(path, text, at, "B002")
        yield _whole(project, "bytes that are not UTF-8", path, content, place)


def control(project: Project, random: Random) -> Iterator[Fault]:
    for spot in spots(project):
        if spot.is_line:
            at = spot.start + 1 + random.randrange(max(1, len(spot.value.value) - 1))
            sign = random.choice("\x07\x00\x1b\x7f\x85\u2028\ufeff")
            change = Change(at, at, MARK + sign)
            yield fault_of(project, "control character", spot.path, "B003", change)


def size(project: Project, random: Random) -> Iterator[Fault]:
    for path in project.texts():
        line = b"# " + b"x" * random.randrange(20, 200) + b"\n"
        content = project.files[path] + line * (LIMIT // len(line) + 1)
        place = Expected(path, 1, 1, "B001")
        yield _whole(project, "file over 1 MiB", path, content, place)


def depth(project: Project, random: Random) -> Iterator[Fault]:
    """Brackets in a field of an object: the first that is one too deep is the place."""
    for spot in spots(project):
        if spot.key is None or spot.column or spot.thing.family == "page":
            continue
        count = random.choice((LEVELS, LEVELS + 8, 200, 3000, 60000))
        # The mapping of the file is the first level.
        sign = random.choice("[")
        deep = sign * (LEVELS - 1) + MARK + sign * (count - LEVELS + 1) + "x" + "]" * count
        change = Change(spot.start, spot.end, deep)
        yield fault_of(project, "brackets too deep", spot.path, "B012", change)


def deep_mapping(project: Project, _random: Random) -> Iterator[Fault]:
    """Braces, and lines each deeper than the one before."""
    for spot in spots(project):
        if spot.key is None or spot.column or spot.thing.family == "page":
            continue
        braces = "{a: " * (LEVELS - 1) + MARK + "{a: " * 8 + "x" + "}" * (LEVELS + 7)
        yield fault_of(
            project,
            "mappings too deep",
            spot.path,
            "B012",
            Change(spot.start, spot.end, braces),
        )
        rows = [" " * n + "a:\n" for n in range(1, LEVELS + 8)]
        rows[LEVELS - 1] = rows[LEVELS - 1].replace("a", MARK + "a")
        block = "\n" + "".join(rows) + " " * (LEVELS + 8) + "x"
        yield fault_of(
            project, "mappings too deep", spot.path, "B012", Change(spot.start, spot.end, block)
        )


def no_mapping(project: Project, random: Random) -> Iterator[Fault]:
    for path in project.texts():
        text = random.choice(("- kind: commentary\n", "Just a text.\n", "[a, b]\n", '"a"\n'))
        place = Expected(path, 1, 1, "B019")
        yield _whole(project, "file that is no mapping", path, text.encode(), place)


def empty(project: Project, random: Random) -> Iterator[Fault]:
    for path in project.texts():
        texts = ["", "\n\n", "---\n", "\ufeff"]
        if family(path) not in MANY:
            # A collection may have all its members commented out.
            texts.append("# only a comment\n")
        text = random.choice(texts)
        place = Expected(path, 1, 1, "B019")
        yield _whole(project, "empty file", path, text.encode(), place)


def headless(project: Project, _random: Random) -> Iterator[Fault]:
    for path in project.files:
        if family(path) == "page":
            place = Expected(path, 1, 1, "B035")
            text = project.text(path)
            for broken in (text.partition("\n")[2], "---\ntitle: Open\n\nThe text.\n", ""):
                yield _whole(project, "page without a head", path, broken.encode(), place)


def bad_name(project: Project, random: Random) -> Iterator[Fault]:
    """A file whose name gives no id."""
    for folder in ("notes", "notes/2026/deep", "notes/policy"):
        name = random.choice(("My note", "größe", "a_b", "x--y", "a" * 81))
        path = f"briefs/{folder}/2026-11-02-{name}.yaml"
        text = "kind: commentary\ntitle: A title\nbody: Text.\n"
        place = Expected(path, 1, 1, "B121")
        yield _whole(project, "name that gives no id", path, text.encode(), place)


SORTS = (
    Sort("bytes that are not UTF-8", encoding, 4),
    Sort("control character", control, 5),
    Sort("file over 1 MiB", size, 1),
    Sort("brackets too deep", depth, 4),
    Sort("mappings too deep", deep_mapping, 3),
    Sort("file that is no mapping", no_mapping, 4),
    Sort("empty file", empty, 4),
    Sort("page without a head", headless, 2),
    Sort("name that gives no id", bad_name, 2),
)
