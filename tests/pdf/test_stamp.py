"""Personal copies: what is stamped, that it stays apart, and that copies are reproducible."""

import hashlib
import io

import pikepdf
import pytest

from brief.adapters.pdf.marks import read_marks
from brief.adapters.pdf.stamp import stamp
from brief.diagnostics.world import BriefError
from support.compiling import builtin_theme
from support.papers import by_hand

FONT = builtin_theme()["fonts/Inter-Regular.ttf"]


def stamped(pdf: bytes, name: str = "Jane Roe", serial: str = "S-1") -> bytes:
    return stamp(pdf, name, serial, font=FONT)


def contents(pdf: bytes) -> list[list[bytes]]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [[each.read_bytes() for each in p.obj.Contents] for p in document.pages]


def test_a_copy_says_whose_it_is_and_of_which_file_it_was_made() -> None:
    pdf = by_hand()
    before, after = read_marks(pdf), read_marks(stamped(pdf))
    assert (before.name, before.serial, before.base) == (None, None, None)
    assert after.imprint == before.imprint
    assert (after.name, after.serial) == ("Jane Roe", "S-1")
    assert after.base == hashlib.sha256(pdf).hexdigest()


def test_equal_names_and_serials_give_equal_bytes_and_others_give_others() -> None:
    pdf = by_hand()
    assert stamped(pdf) == stamped(pdf)
    assert len({stamped(pdf, n, s) for n in ("A", "B") for s in ("1", "2")}) == 4


def test_every_page_draws_the_stamp_as_an_artifact_after_its_own_fenced_content() -> None:
    found = contents(stamped(by_hand(3)))
    assert len(found) == 3
    for first, own, last in found:
        assert first == b"q\n"
        assert own == b"1 0 0 -1 0 842 cm 72 72 400 2 re f"
        assert last.startswith(b"Q\n/Artifact <</Type /Pagination /Subtype /Watermark>> BDC\n")
        assert last.endswith(b"/BriefMark Do Q\nEMC\n")


def test_a_stamp_is_outlines_and_brings_no_font() -> None:
    with pikepdf.open(io.BytesIO(stamped(by_hand()))) as document:
        form = document.pages[0].obj.Resources.XObject.BriefMark
        drawn = form.read_bytes()
        assert "/Font" not in form.Resources
        assert all("/Font" not in page.obj.Resources for page in document.pages)
    known = {b"m", b"l", b"c", b"h", b"cm", b"Q"}
    assert {line.split()[-1] for line in drawn.splitlines()} <= known
    assert drawn.count(b" m\n") > 20


def test_a_stamp_is_drawn_once_for_all_pages() -> None:
    with pikepdf.open(io.BytesIO(stamped(by_hand(5)))) as document:
        forms = {p.obj.Resources.XObject.BriefMark.objgen for p in document.pages}
    assert len(forms) == 1


@pytest.mark.parametrize("name", ["Ада Кинг", "Ἀριστοτέλης", "Łukasz Ńǫ"])
def test_names_in_latin_greek_and_cyrillic_can_be_stamped(name: str) -> None:
    assert read_marks(stamped(by_hand(), name)).name == name


def test_a_letter_without_an_outline_is_named_and_nothing_is_made() -> None:
    with pytest.raises(BriefError, match=r"cannot show `漢` \(U\+6F22\)"):
        stamped(by_hand(), "漢")


def test_a_copy_is_not_stamped_again() -> None:
    with pytest.raises(BriefError, match="copy already, with serial S-1"):
        stamped(stamped(by_hand()))


def test_what_brief_did_not_make_is_not_stamped() -> None:
    with pytest.raises(BriefError, match="not made by brief"):
        stamped(by_hand(keywords="policy, chips"))
    with pytest.raises(BriefError, match="no PDF that can be read"):
        stamped(b"%PDF-1.7 cut sh")
