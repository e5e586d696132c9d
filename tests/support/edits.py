"""Small edits of a project, as an author makes them: each gives another state of it.

An edit takes a state and a number, which chooses what it is about; where it does not apply the
state stays as it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from support.compiling import builtin_theme
from support.edit_world import SVG, base

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
TOOLS = {"weasyprint": "70.0", "pango": "1.56.3", "vl-convert": "1.9.0"}


@dataclass(frozen=True)
class State:
    """A project, the instant and the machine that it is built on."""

    files: Mapping[str, bytes] = field(default_factory=base)
    at: datetime = AT
    tools: Mapping[str, str] = field(default_factory=lambda: TOOLS)
    indexer: str | None = "1.5.2"
    pdf: bool = True
    drafts: bool = False
    code: str = "the program"
    packages: Mapping[str, bytes] = field(default_factory=dict)

    def with_file(self, path: str, content: bytes | str) -> "State":
        held = content.encode() if isinstance(content, str) else content
        return replace(self, files={**self.files, path: held})

    def without(self, path: str) -> "State":
        return replace(self, files={p: c for p, c in self.files.items() if p != path})

    def replaced(self, path: str, old: str, new: str) -> "State":
        content = self.files[path]
        assert old.encode() in content, (path, old)
        return self.with_file(path, content.replace(old.encode(), new.encode()))


Edit = Callable[[State, int], State]


def _one(state: State, number: int, *starts: str) -> str | None:
    found = sorted(path for path in state.files if path.startswith(starts))
    return found[number % len(found)] if found else None


def change_note(state: State, number: int) -> State:
    path = _one(state, number, "briefs/notes/")
    if path is None:
        return state
    word = f"{number % 7} more words".encode()
    return state.with_file(path, state.files[path].rstrip(b"\n") + b" " + word + b".\n")


def comment_note(state: State, number: int) -> State:
    path = _one(state, number, "briefs/notes/", "briefs/issues/", "briefs/entities/")
    return state.with_file(path, b"# Seen.\n" + state.files[path]) if path else state


def new_note(state: State, number: int) -> State:
    about = ("etched", "zai", "glm")[number % 3]
    day = 1 + number % 20
    return state.with_file(
        f"briefs/notes/2026-11-{day:02}-new-{number % 4}.yaml",
        f"kind: commentary\ntitle: New {number % 5}\ntags: [chips]\nbody: On [[{about}]].\n",
    )


def remove_note(state: State, number: int) -> State:
    path = _one(state, number, "briefs/notes/")
    return state.without(path) if path else state


def rename_note(state: State, number: int) -> State:
    path = _one(state, number, "briefs/notes/")
    if path is None:
        return state
    stem = path.removesuffix(".yaml")
    return state.without(path).with_file(f"{stem}-again.yaml", state.files[path])


def swap_notes(state: State, number: int) -> State:
    one, other = _one(state, number, "briefs/notes/"), _one(state, number + 1, "briefs/notes/")
    if one is None or other is None:
        return state
    held = state.files
    return state.with_file(one, held[other]).with_file(other, held[one])


def retitle_issue(state: State, number: int) -> State:
    path = _one(state, number, "briefs/issues/")
    if path is None:
        return state
    lines = state.files[path].split(b"\n")
    named = [f"title: Titled {number % 3}".encode() if b"title: The" in x else x for x in lines]
    return state.with_file(path, b"\n".join(named))


def remove_issue(state: State, number: int) -> State:
    path = _one(state, number, "briefs/issues/")
    return state.without(path) if path else state


PEOPLE = "briefs/entities/people.yaml"


def new_entity(state: State, number: int) -> State:
    held = state.files.get(PEOPLE, b"")
    name = f"maker-{number % 3}"
    if name.encode() in held:
        return state
    return state.with_file(PEOPLE, held + f"{name}: {{type: foundry, name: M}}\n".encode())


def rename_entity(state: State, number: int) -> State:
    """Give an entity another id everywhere, or only where it is declared, which is wrong."""
    old, new = (b"vercel", b"netlify") if number % 2 else (b"netlify", b"vercel")
    if number % 5 == 0:
        return state.with_file(PEOPLE, state.files.get(PEOPLE, b"").replace(old, new))
    return replace(state, files={p: c.replace(old, new) for p, c in state.files.items()})


def remove_entity(state: State, number: int) -> State:
    rows = state.files.get(PEOPLE, b"").split(b"\n")
    kept = [row for row in rows if not row.startswith((b"maker", b"vercel")[number % 2])]
    return state.with_file(PEOPLE, b"\n".join(kept))


def change_source(state: State, number: int) -> State:
    path = "briefs/sources/all.yaml"
    if path not in state.files:
        return state
    title = f"title: Article {number % 3}"
    rows = state.files[path].decode().split("\n")
    return state.with_file(
        path, "\n".join("  " + title if "rticle" in r and "title" in r else r for r in rows)
    )


def switch_tier(state: State, number: int) -> State:
    path = _one(state, number, "briefs/notes/")
    if path is None:
        return state
    rows = [r for r in state.files[path].split(b"\n") if not r.startswith(b"tier:")]
    tier = (b"tier: free", b"tier: paid", b"tlp: AMBER", b"status: draft")[number % 4]
    return state.with_file(path, b"\n".join([rows[0], tier, *rows[1:]]))


NAMES = ("print.html", "note.html", "site.css", "layout.html", "edition.txt", "card.svg")


def change_template(state: State, number: int) -> State:
    """Write a template of the project's own, from the theme's own with a remark in it."""
    name = NAMES[number % len(NAMES)]
    path = f"templates/{name}"
    held = state.files.get(path) or builtin_theme()[name]
    style = name.endswith(".css")
    said = f"/* {number % 5} */" if style else f"<!-- {number % 5} -->"
    if name == "edition.txt":
        said = f"{number % 5}\n"
    return state.with_file(path, held + said.encode() + b"\n")


def remove_template(state: State, number: int) -> State:
    path = _one(state, number, "templates/")
    return state.without(path) if path else state


def change_asset(state: State, number: int) -> State:
    path = _one(state, number, "briefs/assets/")
    return state.with_file(path, SVG.format(30 + number % 5)) if path else state


def swap_assets(state: State, number: int) -> State:
    del number
    one, other = "briefs/assets/rack.svg", "briefs/assets/space.svg"
    held = state.files
    if one not in held or other not in held:
        return state
    return state.with_file(one, held[other]).with_file(other, held[one])


def remove_asset(state: State, number: int) -> State:
    path = _one(state, number, "briefs/assets/")
    return state.without(path) if path else state


BREAKS = (b"\nkind: [\n", b"\n\ta: b\n", b"\ncolour: red\n", b"\xff\n")


def break_yaml(state: State, number: int) -> State:
    path = _one(state, number, "briefs/")
    if path is None or not path.endswith(".yaml"):
        return state
    return state.with_file(path, state.files[path] + BREAKS[number % len(BREAKS)])


def mend(state: State, _number: int) -> State:
    """Bring every file back that the base has and that is broken or gone now."""
    held = {
        p: c
        for p, c in state.files.items()
        if not c.endswith((b": [\n", b": b\n", b"red\n", b"\xff\n"))
    }
    return replace(state, files={**base(), **held})


def start_over(state: State, _number: int) -> State:
    return replace(State(), at=state.at, tools=state.tools)


DAYS = (-30, -20, -1, 0, 1, 3, 28, 400)


def shift_day(state: State, number: int) -> State:
    return replace(state, at=AT + timedelta(days=DAYS[number % len(DAYS)], hours=number % 13))


def other_tools(state: State, number: int) -> State:
    name = sorted(TOOLS)[number % len(TOOLS)]
    return replace(state, tools={**state.tools, name: f"{number % 3}.0"})


def other_indexer(state: State, number: int) -> State:
    return replace(state, indexer=("1.5.2", "1.5.2 extended", None)[number % 3])


def other_options(state: State, number: int) -> State:
    return replace(state, pdf=number % 2 > 0, drafts=number % 3 == 0)


SETTINGS = "briefs/newsletter.yaml"
WISHES = (
    "theme: {paper: Letter}\n",
    "theme: {accent: '#804000'}\n",
    "language: de\n",
    "feeds: off\n",
    "figures: off\n",
    "cards: off\n",
    "search: off\n",
    "pdf: off\n",
    "defaults: {tier: paid}\n",
    "lint: {B157: warn}\n",
    "",
)


def settings(state: State, number: int) -> State:
    """Wish for something, or take every wish back."""
    held = base()[SETTINGS].decode()
    return state.with_file(SETTINGS, held + WISHES[number % len(WISHES)])


EDITS: tuple[Edit, ...] = (
    *(change_note, comment_note, new_note, remove_note, rename_note, swap_notes),
    *(retitle_issue, remove_issue, new_entity, rename_entity, remove_entity, change_source),
    *(switch_tier, change_template, remove_template, change_asset, swap_assets, remove_asset),
    *(break_yaml, mend, mend, mend, start_over, shift_day, other_tools, other_indexer),
    *(other_options, settings),
)
