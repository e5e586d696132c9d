"""How the objects of a made-up project are drawn; see `worlds`."""

from typing import Any

from hypothesis import strategies as st

from brief.library.model import Key
from support.worlds import (
    ADDRESSES,
    DAYS,
    EDGES,
    MARKINGS,
    OWN,
    PAST,
    TAGS,
    TODAY,
    Needing,
    Object,
    To,
    World,
)

Draw = Any


def word(family: str, name: str, what: str) -> str:
    """Return a word that stands nowhere but in one field of one object."""
    return f"Q{family.replace('-', '')}{name}{what}Z"


def sensible(marking: Object) -> Object:
    """Return a marking whose end is not before its beginning."""
    if marking.get("expires", "2027") <= marking.get("embargoed_until", PAST):
        return {name: value for name, value in marking.items() if name != "expires"}
    return marking


class Maker:
    """Draws one world: first who there is, then what each says of the others."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.objects: dict[Key, Object] = {}
        self.names = {
            family: [f"{letter}{n}" for n in range(draw(st.integers(least, most)))]
            for family, letter, least, most in (
                ("entity", "e", 2, 5),
                ("source", "s", 1, 4),
                ("class", "c", 0, 2),
                ("base-rate", "r", 0, 1),
                ("note", "n", 2, 6),
                ("forecast", "f", 0, 2),
                ("scenario", "p", 0, 2),
                ("issue", "i", 1, 2),
                ("page", "g", 0, 1),
            )
        }
        self.owns = {
            (f, n): draw(OWN) for f in ("entity", "source", "class") for n in self.names[f]
        }
        self.marks = {
            (f, n): sensible(draw(MARKINGS))
            for f in ("note", "forecast", "scenario", "issue")
            for n in self.names[f]
        }
        self.days = {("note", n): draw(DAYS) for n in self.names["note"]}

    def some(self, family: str, most: int = 2, but: str = "", part: str = "") -> list[To]:
        names = [name for name in self.names[family] if name != but]
        if not names:
            return []
        found = self.draw(st.lists(st.sampled_from(names), max_size=most, unique=True))
        return [To(family, name, part) for name in found]

    def mention(self, own: Key) -> str:
        """Return the text of a mention of something that shows wherever its text does."""
        if self.marks.get(own, {}).get("expires", "2027") <= TODAY:
            return ""  # of a stone nothing is read
        open_ = [key for key, marking in self.owns.items() if not marking and key[0] != "class"]
        open_ += [
            key
            for key, marking in self.marks.items()
            if key[0] == "note" and not marking and self.days[key] == PAST and key != own
        ]
        if not open_ or not self.draw(st.booleans()):
            return ""
        family, name = self.draw(st.sampled_from(sorted(open_)))
        return f" and [[{family}:{name}]]"

    def text(self, key: Key, what: str) -> str:
        return f"{word(*key, what)} is said{self.mention(key)}."

    def cited(self) -> list[Any]:
        """Return sources in all their forms."""
        found: list[Any] = list(self.some("source"))
        if self.draw(st.booleans()):
            address = self.draw(st.sampled_from(ADDRESSES))
            found.append(
                self.draw(st.sampled_from([address, {"url": address, "publisher": "P"}]))
            )
        return found

    def world(self) -> World:
        for family in self.names:
            for name in self.names[family]:
                self.objects[family, name] = getattr(self, family.replace("-", "_"))(name)
        return World(self.objects)

    def entity(self, name: str) -> Object:
        key = ("entity", name)
        edges = []
        for _ in range(self.draw(st.integers(0, 2))):
            ends = self.some("entity", but=name)
            if ends:
                sort = self.draw(st.sampled_from(EDGES))
                edges.append(
                    Needing({sort: ends, "sources": self.some("source", 1), **self.draw(OWN)})
                )
        return {
            "type": self.draw(st.sampled_from(["ai-lab", "model", "inference-provider"])),
            "name": word(*key, "name"),
            "description": self.text(key, "text"),
            "former_ids": [f"old-{name}"],
            "edges": edges,
            **self.owns[key],
        }

    def source(self, name: str) -> Object:
        key = ("source", name)
        number = self.names["source"].index(name)
        earlier = [each for each in self.names["source"][:number] if self.draw(st.booleans())]
        value: Object = {"title": word(*key, "title"), "publisher": "P", **self.owns[key]}
        if earlier:
            value["republishes"] = To("source", earlier[0])
        if self.draw(st.booleans()):
            value["url"] = self.draw(st.sampled_from(ADDRESSES))
        return value

    def class_(self, name: str) -> Object:
        key = ("class", name)
        open_ = [each for each in self.names["entity"] if not self.owns["entity", each]]
        ends = [{"edge": "developed-by", "to": To("entity", each)} for each in open_[:1]]
        match = {"any": [{"attr": "type", "in": ["model"]}, *ends]}
        return {"name": word(*key, "name"), "match": match, **self.owns[key]}

    def base_rate(self, name: str) -> Object:
        return {
            "description": word("base-rate", name, "text"),
            "k": 1,
            "n": 20,
            "source": To("source", self.names["source"][0]),
            "as_of": PAST,
            "jurisdiction": "US",
            "instrument": "bill",
        }

    def note(self, name: str) -> Object:
        key = ("note", name)
        value: Object = {
            "title": word(*key, "title"),
            "date": self.days[key],
            "body": self.text(key, "body"),
            "about": self.some("entity"),
            "sources": self.cited() or "none",
            "tags": self.draw(TAGS),
            "related": self.some("note", but=name),
            "forecasts": self.some("forecast"),
            "scenarios": self.some("scenario"),
            "claims": [self.claim(key)],
            "assessments": [
                {"text": self.text(key, "judged"), "basis": ["c1", *self.basis(name)]}
            ],
            "unknowns": [word(*key, "unknown")],
            "so_what": {"investor": word(*key, "sowhat")},
            "former_ids": [f"old-{name}"],
            **self.marks[key],
        }
        sort = self.draw(
            st.sampled_from(["announcement", "commentary", "policy", "observation"])
        )
        own: Object = getattr(self, sort)(name)
        return value | {"kind": sort} | own

    def claim(self, key: Key) -> Object:
        cited: list[Any] = list(self.some("source", 1))
        cited += [
            Needing({"source": to, "at": word(*key, "at")}) for to in self.some("source", 1)
        ]
        return {"text": self.text(key, "claim"), "sources": cited, "type": "interested-party"}

    def basis(self, name: str) -> list[To]:
        return self.some("note", 1, but=name, part="#c1")

    def announcement(self, _name: str) -> Object:
        return {"event": "other", "products": self.some("entity")}

    def commentary(self, _name: str) -> Object:
        replied = self.some("source", 1)
        return {"replies_to": replied[0]} if replied else {}

    def observation(self, name: str) -> Object:
        people = [
            {"person": word("note", name, "person"), "entity": to, "role": "spoke"}
            for to in self.some("entity", 1)
        ]
        return {"setting": "panel", "participants": people}

    def policy(self, name: str) -> Object:
        cited = self.some("source", 1)
        entry: Object = {
            "when": "2026-01-05",
            "stage": "proposed",
            "text": word("note", name, "action"),
        }
        return {
            "jurisdiction": self.draw(st.sampled_from(["US", "EU"])),
            "instrument": "bill",
            "companions": self.some("note", but=name),
            "targets": [Needing({"class": to}) for to in self.some("class")],
            "reach": ["developed-by", "uses"],
            "history": [entry | {"source": to} for to in cited] or [entry],
            "milestones": [{"when": "2027-03", "what": word("note", name, "due")}],
        }

    def forecast(self, name: str) -> Object:
        key = ("forecast", name)
        days = self.draw(st.lists(DAYS, min_size=1, max_size=3, unique=True))
        updates = [
            {"date": day, "p": "0.5", "sources": self.some("source", 1)} for day in sorted(days)
        ]
        rates = self.some("base-rate", 1)
        return {
            "question": word(*key, "title") + "?",
            "counts_as_yes": [self.text(key, "yes")],
            "resolution_sources": ["A register"],
            "closes": "2027-06-30",
            "resolves_by": "2027-07-31",
            "reference_class": rates[0] if rates else {"none": "no such thing"},
            "implies": self.some("forecast", 1, but=name),
            "updates": updates,
            **self.marks[key],
        }

    def scenario(self, name: str) -> Object:
        key = ("scenario", name)
        return {
            "title": word(*key, "title"),
            "narrative": self.text(key, "text"),
            "sources": self.some("source", 1),
            "assumptions": [{"text": word(*key, "assumed")}],
            "alternatives": [word(*key, "other")],
            "indicators": [
                {
                    "statement": word(*key, "sign"),
                    "direction": "supports",
                    "status": "unobservable",
                }
            ],
            **self.marks[key],
        }

    def issue(self, name: str) -> Object:
        key = ("issue", name)
        listed = self.some("note", 3)
        sections: list[Object] = [{"title": "Listed", "notes": listed}] if listed else []
        sections.append(
            {
                "title": "Found",
                "query": self.draw(st.sampled_from([{"kind": "policy"}, {"tags": ["rules"]}])),
            }
        )
        asked = ["policy-pipeline", "calendar", "corrections", "scenario-board", "exposure"]
        lines = [
            Needing({"text": word(*key, f"line{n}"), "basis": self.some("note", 1)})
            for n in range(2)
        ]
        return {
            "number": self.names["issue"].index(name) + 1,
            "title": word(*key, "title"),
            "date": self.draw(DAYS),
            "lead": self.text(key, "lead"),
            "bottom_line": lines,
            "sections": sections,
            "products": self.draw(st.lists(st.sampled_from(asked), unique=True, max_size=3)),
            **self.marks[key],
        }

    def page(self, name: str) -> Object:
        key = ("page", name)
        return {"title": word(*key, "title"), "body": self.text(key, "body"), **self.draw(OWN)}


setattr(Maker, "class", Maker.class_)  # a word of Python


@st.composite
def worlds(draw: Draw) -> World:
    """Draw a whole project."""
    return Maker(draw).world()
