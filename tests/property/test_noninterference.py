"""Non-interference: what an edition may not see has no say in a single byte of its output.

For every edition the objects outside its view are deleted with all references to them, changed,
or joined by a hundred more. These are the most important properties of the project.
"""

import os
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from brief.build.compile import Compilation
from brief.build.steps import in_place
from brief.library.model import Key
from support.compiling import compiled
from support.fakes import FAKED
from support.views import names, views
from support.world_strategies import word, worlds
from support.worlds import LIMITS, Object, To, World, shown_by_rules

EDITIONS = st.sampled_from(sorted(LIMITS))
# A compilation costs a hundred times a parse, and making a failing world small costs minutes:
# that is for those who look for the cause, with BRIEF_SLOW=1.
SLOW = bool(os.environ.get("BRIEF_SLOW"))
WORLDS = settings(
    max_examples=500 if SLOW else 40,
    phases=[Phase.explicit, Phase.generate, *([Phase.shrink] if SLOW else [])],
)
MARKED = ("note", "forecast", "scenario", "issue")


def built(world: World) -> Compilation:
    done = compiled(world.files(), pictures=True, perform=in_place(FAKED))
    assert done.errors == 0, [each for each in done.diagnostics if each.severity == "error"]
    return done


def output(done: Compilation, edition: str) -> dict[str, bytes]:
    """Return every file that readers of an edition get."""
    if edition == "site":
        return {path: file.content for path, file in done.site.items()}
    return {
        path: file.content
        for path, file in done.editions.items()
        if path.rpartition("/")[2].rpartition(".")[0] == edition
    }


def hidden_from(world: World, edition: str) -> set[Key]:
    """Return what an edition shows neither whole nor as a stone."""
    library = views(world.files())[edition]
    seen = set(library.entries) | {stone.key for stone in library.tombstones}
    return set(world.objects) - seen


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))


@WORLDS
@given(worlds())
def test_marked_objects_show_by_the_table_read_afresh(world: World) -> None:
    found = {edition: names(library) for edition, library in views(world.files()).items()}
    for (family, name), value in world.objects.items():
        if family in MARKED:
            for edition in LIMITS:
                expected = shown_by_rules(family, value, edition)
                assert (f"{family}/{name}" in found[edition]) == expected, (name, edition)


@WORLDS
@given(worlds(), EDITIONS)
def test_deleting_what_an_edition_hides_changes_no_byte_of_it(
    world: World, edition: str
) -> None:
    hidden = hidden_from(world, edition)
    before, after = built(world), built(world.without(hidden, edition))
    assert differing(output(before, edition), output(after, edition)) == []


@WORLDS
@given(worlds(), EDITIONS)
def test_no_word_of_what_an_edition_hides_stands_in_it(world: World, edition: str) -> None:
    files = output(built(world), edition)
    whole = b"\n".join([*files.values(), *(path.encode() for path in files)]).lower()
    for family, name in hidden_from(world, edition):
        assert word(family, name, "").lower().rstrip("z").encode() not in whole, (family, name)


TEXTS = ("title", "name", "body", "narrative", "lead", "description", "question")


def changed(key: Key, value: Object) -> Object:
    """Return a hidden object with other words, tags and references, hidden as before."""
    result = dict(value)
    for field in TEXTS:
        if field in value:
            result[field] = word(*key, f"changed{field}") + ("?" if field == "question" else "")
    if key[0] == "note":
        result |= {"tags": ["models", "changed"], "so_what": {"everyone": "Changed."}}
        result |= {"former_ids": [f"older-{key[1]}"], "unknowns": ["Changed."]}
        result["sources"] = [
            "https://x.example/a",
            {"url": "https://x.example/b", "title": "Changed"},
        ]
    if key[0] == "source":
        # An address that is cited would show a source that nothing else hides.
        url = "https://x.example/b" if "tier" in value else f"https://y.example/{key[1]}"
        result |= {"url": url, "publisher": "Changed"}
    if key[0] == "entity":
        result |= {"aliases": [word(*key, "alias")], "weights": "open", "type": "model"}
    return result


@WORLDS
@given(worlds(), EDITIONS)
def test_changing_what_an_edition_hides_changes_no_byte_of_it(
    world: World, edition: str
) -> None:
    hidden = hidden_from(world, edition)
    other = world.with_all({key: changed(key, world.objects[key]) for key in hidden})
    assert hidden_from(other, edition) == hidden
    assert differing(output(built(world), edition), output(built(other), edition)) == []


def crowd(world: World, marking: dict[str, Any]) -> dict[Key, Object]:
    """Return a hundred hidden objects that name everything there is."""
    of = {
        family: [To(*key) for key in world.objects if key[0] == family]
        for family in ("entity", "note", "source", "class")
    }
    common = {
        "sources": [*of["source"], "https://x.example/a"],
        "about": of["entity"],
        "related": of["note"],
    }
    mention = "" if "tier" in world.objects["entity", "e0"] else " [[entity:e0]]"
    made: dict[Key, Object] = {}
    for n in range(48):
        policy = {
            "kind": "policy",
            "jurisdiction": "US",
            "instrument": "bill",
            "stage": "adopted",
            "companions": of["note"][:1],
            "targets": of["class"],
        }
        sort = policy if n % 2 else {"kind": "commentary", "body": f"Crowd {n}.{mention}"}
        note = {"title": f"Crowd {n}", "date": "2026-11-20", "tags": ["models", f"crowd-{n}"]}
        made["note", f"x{n}"] = {**note, **common, **sort, **marking}
        made["scenario", f"x{n}"] = {"title": f"Crowd {n}", "narrative": "Text.", **marking}
    for n in range(4):
        edges = [{"uses": of["entity"], "sources": of["source"]}]
        made["entity", f"x{n}"] = {"type": "cloud", "name": f"Crowd {n}", "edges": edges}
    return made


def hiding(edition: str) -> st.SearchStrategy[dict[str, Any]]:
    """Draw a marking that an edition does not show."""
    found: list[dict[str, Any]] = [
        {"status": "withheld"},
        {"status": "draft"},
        {"tlp": "RED"},
        {"embargoed_until": "2026-11-30"},
    ]
    tiers, tlps, audience = LIMITS[edition]
    found += [{"tier": tier} for tier in ("paid", "inner") if tier not in tiers]
    found += [{"tlp": tlp} for tlp in ("GREEN", "AMBER") if tlp not in tlps]
    found += [{"audiences": ["buyer"]}] if audience else []
    return st.sampled_from(found)


@WORLDS
@given(worlds(), EDITIONS, st.data())
def test_a_hundred_more_that_an_edition_hides_change_no_byte_of_it(
    world: World, edition: str, data: st.DataObject
) -> None:
    more = crowd(world, data.draw(hiding(edition)))
    assert len(more) == 100
    crowded = world.with_all(more)
    assert hidden_from(crowded, edition) >= set(more)
    assert differing(output(built(world), edition), output(built(crowded), edition)) == []
