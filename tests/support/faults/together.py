"""Faults between objects: references to nothing, names with two owners, numbers given twice."""

from collections.abc import Iterator
from random import Random

from support.faults.model import (
    MARK,
    Change,
    Expected,
    Fault,
    Project,
    Sort,
    added,
    fault_of,
    place_of,
)
from support.faults.spots import Spot, field, named, set_field, spots, things

# Where a plain word is the id of an object, but for those that rules count on.
REFERENCES = (
    *("about.*", "products.*", "forecasts.*", "scenarios.*", "related.*", "companions.*"),
    *("implies.*", "targets.*", "targets.*.class", "sections.*.notes.*", "edges.*.to"),
    *("edges.*.developed-by", "edges.*.hosted-by.*", "edges.*.variant-of", "reference_class"),
    *("sections.*.query.about.*", "claims.*.sources.*", "claims.*.sources.*.source"),
    *(
        "updates.*.sources.*",
        "history.*.source",
        "attributed.*.source",
        "source",
        "republishes",
    ),
    *("bottom_line.*.basis.*", "edges.*.sources.*", "indicators.*.sources.*"),
)


def _references(project: Project) -> Iterator[Spot]:
    for spot in spots(project):
        products = spot.way == "products.*" and spot.thing.family == "issue"
        word = spot.value.value if spot.is_line and not products else "://"
        if spot.way in REFERENCES and "://" not in word:
            yield spot


def unknown(project: Project, _random: Random) -> Iterator[Fault]:
    for spot in _references(project):
        change = Change(spot.start, spot.end, f"{MARK}no-such-thing")
        yield fault_of(project, "unknown reference in a field", spot.path, "B203", change)


def misspelt(project: Project, random: Random) -> Iterator[Fault]:
    for spot in _references(project):
        word = spot.value.value
        if len(word) > 4 and "#" not in word:
            at = random.randrange(1, len(word) - 2)
            if word[at] != "-" != word[at + 1]:
                new = word[:at] + word[at] + word[at:]
                change = Change(spot.start, spot.end, MARK + new)
                yield fault_of(project, "misspelt reference", spot.path, "B203", change)


def other_family(project: Project, _random: Random) -> Iterator[Fault]:
    """An id that exists, but of another sort of object."""
    notes = [thing.id for thing in things(project) if thing.family == "note"]
    entities = {thing.id for thing in things(project) if thing.family == "entity"}
    foreign = next((name for name in notes if name not in entities), None)
    for spot in spots(project):
        if foreign and spot.way == "about.*":
            change = Change(spot.start, spot.end, MARK + foreign)
            yield fault_of(project, "reference to another family", spot.path, "B203", change)


def claim(project: Project, _random: Random) -> Iterator[Fault]:
    """A claim that its note has not."""
    notes = [thing.id for thing in things(project) if thing.family == "note"]
    for spot in _references(project):
        name = spot.value.value.partition("#")[0]
        if spot.way == "bottom_line.*.basis.*" and name in notes:
            change = Change(spot.start, spot.end, f"{MARK}{name}#c99")
            yield fault_of(project, "unknown claim in a field", spot.path, "B207", change)


def own_claim(project: Project, _random: Random) -> Iterator[Fault]:
    for spot in spots(project):
        if spot.way == "assessments.*.basis.*" and "#" not in spot.value.value:
            change = Change(spot.start, spot.end, f"{MARK}c99")
            yield fault_of(project, "unknown claim of the note", spot.path, "B154", change)


def two_owners(project: Project, random: Random) -> Iterator[Fault]:
    """A name that an entity before it has already; the later one in order of ids is wrong."""
    entities = sorted(
        (thing for thing in things(project) if thing.family == "entity"),
        key=lambda thing: thing.id,
    )
    for number, thing in enumerate(entities[1:], 1):
        owner = field(random.choice(entities[:number]), "name")
        if owner is None or owner.value.value == "" or "," in owner.value.value:
            continue
        name = random.choice((str.upper, str.lower, str))(owner.value.value)
        change = set_field(thing, "aliases", f'[{MARK}"{name}"]', random.randrange(4))
        if change is not None:
            yield fault_of(project, "name with two owners", thing.path, "B205", change)


def same_file(project: Project, _random: Random) -> Iterator[Fault]:
    """A copy of a file in another folder."""
    for thing in things(project):
        folder, _, name = thing.path.removeprefix("briefs/").partition("/")
        if thing.family in ("note", "forecast", "scenario", "issue"):
            path = f"briefs/{folder}/zz/{name.rpartition('/')[2]}"
            at = thing.node.start_mark.index
            place = place_of(path, project.text(thing.path), at, "B201")
            files = {path: project.files[thing.path]}
            yield Fault("file copied into another folder", project.name, files, place)


def same_id(project: Project, _random: Random) -> Iterator[Fault]:
    for thing in things(project):
        if thing.family == "note":
            path = "briefs/notes/zz/2026-11-20-another.yaml"
            text = f"kind: commentary\nid: {MARK}{thing.id}\ntitle: Another\nbody: Text.\n"
            yield added(project, "id given twice", path, "B201", text)
        if thing.family == "entity":
            path = "briefs/entities/zz.yaml"
            text = "another: {type: other, name: N1}\n"
            text += f"more: {{id: {MARK}{thing.id}, type: other, name: N2}}\n"
            yield added(project, "id given twice", path, "B201", text)


