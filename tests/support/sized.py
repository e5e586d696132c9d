"""Issues of 5 to 400 notes, and their mails, compiled in memory."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from brief.build.compile import compile_snapshot, narrowed_libraries
from brief.build.mails import mail_files
from brief.build.options import Options
from brief.build.scenes import Shared, build_scene
from brief.build.steps import PURE, in_place
from brief.library.narrow import gate
from brief.outputs.artefact import HTML, File
from brief.outputs.scene import Scene
from brief.schema.settings import editions, public_view
from support.compiling import AT, SOUND, snapshot
from support.mailing import sending

ISSUES, FEWEST, MOST = 200, 5, 400
WORDS = "the record shows what was said of a lease and of the bill that followed it".split()  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Scenes:
    """What mails are made of: the scene of each edition, by its name."""

    shared: Shared
    of: Mapping[str, Scene]


def size_of(number: int) -> int:
    """Return how many notes an issue has: a few have hundreds, as in life."""
    return FEWEST + round((MOST - FEWEST) * (number / (ISSUES - 1)) ** 12)


def title(number: int) -> str:
    # From 16 to 100 characters, each with a number of its own.
    words = (WORDS[(number + n) % len(WORDS)] for n in range(2 + number % 17))
    return f"Note {number:03} on {' '.join(words)}"


def note(number: int, *, odd: str) -> str:
    said = " ".join(WORDS[(number * 3 + n) % len(WORDS)] for n in range(30 + number % 90))
    return json.dumps(
        {
            "kind": "commentary",
            "date": "2026-11-05",
            "title": title(number),
            "tier": "paid" if number % 7 == 0 else "free",
            "summary": f"A summary, the {number:03}rd, of {said[: 60 + number % 80]}.",
            "sources": ["article" if number % 2 else "posts"],
            "claims": [{"text": f"{said}.", "sources": [{"source": "article"}]}],
            "body": f"{said}.[^a]\n\nAnd {said}.{odd}\n\n[^a]: A note on {said[:40]}.",
        },
        ensure_ascii=False,
    )


def project(
    numbers: Collection[int] = range(ISSUES),
    *,
    subjects: Sequence[str] = (),
    odd: Sequence[str] = (),
) -> dict[str, str | bytes]:
    """Return a project with some of the issues, for a public and a paid edition.

    `subjects` are titles that issues take in turn, and `odd` texts that end notes in turn.
    """
    settings = {
        "title": "Example Letter",
        "url": "https://letter.example",
        "tiers": ["free", "paid"],
        "editions": {"public": {}, "members": {"tier": "paid"}},
    }
    files = {
        path: text
        for path, text in SOUND.items()
        if not path.startswith(("briefs/issues/", "briefs/newsletter", "briefs/notes/"))
    }
    files["briefs/newsletter.yaml"] = json.dumps(settings)
    for number in range(max(map(size_of, numbers))):
        last = f"\n\n{odd[number % len(odd)]}" if odd else ""
        files[f"briefs/notes/note-{number:03}.yaml"] = note(number, odd=last)
    for number in numbers:
        names = [f"note-{n:03}" for n in range(size_of(number))]
        named = subjects[number % len(subjects)] if subjects else "Issue"
        issue = {
            "number": number,
            "title": f"{named} {number}",
            "date": "2026-11-10",
            "bottom_line": [{"text": "A line.", "basis": [f"note-{number % 5:03}"]}],
            "sections": [{"title": "All", "notes": names}],
        }
        files[f"briefs/issues/issue-{number:03}.yaml"] = json.dumps(issue, ensure_ascii=False)
    return sending(files, issues=ISSUES)


def scenes(files: Mapping[str, str | bytes]) -> Scenes:
    """Return the scenes of a project's editions."""
    read = snapshot(files, at=AT)
    done = compile_snapshot(read, Options(pages=False, pdf=False), in_place(PURE))
    assert done.settings is not None, done.diagnostics
    narrowed = narrowed_libraries(read, done)
    shared = Shared(done.settings, read, done.record)
    made = {
        cut.id: build_scene(
            shared,
            gate(done.settings, cut, AT, drafts=False, published=frozenset()),
            narrowed[cut.id],
        )
        for cut in editions(done.settings)
    }
    return Scenes(shared, made)


def mails(made: Scenes, edition: str, numbers: Collection[int]) -> Mapping[str, File]:
    """Return the files of the mails of some issues of an edition."""
    shared, scene = made.shared, made.of[edition]
    wanted = {f"issue-{number:03}" for number in numbers}
    some = replace(
        scene,
        index=replace(
            scene.index, issues=tuple(each for each in scene.index.issues if each.id in wanted)
        ),
    )
    public = gate(
        shared.settings, public_view(shared.settings), AT, drafts=False, published=frozenset()
    )
    pages = {f"issues/{name}/index.html": File(name, b"", HTML) for name in wanted}
    files, problems = mail_files(shared, some, public, pages)
    assert problems == ()
    return files
