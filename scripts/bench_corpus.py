"""A newsletter of any size, the same for `brief` and for Hugo: notes, entities, topics, issues.

All of it follows from numbers, so every machine measures the same text. Twenty notes make an
issue, an entity stands for twenty notes, a topic for fifty; each note has two of either.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

A_NOTE_IN_ISSUE = 20
KINDS = ("commentary", "announcement", "commentary", "policy")
# Where the lists of kinds stand, and from how many lines on they have a page for each year.
PLACES = {"commentary": "commentary", "announcement": "announcements", "policy": "policy"}
MOST_LINES = 200
TEXT = (
    "the register of the county names few buildings since last summer and the letter of the "
    "owner says that most of them stand where power is cheap or a line is near while others "
    "wait for a permit that the state has promised to vendors who buy chips at home and sell "
    "models abroad so that a buyer who reads the record knows which of them may run and where"
)
FIRST = date(2016, 1, 4)
DAYS = 3900


@dataclass(frozen=True)
class Note:
    """One note, as both tools tell it."""

    id: str
    kind: str
    title: str
    summary: str
    on: date
    topics: tuple[str, ...]
    about: tuple[str, ...]
    paragraphs: tuple[str, ...]
    points: tuple[str, ...]
    claim: str


@dataclass(frozen=True)
class Corpus:
    """A whole newsletter."""

    notes: tuple[Note, ...]
    entities: tuple[str, ...]
    topics: tuple[str, ...]

    @property
    def issues(self) -> Iterator[tuple[int, date, tuple[Note, ...]]]:
        """Yield number, day and notes of each issue."""
        for start in range(0, len(self.notes), A_NOTE_IN_ISSUE):
            part = self.notes[start : start + A_NOTE_IN_ISSUE]
            yield start // A_NOTE_IN_ISSUE + 1, part[-1].on, part


def sentence(seed: int, length: int) -> str:
    """Return words that depend on the seed."""
    known = TEXT.split()
    words = [known[(seed * 37 + n * (7 + seed % 5)) % len(known)] for n in range(length)]
    return " ".join(words).capitalize() + "."


def corpus(count: int) -> Corpus:
    """Return a newsletter of so many notes, in order of their days."""
    entities = tuple(f"firm-{n}" for n in range(max(10, count // 20)))
    topics = tuple(f"topic-{n}" for n in range(max(8, count // 50)))
    notes = tuple(
        Note(
            id=f"note-{n}",
            kind=KINDS[n % len(KINDS)],
            title=f"What the record says of case {n}",
            summary=sentence(n + 11, 18),
            on=FIRST + timedelta(days=n * DAYS // count),
            topics=(topics[n % len(topics)], topics[(n * 7 + 3) % len(topics)]),
            about=(entities[n % len(entities)], entities[(n * 11 + 5) % len(entities)]),
            paragraphs=tuple(sentence(n * 3 + part, 40) for part in range(3)),
            points=tuple(sentence(n * 5 + part, 8) for part in range(3)),
            claim=sentence(n + 5, 12),
        )
        for n in range(count)
    )
    return Corpus(notes, entities, topics)


def write_brief(folder: Path, whole: Corpus) -> None:
    """Write the newsletter as a project of `brief`."""
    briefs = folder / "briefs"
    for name in ("notes", "issues", "entities", "sources"):
        (briefs / name).mkdir(parents=True)
    (briefs / "newsletter.yaml").write_text(
        "title: Bench\nurl: https://bench.example\nsearch: off\ncards: off\nfigures: off\n"
        "editions: {public: {tier: free, formats: [html]}}\n"
    )
    (briefs / "sources/all.yaml").write_text("posts: {title: Posts, type: post}\n")
    lines = [f"{name}: {{type: ai-lab, name: Firm {name[5:]}}}" for name in whole.entities]
    (briefs / "entities/all.yaml").write_text("\n".join(lines) + "\n")
    for note in whole.notes:
        (briefs / f"notes/{note.on}-{note.id}.yaml").write_text(yaml_of(note))
    for number, day, notes in whole.issues:
        listed = ", ".join(note.id for note in notes)
        (briefs / f"issues/{day}-no-{number}.yaml").write_text(
            f"number: {number}\ntitle: Issue {number}\nbottom_line:\n"
            f"  - {{text: The register grows., basis: [{notes[0].id}]}}\n"
            f"sections:\n  - {{title: Notes, notes: [{listed}]}}\n"
        )


def yaml_of(note: Note) -> str:
    """Return a note as a file of `brief`."""
    first, *rest = note.paragraphs
    text = [
        f"**Case.** {first} See [the register](https://register.example/{note.id}).",
        "\n  ".join(f"- {point}" for point in note.points),
        *rest,
    ]
    own = {
        "announcement": "event: product-release\nsources: [posts]\n",
        "policy": "jurisdiction: US\ninstrument: bill\nsources: [posts]\n"
        f"history:\n  - {{when: {note.on}, text: Introduced in House}}\n",
        "commentary": "",
    }[note.kind]
    body = "\n\n  ".join(text)
    return (
        f"kind: {note.kind}\ntitle: {note.title}\nsummary: {note.summary}\n"
        f"tags: [{', '.join(dict.fromkeys(note.topics))}]\n"
        f"about: [{', '.join(dict.fromkeys(note.about))}]\n{own}"
        f"claims:\n  - {{text: {note.claim}, sources: [posts]}}\n"
        f"unknowns: [what it is for]\nbody: |\n  {body}\n"
    )


def write_hugo(folder: Path, whole: Corpus) -> None:
    """Write the newsletter as content of Hugo; templates are another's business."""
    notes = folder / "content/notes"
    notes.mkdir(parents=True)
    (folder / "content/issues").mkdir()
    for note in whole.notes:
        (notes / f"{note.id}.md").write_text(markdown_of(note))
    for number, day, listed in whole.issues:
        head = {
            "title": f"Issue {number}",
            "date": day.isoformat(),
            "number": number,
            "bottom_line": "The register grows.",
            "listed": [note.id for note in listed],
        }
        (folder / f"content/issues/no-{number}.md").write_text(json.dumps(head) + "\n\n")
    for name in whole.entities:
        _term(folder, f"entities/{name}", title=f"Firm {name[5:]}")
    _term(folder, "notes", outputs=["html"])
    for kind, place in PLACES.items():
        _term(folder, f"kinds/{kind}", url=f"/{place}/")
    for year, kinds in _long(whole).items():
        _term(folder, f"years/{year}", url=f"/notes/year/{year}/", outputs=["html"])
        for kind in kinds:
            url = f"/{PLACES[kind]}/{year}/"
            _term(folder, f"cuts/{kind}-{year}", url=url, outputs=["html"])