def former(project: Project, random: Random) -> Iterator[Fault]:
    notes = [thing for thing in things(project) if thing.family == "note"]
    for thing in notes:
        other = random.choice([note.id for note in notes if note != thing])
        change = set_field(thing, "former_ids", f"[older, {MARK}{other}]", random.randrange(4))
        if change is not None:
            yield fault_of(project, "former id of another", thing.path, "B204", change)


def circle(project: Project, _random: Random) -> Iterator[Fault]:
    """Two sources that repeat each other; the first in order of ids is where it is said."""
    sort = "sources that repeat each other"
    path = "briefs/sources/zz.yaml"
    text = "zz-a: {title: A, republishes: ‸zz-b}\nzz-b: {title: B, republishes: zz-a}\n"
    yield added(project, sort, path, "B210", text)
    text = "zz-c: {title: A, republishes: zz-b}\nzz-b: {title: B, republishes: ‸zz-c}\n"
    yield added(project, sort, path, "B210", text)


def numbers(project: Project, _random: Random) -> Iterator[Fault]:
    for thing in things(project):
        number = field(thing, "number") if thing.family == "issue" else None
        if number is not None:
            path = "briefs/issues/zz/2026-11-20-zz-more.yaml"
            text = f"number: {MARK}{number.value.value}\ntitle: Another\n"
            yield added(project, "issue number given twice", path, "B614", text)


def confirmed(project: Project, random: Random) -> Iterator[Fault]:
    """A grade that says "confirmed" with one root, in a note that nobody names."""
    sources = [thing.id for thing in things(project) if thing.family == "source"]
    for thing in things(project):
        if thing.family != "note" or named(project, thing) or field(thing, "assessments"):
            continue
        one = random.choice(sources)
        cited = f"{{source: {one}, credibility: {MARK}1}}"
        claims = f"[{{text: So it is., type: absence, sources: [{cited}]}}]"
        change = set_field(thing, "claims", claims, random.randrange(4))
        if change is not None:
            yield fault_of(project, "confirmed by one root", thing.path, "B602", change)


def implied(project: Project, _random: Random) -> Iterator[Fault]:
    """A forecast that implies another and stands higher."""
    rest = "counts_as_yes: [A day.]\nresolution_sources: [A list]\nopens: 2026-11-01\n"
    rest += "closes: 2027-01-01\nresolves_by: 2027-01-02\nreference_class: {none: New.}\n"
    low = f"question: Low?\n{rest}updates: [{{date: 2026-11-02, p: 0.2}}]\n"
    high = f"question: High?\n{rest}updates: [{{date: 2026-11-02, p: 0.3}}]\n"
    high += f"implies: [{MARK}zz-low]\n"
    fault = added(
        project, "forecast above what it implies", "briefs/forecasts/zz-high.yaml", "B605", high
    )
    files = {**fault.files, "briefs/forecasts/zz-low.yaml": low.encode()}
    yield Fault(fault.sort, fault.project, files, fault.expected)


def unread(project: Project, _random: Random) -> Iterator[Fault]:
    """Files that lie where nothing is read; only a disk tells."""
    sort = "file that is not read"
    for path in ("briefs/notes/2026-11-20-lost.yml", "briefs/lost.yaml", "briefs/note/a.yaml"):
        place = Expected(path, 1, 1, "B410")
        yield Fault(sort, project.name, {path: b"kind: commentary\n"}, place, disk=True)


def links(project: Project, _random: Random) -> Iterator[Fault]:
    """Links of the file system to what lies outside the project."""
    sort = "link out of the project"
    for path, target in (
        ("briefs/notes/2026-11-20-outside.yaml", "../../../outside/note.yaml"),
        ("briefs/assets/outside.png", "../../../outside/a.png"),
        ("briefs/notes/outside", "../../../outside"),
        ("briefs/forecasts/gone.yaml", "../../../nowhere.yaml"),
        ("templates/note.html", "../../outside/note.yaml"),
    ):
        place = Expected(path, 1, 1, "B411")
        yield Fault(sort, project.name, {}, place, links={path: target}, disk=True)


SORTS = (
    Sort("unknown reference in a field", unknown, 8),
    Sort("misspelt reference", misspelt, 4),
    Sort("reference to another family", other_family, 2),
    Sort("unknown claim in a field", claim, 3),
    Sort("unknown claim of the note", own_claim, 3),
    Sort("name with two owners", two_owners, 4),
    Sort("file copied into another folder", same_file, 4),
    Sort("id given twice", same_id, 3),
    Sort("former id of another", former, 3),
    Sort("sources that repeat each other", circle, 2),
    Sort("issue number given twice", numbers, 1),
    Sort("confirmed by one root", confirmed, 2),
    Sort("forecast above what it implies", implied, 1),
    Sort("file that is not read", unread, 3),
    Sort("link out of the project", links, 5),
)
