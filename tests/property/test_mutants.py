"""Mutants of keys: with any ingredient left out, an edit script finds a stale file.

Each mutant leaves one thing out of a key, and names the edit that only this thing tells from
what was there before. The script passes without the mutant and fails with it.
"""

from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from brief.app import again as app_again
from brief.app import perform
from brief.build import known as again
from brief.build import memory, site, step
from brief.build.compile import compile_snapshot
from brief.build.options import Options
from brief.build.snapshot import Snapshot
from brief.outputs.artefact import File
from support.desk import Desk, Plain, clean, options_of, snapshot
from support.edit_world import SVG
from support.edits import SETTINGS, State
from support.fonts import font_with

Script = tuple[State, ...]

NOTE = "briefs/notes/2026-11-02-base.yaml"
OPEN = "briefs/notes/2026-11-06-open.yaml"
FIRST = "briefs/issues/2026-11-10-first.yaml"
SECOND = "briefs/issues/2026-11-17-second.yaml"
RULE = "briefs/notes/2026-11-03-rule.yaml"
BASE = State()


def run(script: Script) -> None:
    """Follow a script; what is stale fails."""
    desk = Desk()
    for state in script:
        desk.follow(state)


def moved(state: State, old: str, new: str) -> State:
    return state.without(old).with_file(new, state.files[old])


def settings(text: str, state: State = BASE) -> State:
    return state.with_file(SETTINGS, state.files[SETTINGS] + text.encode())


def tools(**versions: str) -> State:
    named = {name.replace("_", "-"): version for name, version in versions.items()}
    return replace(BASE, tools={**BASE.tools, **named})


NOTE_CHANGED = BASE.replaced(NOTE, "offered by others", "offered by nobody")

# Two sorts of document with one text: only the limit of their pages tells them apart.
SAME_PRINT = BASE.with_file("templates/print.html", "<p>{{ page.card.title }}</p>").with_file(
    "templates/print_key_points.html", "<p>{{ page.card.title }}</p>"
)

QUOTED = BASE.replaced(OPEN, "a word on", 'a "word" on')

# A step, what of it is left out, and a script.
STEPS: dict[str, tuple[str, Callable[[str], bool], Script]] = {
    "read content": ("read", lambda name: name == "content", (BASE, NOTE_CHANGED)),
    "read path": (
        "read",
        lambda name: name == "path",
        (
            BASE.with_file("briefs/sources/none.yaml", "# None yet.\n"),
            BASE.with_file("briefs/notes/none.yaml", "# None yet.\n"),
        ),
    ),
    "markdown text": ("markdown", lambda name: name == "text", (BASE, NOTE_CHANGED)),
    "markdown options": (
        "markdown",
        lambda name: name == "options",
        (QUOTED, settings("language: de\n", QUOTED)),
    ),
    "figure source": (
        "figure",
        lambda name: name == "source",
        (BASE, BASE.replaced(RULE, "when: 2026-02-01", "when: 2025-06-01")),
    ),
    "figure fonts": (
        "figure",
        lambda name: name == "fonts",
        (BASE, BASE.with_file("templates/fonts/More.ttf", font_with("鲁"))),
    ),
    "figure tool": (
        "figure",
        lambda name: name.startswith("tool "),
        (BASE, tools(vl_convert="2.0")),
    ),
    "figure options": (
        "figure",
        lambda name: name == "option locale",
        (BASE, settings("language: de\n")),
    ),
    "search indexer": (
        "search",
        lambda name: name == "indexer",
        (BASE, replace(BASE, indexer="1.5.2 extended")),
    ),
    "search pages": (
        "search",
        lambda name: name.startswith("page "),
        (BASE, NOTE_CHANGED),
    ),
    "pdf html": (
        "pdf",
        lambda name: name == "html",
        (BASE, BASE.replaced(FIRST, "The first", "The 1st")),
    ),
    "pdf assets": (
        "pdf",
        lambda name: name.startswith("asset "),
        (BASE, BASE.with_file("templates/print.css", "p { margin: 0 }")),
    ),
    "pdf paper": (
        "pdf",
        lambda name: name == "option paper",
        (BASE, settings("theme: {paper: Letter}\n")),
    ),
    "pdf day": (
        "pdf",
        lambda name: name == "option date",
        (BASE, moved(BASE, FIRST, FIRST.replace("11-10", "11-11"))),
    ),
    "pdf pages": ("pdf", lambda name: name == "option pages", (SAME_PRINT,)),
    "pdf tools": ("pdf", lambda name: name.startswith("tool "), (BASE, tools(pango="2.0"))),
    "pdf attachments": (
        "pdf",
        lambda name: name.startswith("attachment "),
        (BASE, BASE.replaced(RULE, "when: 2026-02-02", "when: 2026-02-03")),
    ),
    "pdf descriptions": (
        "pdf",
        lambda name: name.startswith("attached-as "),
        (BASE, BASE.replaced(SECOND, "number: 2", "number: 2\nas_of: 2026-11-16")),
    ),
}


