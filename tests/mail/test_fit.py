"""Issues of 5 to 400 notes as mails: small enough for every program, and no note absent."""

import json
import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.outputs.artefact import File
from brief.outputs.chrome import shortened
from brief.outputs.mail_fit import Candidate, Level, levels
from support.sized import ISSUES, MOST, Scenes, mails, project, scenes, size_of, title

MOST_BYTES = 80_000


@pytest.fixture(scope="module")
def made() -> Scenes:
    return scenes(project())


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
def test_no_mail_is_too_large_and_no_note_is_absent(made: Scenes, part: int) -> None:
    numbers = range(part, ISSUES, 4)
    files = mails(made, "public", numbers)
    folded = {number: check(files, "public", number) for number in numbers}
    few = [number for number in numbers if size_of(number) < 40]
    assert few
    assert all(folded[number] == 0 for number in few)
    assert folded[numbers[-1]] > 100


def test_what_no_page_has_is_folded_into_the_pdf_that_is_attached(
    made: Scenes,
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
