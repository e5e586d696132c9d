"""Projects made by Hypothesis: objects with all sorts of markings, and references among them.

Texts mention only what shows wherever they do; typed references lead anywhere. Whatever an
object says bears its own name, so that a trace of it can be found.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from brief.library.model import Key

SETTINGS = {
    "title": "Example Letter",
    "url": "https://letter.example",
    "tiers": ["free", "paid", "inner"],
    "audiences": {"buyer": {"name": "Buyers"}, "investor": {"name": "Investors"}},
    "editions": {
        "public": {},
        "members": {"tier": "paid"},
        "investor": {"tier": "paid", "audience": "investor"},
        "inside": {"tier": "inner"},
    },
}
# Tiers and TLP that each view may show.
LIMITS = {
    "site": (("free",), ("CLEAR",), None),
    "public": (("free",), ("CLEAR",), None),
    "members": (("free", "paid"), ("CLEAR", "GREEN"), None),
    "investor": (("free", "paid"), ("CLEAR", "GREEN"), "investor"),
    "inside": (("free", "paid", "inner"), ("CLEAR", "GREEN", "AMBER"), None),
}
TODAY, PAST, FUTURE = "2026-11-23", "2026-11-02", "2026-11-30"


@dataclass(frozen=True)
class To:
    """A typed reference, to be written as an id."""

    family: str
    id: str
    part: str = ""

    @property
    def key(self) -> Key:
        return self.family, self.id


class Needing(dict[str, Any]):
    """A mapping that is nothing without its references: one hidden, and it goes."""


Object = dict[str, Any]


@dataclass(frozen=True)
class World:
    """The objects of a project by family and id."""

    objects: Mapping[Key, Object]

    def files(self) -> dict[str, str]:
        """Return the project as files. JSON is YAML."""
        files = {"briefs/newsletter.yaml": json.dumps(SETTINGS)}
        collected: dict[str, dict[str, Any]] = {"class": {}, "base-rate": {}}
        for (family, name), value in self.objects.items():
            written = _written(value)
            if family in collected:
                collected[family][name] = written
            elif family == "page":
                body = written.pop("body")
                files[f"briefs/pages/{name}.md"] = (
                    f"---\n{json.dumps(written)}\n---\n\n{body}\n"
                )
            else:
                files[f"briefs/{FOLDERS[family]}/{name}.yaml"] = json.dumps(written)
        if collected["class"]:
            files["briefs/classes.yaml"] = json.dumps(collected["class"])
        if collected["base-rate"]:
            files["briefs/base-rates.yaml"] = json.dumps(collected["base-rate"])
        return files

    def without(self, hidden: Iterable[Key], edition: str) -> "World":
        """Return the world without some objects, the references to them, and hidden edges."""
        gone = frozenset(hidden)
        kept = {
            key: {
                name: each
                for name, value in fields.items()
                if (each := _cut(value, gone, edition)) is not _GONE
            }
            for key, fields in self.objects.items()
            if key not in gone
        }
        for (family, _), fields in kept.items():
            if family == "note":
                fields["sources"] = fields.get("sources") or "none"
            if family == "issue":
                sections = fields.get("sections", ())
                fields["sections"] = [s for s in sections if s.get("notes") or "query" in s]
        return World(kept)

    def with_all(self, more: Mapping[Key, Object]) -> "World":
        """Return the world with some objects added or replaced."""
        return World({**self.objects, **more})


FOLDERS = {
    "note": "notes",
    "entity": "entities",
    "source": "sources",
    "forecast": "forecasts",
    "scenario": "scenarios",
    "issue": "issues",
}

_GONE = object()


def _written(value: Any) -> Any:
    if isinstance(value, To):
        return value.id + value.part
    if isinstance(value, dict):
        return {name: _written(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_written(each) for each in value]
    return value


def _cut(value: Any, gone: frozenset[Key], edition: str) -> Any:
    if isinstance(value, To):
        return _GONE if value.key in gone else value
    if isinstance(value, list):
        return [each for item in value if (each := _cut(item, gone, edition)) is not _GONE]
    if not isinstance(value, dict):
        return value
    if isinstance(value, Needing) and (
        any(to.key in gone for to in references(value)) or not shows(value, edition)
    ):
        return _GONE
    fields = {
        name: each
        for name, item in value.items()
        if (each := _cut(item, gone, edition)) is not _GONE
    }
    ends = [name for name in EDGES if name in value]
    return _GONE if ends and not fields[ends[0]] else fields


EDGES = ("uses", "supplies", "developed-by", "hosted-by", "depends-on")


def references(value: Any) -> list[To]:
    """Return the references of a part that it cannot do without."""
    if isinstance(value, To):
        return [value]
    if isinstance(value, list):
        return [to for item in value for to in references(item)]
    if isinstance(value, dict):
        # Of several ends of an edge those that show are kept.
        return [
            to for name, item in value.items() if name not in EDGES for to in references(item)
        ]
    return []


def shows(value: Mapping[str, Any], edition: str) -> bool:
    """Tell whether the tier and TLP that something carries let an edition show it."""
    tiers, tlps, _ = LIMITS[edition]
    return value.get("tier", "free") in tiers and value.get("tlp", "CLEAR") in tlps


def shown_by_rules(family: str, value: Mapping[str, Any], edition: str) -> bool:
    """Tell by the table of views, read afresh, whether a marked object shows at noon today."""
    audience = LIMITS[edition][2]
    if not shows(value, edition) or value.get("status", "ready") != "ready":
        return False
    named = value.get("audiences")
    if audience and named is not None and not {audience, "everyone"} & set(named):
        return False
    if value.get("embargoed_until", PAST) > TODAY or value.get("expires", "2027") <= TODAY:
        return False
    if family == "forecast":
        return any(update["date"] <= TODAY for update in value["updates"])
    return bool(value.get("date", PAST) <= TODAY)


MARKINGS: st.SearchStrategy[Object] = st.one_of(
    st.just({}),
    st.fixed_dictionaries(
        {},
        optional={
            "tier": st.sampled_from(["free", "paid", "inner"]),
            "tlp": st.sampled_from(["CLEAR", "GREEN", "AMBER", "RED"]),
            "audiences": st.sampled_from([["buyer"], ["investor"], ["everyone"], []]),
            "status": st.sampled_from(["ready", "ready", "draft", "withheld", "canceled"]),
            "embargoed_until": st.sampled_from([PAST, FUTURE]),
            "expires": st.sampled_from(["2026-11-22", "2026-12-31"]),
        },
    ),
)
OWN: st.SearchStrategy[Object] = st.one_of(
    st.just({}),
    st.fixed_dictionaries({}, optional={"tier": st.sampled_from(["free", "paid", "inner"])}),
)
DAYS = st.sampled_from([PAST, "2026-11-20", TODAY, FUTURE])
TAGS = st.lists(st.sampled_from(["models", "prices", "rules"]), max_size=2, unique=True)
ADDRESSES = ["https://x.example/a", "https://www.x.example/a/", "https://x.example/b"]