@pytest.mark.parametrize("mutant", STEPS)
def test_a_step_whose_key_lacks_an_ingredient_is_found(
    mutant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, is_left_out, script = STEPS[mutant]
    monkeypatch.setattr(perform, "KEPT", frozenset(step.VERSIONS))
    run(script)
    whole = step.Step.key

    def key(each: step.Step) -> str:
        if each.name != name:
            return whole(each)
        kept = tuple(part for part in each.ingredients if not is_left_out(part[0]))
        return whole(step.Step(each.name, kept))

    monkeypatch.setattr(step.Step, "key", key)
    with pytest.raises(AssertionError):
        run(script)


@pytest.mark.parametrize("name", sorted({"figure", "pdf", "search"}))
def test_a_step_whose_key_lacks_its_version_is_found(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What does the step gives other bytes from now on, and its version says so."""

    def turned() -> None:
        desk = Desk()
        desk.follow(BASE)
        with monkeypatch.context() as later:
            later.setitem(step.VERSIONS, name, "another")
            desk.follow(replace(BASE, code=f"another {name}"))

    turned()
    whole = step.Step.key

    def key(each: step.Step) -> str:
        with monkeypatch.context() as without:
            without.setitem(step.VERSIONS, each.name, "")
            return whole(each)

    monkeypatch.setattr(step.Step, "key", key)
    with pytest.raises(AssertionError):
        turned()


CJK = BASE.replaced(FIRST, "The first", "The 鲁").with_file(
    SETTINGS, BASE.files[SETTINGS] + b"pdf: {fonts: [noto-cjk]}\n"
)
WARNED = BASE.with_file("briefs/notes/unread.yml", "kind: commentary\n")
SPACE = "briefs/assets/space.svg"
ASSET = BASE.with_file(SPACE, SVG.format(33))

# What of a snapshot or of options is left out of the key of a build, and a script.
Blank = Callable[[Snapshot, Options], tuple[Snapshot, Options]]


def snapshot_without(**empty: object) -> Blank:
    return lambda read, options: (replace(read, **empty), options)  # type: ignore[arg-type]


def option_without(**empty: object) -> Blank:
    return lambda read, options: (read, replace(options, **empty))  # type: ignore[arg-type]


def assets_with(**changes: object) -> Blank:
    def blank(read: Snapshot, options: Options) -> tuple[Snapshot, Options]:
        assets = {
            path: replace(each, **changes)  # type: ignore[arg-type]
            for path, each in read.assets.items()
        }
        return replace(read, assets=assets), options

    return blank


def names_without(read: Snapshot, options: Options) -> tuple[Snapshot, Options]:
    contents = enumerate(read.texts[path] for path in sorted(read.texts))
    return replace(read, texts={f"{n:06}": content for n, content in contents}), options


BUILDS: dict[str, tuple[Blank, Script]] = {
    "texts": (snapshot_without(texts={}), (BASE, NOTE_CHANGED)),
    "names of texts": (
        names_without,
        (BASE, moved(BASE, OPEN, OPEN.replace("-open", "-opened"))),
    ),
    "theme": (
        snapshot_without(theme={}),
        (
            BASE.with_file("templates/site.css", "p { margin: 0 }"),
            BASE.with_file("templates/site.css", "p { margin: 1px }"),
        ),
    ),
    "toolchain": (snapshot_without(toolchain={}), (BASE, tools(pango="2.0"))),
    "what is not read": (snapshot_without(refused=()), (BASE, WARNED)),
    "fonts of the system": (
        snapshot_without(packages={}),
        (
            replace(CJK, packages={"noto-cjk": font_with("鲁")}),
            replace(CJK, packages={"noto-cjk": font_with("鲁迅")}),
        ),
    ),
    "assets": (snapshot_without(assets={}), (BASE, ASSET)),
    "digests of assets": (assets_with(digest=""), (BASE, ASSET)),
    "paths of assets": (
        assets_with(path=""),
        (BASE, moved(BASE, SPACE, "briefs/notes/space.svg")),
    ),
    "option pdf": (option_without(pdf=False), (BASE, replace(BASE, pdf=False))),
    "option drafts": (option_without(drafts=False), (BASE, replace(BASE, drafts=True))),
    "option indexer": (
        option_without(indexer=None),
        (BASE, replace(BASE, indexer=None)),
    ),
}


@pytest.mark.parametrize("mutant", BUILDS)
def test_a_recalled_build_whose_key_lacks_an_ingredient_is_found(
    mutant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    blank, script = BUILDS[mutant]
    run(script)
    whole = again.fingerprint

    def fingerprint(read: Snapshot, options: Options, code: str) -> str:
        return whole(*blank(read, options), code)

    monkeypatch.setattr(app_again, "fingerprint", fingerprint)
    with pytest.raises(AssertionError):
        run(script)


def test_a_recalled_build_whose_key_lacks_the_program_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def turned() -> None:
        desk = Desk()
        desk.follow(BASE)
        with monkeypatch.context() as later:
            later.setattr(site, "llms", lambda *_: File("llms.txt", b"Other words.", ""))
            desk.follow(replace(BASE, code="another program"))

    turned()
    whole = again.fingerprint
    monkeypatch.setattr(
        app_again, "fingerprint", lambda read, options, _: whole(read, options, "")
    )
    with pytest.raises(AssertionError):
        turned()


def at(text: str) -> State:
    return replace(BASE, at=datetime.fromisoformat(text).replace(tzinfo=UTC))


EVER = timedelta(days=10_000)
TIMES: dict[str, tuple[Callable[[again.Known], again.Known], Script]] = {
    "the end": (
        lambda found: replace(found, until=found.until + EVER),
        (at("2026-11-23T12:00"), at("2026-11-26T12:00")),
    ),
    "the beginning": (
        lambda found: replace(found, since=found.since - EVER),
        (at("2026-11-26T12:00"), at("2026-11-23T12:00")),
    ),
    "the hour of a note": (
        lambda found: replace(found, until=found.since.replace(hour=0) + timedelta(days=1)),
        (at("2026-11-25T08:00"), at("2026-11-25T10:00")),
    ),
    "the trees": (lambda found: replace(found, trees={}), (BASE, BASE)),
}


@pytest.mark.parametrize("mutant", TIMES)
def test_a_recalled_build_that_does_not_look_at_the_hour_or_the_trees_is_found(
    mutant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    blank, script = TIMES[mutant]

    def followed() -> None:
        desk = Desk()
        for state in script:
            desk.follow(state)
            if mutant == "the trees":
                desk.files.held["site/index.html"] = b"somebody was here"

    followed()
    whole = again.from_json
    monkeypatch.setattr(
        app_again, "from_json", lambda held: (found := whole(held)) and blank(found)
    )
    with pytest.raises(AssertionError):
        followed()


# What a process keeps between compilations: the tag of a value, the position that its key
# lacks, and a script.
MEMORY: dict[str, tuple[str, int, Script]] = {
    "tree content": ("tree", 2, (BASE, NOTE_CHANGED)),
    "entries content": ("entries", 2, (BASE, NOTE_CHANGED)),
    "entries defaults": ("entries", 3, (BASE, settings("defaults: {tier: paid}\n"))),
    "text language": ("text", 1, (QUOTED, settings("language: de\n", QUOTED))),
    "text words": ("text", 2, (BASE, NOTE_CHANGED)),
}


def compile_all(script: Script) -> None:
    """Compile states one after the other in one process, each against a clean build."""
    kept = memory.Memory()
    for state in script:
        desk = Desk()
        desk.lay(state)
        read = snapshot(desk.files, state)
        found = compile_snapshot(read, options_of(state), Plain(), kept)
        fresh, _ = clean(state)
        assert found.diagnostics == fresh.compilation.diagnostics
        assert found.site == fresh.compilation.site
        assert found.editions == fresh.compilation.editions


@pytest.mark.parametrize("mutant", MEMORY)
def test_a_memory_whose_key_lacks_an_ingredient_is_found(
    mutant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag, position, script = MEMORY[mutant]
    compile_all(script)

    def short(key: Hashable) -> Hashable:
        if not isinstance(key, tuple) or key[0] != tag:
            return key
        return (*key[:position], *key[position + 1 :])

    get, holds = memory.Memory.get, memory.Memory.holds
    monkeypatch.setattr(
        memory.Memory, "get", lambda self, key, make: get(self, short(key), make)
    )
    monkeypatch.setattr(memory.Memory, "holds", lambda self, key: holds(self, short(key)))
    with pytest.raises((AssertionError, KeyError)):
        compile_all(script)
