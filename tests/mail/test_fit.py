"""Issues of 5 to 400 notes as mails: small enough for every program, and no note absent."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.build.compile import compile_snapshot, narrowed_libraries
from brief.build.mails import mail_files
from brief.build.options import Options
from brief.build.scenes import Shared, build_scene
from brief.build.steps import PURE, in_place
from brief.library.narrow import gate
from brief.outputs.artefact import HTML, File
from brief.outputs.chrome import shortened
from brief.outputs.mail_fit import Candidate, Level, levels
from brief.outputs.scene import Scene
from brief.schema.settings import editions, public_view
from support.compiling import AT, SOUND, snapshot
from support.mailing import sending

ISSUES, FEWEST, MOST = 200, 5, 400
MOST_BYTES = 80_000
WORDS = "the record shows what was said of a lease and of the bill that followed it".split()  # noqa: SIM905


def size_of(number: int) -> int:
    """Return how many notes an issue has: a few have hundreds, as in life."""
    return FEWEST + round((MOST - FEWEST) * (number / (ISSUES - 1)) ** 12)


def title(number: int) -> str:
    # From 16 to 100 characters, each with a number of its own.
    words = (WORDS[(number + n) % len(WORDS)] for n in range(2 + number % 17))
    return f"Note {number:03} on {' '.join(words)}"


def note(number: int) -> str:
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
            "body": f"{said}.[^a]\n\nAnd {said}.\n\n[^a]: A note on {said[:40]}.",
        }
    )


def project() -> dict[str, str | bytes]:
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
    files |= {f"briefs/notes/note-{n:03}.yaml": note(n) for n in range(MOST)}
    for number in range(ISSUES):
        names = [f"note-{n:03}" for n in range(size_of(number))]
        issue = {
            "number": number,
            "title": f"Issue {number}",
            "date": "2026-11-10",
            "bottom_line": [{"text": "A line.", "basis": [f"note-{number % 5:03}"]}],
            "sections": [{"title": "All", "notes": names}],
        }
        files[f"briefs/issues/issue-{number:03}.yaml"] = json.dumps(issue)
    return sending(files, issues=ISSUES)


@pytest.fixture(scope="module")
def made() -> Mapping[str, tuple[Shared, Scene]]:
    """Return the scene of each edition."""
    read = snapshot(project(), at=AT)
    done = compile_snapshot(read, Options(pages=False, pdf=False), in_place(PURE))
    assert done.settings is not None, done.diagnostics
    narrowed = narrowed_libraries(read, done)
    shared = Shared(done.settings, read, done.record)
    return {
        cut.id: (
            shared,
            build_scene(
                shared,
                gate(done.settings, cut, AT, drafts=False, published=frozenset()),
                narrowed[cut.id],
            ),
        )
        for cut in editions(done.settings)
    }


def mails(
    made: Mapping[str, tuple[Shared, Scene]], edition: str, numbers: Sequence[int]
) -> Mapping[str, File]:
    """Return the mails of some issues of an edition."""
    shared, scene = made[edition]
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


def check(files: Mapping[str, File], edition: str, number: int) -> int:
    """Hold one mail against the rules; return how many notes are in short."""
    stem = f"issue-{number:03}/{edition}.mail"
    html = files[f"{stem}.html"].content
    assert len(html) <= MOST_BYTES, (number, len(html))
    shown = html.decode()
    text = " ".join(files[f"{stem}.txt"].content.decode().split())
    about = json.loads(files[f"{stem}.json"].content)
    paid = edition == "members"
    expected = [n for n in range(size_of(number)) if paid or n % 7]
    assert about["notes"] == len(expected)
    for each in expected:
        # In full, or as far as a long list leaves room.
        title_ = title(each)
        assert title_ in shown or shortened(title_, 48) in shown, title_
        assert title_ in text or shortened(title_, 48) in text, title_
    hidden = [n for n in range(MOST) if n not in expected]
    assert not [n for n in hidden if f"Note {n:03} on" in shown]
    assert shown.rstrip().endswith("</html>")
    assert "Unsubscribe" in shown
    return int(about["folded"])


@pytest.mark.parametrize("part", range(4))
def test_no_mail_is_too_large_and_no_note_is_absent(
    made: Mapping[str, tuple[Shared, Scene]], part: int
) -> None:
    numbers = range(part, ISSUES, 4)
    files = mails(made, "public", numbers)
    folded = {number: check(files, "public", number) for number in numbers}
    few = [number for number in numbers if size_of(number) < 40]
    assert few
    assert all(folded[number] == 0 for number in few)
    assert folded[numbers[-1]] > 100


def test_what_no_page_has_is_folded_into_the_pdf_that_is_attached(
    made: Mapping[str, tuple[Shared, Scene]],
) -> None:
    numbers = (10, 199)
    files = mails(made, "members", numbers)
    assert check(files, "members", 10) == 0
    assert check(files, "members", 199) > 100
    few, many = (
        json.loads(files[f"issue-{number:03}/members.mail.json"].content)["pdf"]
        for number in numbers
    )
    assert (few["needed"], many["needed"]) == (False, True)
    text = files["issue-199/members.mail.txt"].content.decode()
    assert "stand in full in the attached PDF" in " ".join(text.split())
    # A paid note has no page, and no mail leads to one.
    html = files["issue-199/members.mail.html"].content.decode()
    linked = {int(each) for each in re.findall(r"/notes/note-(\d+)/", html)}
    assert linked
    assert not [each for each in linked if each % 7 == 0]


def candidate(sizes: tuple[int, ...], rank: int) -> Candidate:
    full, summary, title_, short = sorted(sizes, reverse=True)
    return Candidate((full, summary, title_, short), rank, frozenset((full % 5,)))


CANDIDATES = st.lists(
    st.builds(
        candidate,
        st.tuples(*(st.integers(1, 5000) for _ in range(4))),
        st.integers(0, 2),
    ),
    max_size=30,
)


@given(CANDIDATES, st.integers(0, 60_000))
def test_what_is_chosen_fits_or_is_as_short_as_can_be(them: list[Candidate], most: int) -> None:
    sources = dict.fromkeys(range(5), 40)
    chosen = levels(them, sources, most=most, cited=(0,))
    cited = {0}.union(*(c.sources for c, at in zip(them, chosen, strict=True) if not at))
    size = sum(c.sizes[at] for c, at in zip(them, chosen, strict=True))
    size += sum(sources[number] for number in cited)
    assert len(chosen) == len(them)
    assert size <= most or all(
        at is Level.SHORT or c.sizes[3] == c.sizes[at]
        for c, at in zip(them, chosen, strict=True)
    )


@given(st.integers(1, 30), st.integers(0, 40_000))
def test_of_equal_parts_the_last_and_the_least_important_go_first(
    count: int, most: int
) -> None:
    them = [Candidate((1000, 300, 80, 50), n % 3) for n in range(count)]
    chosen = levels(them, {}, most=most, cited=())
    order = sorted(range(count), key=lambda n: (them[n].rank, -n))
    shown = [chosen[n] for n in order]
    assert shown == sorted(shown, reverse=True)