def _term(folder: Path, name: str, **front: object) -> None:
    place = folder / "content" / name
    place.mkdir(parents=True, exist_ok=True)
    (place / "_index.md").write_text(json.dumps(front) + "\n\n")


def _long(whole: Corpus) -> dict[int, list[str]]:
    """Return years, and the kinds whose lists are so long that they have a page for each."""
    many = [kind for kind in PLACES if sum(n.kind == kind for n in whole.notes) > MOST_LINES]
    if len(whole.notes) <= MOST_LINES:
        return {}
    years = sorted({note.on.year for note in whole.notes})
    return dict.fromkeys(years, many)


def markdown_of(note: Note) -> str:
    """Return a note as a file of Hugo."""
    head = {
        "title": note.title,
        "date": note.on.isoformat(),
        "summary": note.summary,
        "kinds": [note.kind],
        "years": [str(note.on.year)],
        "cuts": [f"{note.kind}-{note.on.year}"],
        "topics": list(dict.fromkeys(note.topics)),
        "entities": list(dict.fromkeys(note.about)),
        "claims": [note.claim],
        "unknowns": ["what it is for"],
    }
    first, *rest = note.paragraphs
    text = [
        f"**Case.** {first} See [the register](https://register.example/{note.id}).",
        "\n".join(f"- {point}" for point in note.points),
        *rest,
    ]
    return json.dumps(head) + "\n\n" + "\n\n".join(text) + "\n"
