"""Every code of the catalogue: its wrong example gives that code alone, its right one nothing.

Most examples are compiled in memory. A few mistakes cannot be shown as text, or need a disk, a
printer or a record of what was published; the tables below say how each of those is made.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from brief.adapters.executors import Pool
from brief.adapters.files import DiskFiles
from brief.adapters.pdf import prepare, set_pdf
from brief.app.build import Built
from brief.app.links import check_links
from brief.app.ports import Answer
from brief.app.release import release
from brief.build.compile import compile_snapshot, weighed
from brief.build.options import Options
from brief.build.step import Step
from brief.build.steps import PURE, in_place
from brief.diagnostics import catalogue
from brief.diagnostics.catalogue import CODES
from brief.diagnostics.code import Code
from brief.diagnostics.model import Diagnostic, Severity
from brief.text.tree import MOST_BYTES
from support.compiling import AT, SOUND, compiled, snapshot, sound_with
from support.fakes import MemoryFiles, TableWeb

Files = Mapping[str, str | bytes]

THEME = "templates/"
SETTINGS = "briefs/newsletter.yaml"
RECORD = "briefs/record"


# Mistakes of bytes, which no text can hold: from what the wrong example shows to what it means.
SPOILT: Mapping[str, Callable[[str], bytes]] = {
    # The note says that megabytes follow; comments stand for them.
    "B001": lambda text: text.encode() + b"# a row\n" * (MOST_BYTES // 4),
    # The replacement character stands for a `ü` in Latin-1, as an editor would show that byte.
    "B002": lambda text: text.encode().replace("\ufffd".encode(), "ü".encode("latin-1")),
    # The symbol for a bell stands for the bell itself, which is invisible.
    "B003": lambda text: text.replace("\N{SYMBOL FOR BELL}", "\a").encode(),
}

# What readers had read in the first issue, before the author's file was edited to the example.
PRINTED: Mapping[str, Callable[[Code], str]] = {
    # The comment behind a line of the wrong example gives what was printed in its place.
    "B620": lambda code: code.wrong.replace("2027-12-31  # printed: 2027-06-30", "2027-06-30"),
    "B621": lambda code: code.wrong.replace("0.40}  # printed: 0.15", "0.15}"),
    "B622": lambda code: re.sub(r"\n.*did not hold it\n", "\n", code.wrong),
    "B623": lambda code: code.wrong.replace("status: withheld", "status: ready"),
    "B624": lambda code: re.sub(r"60%(.*)  # printed: 80%", r"80%\1", code.wrong),
    "B625": lambda code: code.wrong.replace("filing-suppliers.yaml", "suppliers.yaml"),
}

# The first issue of the sound project is of this day.
RELEASED_AT = datetime(2026, 11, 10, 12, tzinfo=UTC)


def diagnosed(code: Code, example: str, folder: Path) -> tuple[Diagnostic, ...]:
    """Compile one of the two examples of a code inside the sound project."""
    files: dict[str, str | bytes] = dict(code.files(example))
    if code.severity is Severity.OFF:
        files.setdefault(SETTINGS, f"{SOUND[SETTINGS]}lint: {{{code.code}: warn}}\n")
    if code.code in SPOILT and example == code.wrong:
        files = {path: SPOILT[code.code](str(text)) for path, text in files.items()}
    if code.code in ON_DISK:
        return from_disk(code, files, folder)
    if code.code in ANSWERS:
        return from_links(code, files)
    if code.code in ("B306", "B309", "B310"):
        return from_print(files)
    if code.code in PRINTED:
        files |= recorded(code.files(PRINTED[code.code](code)), folder)
    return compiled(sound_with(own(files)), theme=theme_of(files)).diagnostics


def own(files: Files) -> Files:
    return {path: text for path, text in files.items() if not path.startswith(THEME)}


def theme_of(files: Files) -> dict[str, str]:
    return {
        path.removeprefix(THEME): str(text)
        for path, text in files.items()
        if path.startswith(THEME)
    }


# Mistakes that only reading a disk can find.
ON_DISK = ("B410", "B411")


def from_disk(code: Code, files: Files, folder: Path) -> tuple[Diagnostic, ...]:
    for path, text in sound_with(files).items():
        target = folder / "project" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if code.code == "B411" and str(text).startswith("../"):
            # The text of the example says where the link leads.
            target.symlink_to(str(text).strip())
        else:
            target.write_text(str(text), encoding="utf-8")
    read = DiskFiles(folder / "project").snapshot(AT, {})
    return compile_snapshot(read, Options(pdf=False), in_place(PURE)).diagnostics


# What the other host of the example answers.
ANSWERS: Mapping[str, Mapping[str, Answer]] = {
    "B420": {"https://paper.example/gone": Answer(404)},
    "B421": {"https://paper.example/moved": Answer(200, "https://paper.example/new")},
}


def from_links(code: Code, files: Files) -> tuple[Diagnostic, ...]:
    done = compiled(sound_with(files))
    assert done.diagnostics == ()
    assert done.settings is not None
    web = TableWeb(ANSWERS[code.code])
    report = check_links(MemoryFiles(), web, done.library, done.settings, AT.date())
    return tuple(weighed(report.diagnostics, done.settings))


def from_print(files: Files) -> tuple[Diagnostic, ...]:
    # One PDF is enough, and each takes a second.
    settings = SOUND[SETTINGS].replace("tier: free}", "tier: free, formats: [html]}")
    settings = settings.replace("audience: investor}", "audience: investor, formats: [html]}")
    read = snapshot(sound_with({**own(files), SETTINGS: settings}), theme=theme_of(files))
    return compile_snapshot(read, Options(pdf=True), with_print).diagnostics


def with_print(steps: Sequence[Step]) -> Sequence[bytes]:
    if not steps or steps[0].name != "pdf":
        return in_place(PURE)(steps)
    results = dict(Pool(set_pdf, prepare, most=1).run(steps))
    return [results[number] for number in range(len(steps))]


def recorded(files: Files, folder: Path) -> dict[str, bytes]:
    """Release the first issue of the sound project with some files, and return the record."""
    disk = DiskFiles(folder / "released")
    read = snapshot(sound_with(files), at=RELEASED_AT)
    done = compile_snapshot(read, Options(pdf=False), in_place(PURE))
    assert done.diagnostics == ()
    release(disk, Built(read, done, None, None, 0, 0), "first")
    kept = (f"{RECORD}/first.jsonl", f"{RECORD}/urls.lock")
    return {path: disk.read(path) or b"" for path in kept}


def shown(found: Sequence[Diagnostic]) -> list[str]:
    return [f"{each.span} {each.code}: {each.message}" for each in found]


ALL = pytest.mark.parametrize("code", CODES.values(), ids=CODES)


@ALL
def test_the_wrong_example_gives_its_own_code_and_nothing_else(
    code: Code, tmp_path: Path
) -> None:
    found = diagnosed(code, code.wrong, tmp_path)
    assert [each.code for each in found] == [code.code], shown(found)


@ALL
def test_the_right_example_gives_nothing(code: Code, tmp_path: Path) -> None:
    found = diagnosed(code, code.right, tmp_path)
    assert found == (), shown(found)


@ALL
def test_a_code_gives_its_reason_and_two_examples(code: Code) -> None:
    assert code.title
    assert code.reason.strip()
    assert code.wrong.strip()
    assert code.right.strip()
    assert code.wrong != code.right
    for example in (code.wrong, code.right):
        assert example.endswith("\n")


def test_titles_are_unique() -> None:
    titles = [code.title for code in CODES.values()]
    assert sorted(set(titles)) == sorted(titles)


def test_reasons_are_unique() -> None:
    reasons = [code.reason for code in CODES.values()]
    assert sorted(set(reasons)) == sorted(reasons)


def test_codes_are_sorted_and_each_is_listed_once() -> None:
    parts = [code.code for part in catalogue._PARTS for code in part.CODES]  # noqa: SLF001 - a mapping would hide repeats
    assert parts == sorted(set(parts))
    assert parts == list(CODES)


def test_what_the_source_complains_of_and_what_the_catalogue_explains_is_the_same(
    repository: Path,
) -> None:
    source = repository / "src" / "brief"
    raised = {
        found
        for path in source.rglob("*.py")
        if path.parent != source / "diagnostics"
        for found in re.findall(r"[\"'](B\d{3})[\"']", path.read_text(encoding="utf-8"))
    }
    assert sorted(raised - set(CODES)) == [], "raised and not in the catalogue"
    assert sorted(set(CODES) - raised) == [], "in the catalogue and never raised"
