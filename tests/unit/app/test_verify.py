"""Verification: whether a PDF is as published, and what was corrected since."""

from datetime import timedelta

import pytest

from brief.app.build import build
from brief.app.release import release
from brief.app.verify import Marks, Verdict, verify
from brief.library.record import issue_path, read_record
from brief.outputs.artefact import File
from brief.schema.layout import LOCK
from support.compiling import AT, SOUND
from support.fakes import MemoryFiles
from support.papers import performer, pressed

NOTE = "briefs/notes/2026-11-02-base.yaml"
CORRECTION = b"corrections: [{date: 2026-11-23, type: correction, was: more, is: less space}]\n"


def project() -> MemoryFiles:
    return MemoryFiles({path: text.encode() for path, text in SOUND.items()})


def stamped(pdf: bytes, name: str, serial: str) -> bytes:
    return pdf + f" for {name} {serial}".encode()


def printed(files: MemoryFiles, edition: str = "investor") -> File:
    built = pressed(files)
    files_ = (*built.compilation.site.values(), *built.compilation.editions.values())
    return next(
        f
        for f in files_
        if f.imprint and f.imprint.edition == edition and f.imprint.briefing == "issue"
    )


def asked(files: MemoryFiles, pdf: bytes, marks: Marks) -> Verdict:
    return verify(files, performer(), AT, pdf, marks, stamped)


@pytest.mark.parametrize("edition", ["site", "public", "investor"])
def test_a_released_pdf_is_as_published_and_has_no_corrections_since(edition: str) -> None:
    files = project()
    pdf = printed(files, edition)
    release(files, pressed(files), "first")
    found = asked(files, pdf.content, Marks(pdf.imprint))
    assert (found.status, found.title, found.newer) == ("published", "The first", None)
    assert found.released == "2026-11-23T12:00:00Z"
    assert found.corrections == ()


def test_a_pdf_that_was_built_but_not_released_is_not_published() -> None:
    files = project()
    pdf = printed(files)
    assert asked(files, pdf.content, Marks(pdf.imprint)).status == "built"
    release(files, pressed(files), "first")
    assert asked(files, pdf.content, Marks(pdf.imprint)).status == "published"


def test_one_changed_byte_is_altered_whatever_the_pdf_says_of_itself() -> None:
    files = project()
    pdf = printed(files)
    release(files, pressed(files), "first")
    found = asked(files, pdf.content + b" ", Marks(pdf.imprint))
    assert found.status == "altered"
    assert found.released is not None


def test_a_pdf_without_an_imprint_or_of_another_issue_is_unknown() -> None:
    files = project()
    pdf = printed(files)
    release(files, pressed(files), "first")
    assert asked(files, b"%PDF other", Marks(None)).status == "unknown"
    assert pdf.imprint is not None
    other = Marks(type(pdf.imprint)("second", "investor", "issue", "0" * 12))
    assert asked(files, b"%PDF other", other).status == "unknown"


def test_a_correction_after_the_release_is_listed_and_the_old_pdf_stays_published() -> None:
    files = project()
    pdf = printed(files)
    release(files, pressed(files), "first")
    files.held[NOTE] += CORRECTION
    found = asked(files, pdf.content, Marks(pdf.imprint))
    assert [(each.object, each.on, each.now) for each in found.corrections] == [
        ("note/base", "2026-11-23", "less space")
    ]
    later = printed(files)
    assert later.imprint != pdf.imprint
    release(files, pressed(files, AT + timedelta(hours=1)), "first")
    found = asked(files, pdf.content, Marks(pdf.imprint))
    assert found.status == "published"
    assert later.imprint is not None
    assert found.newer == later.imprint.build
    assert [each.on for each in found.corrections] == ["2026-11-23"]
    newest = asked(files, later.content, Marks(later.imprint))
    assert (newest.status, newest.newer, newest.corrections) == ("published", None, ())


def test_a_personal_copy_is_published_where_it_can_be_made_again_byte_for_byte() -> None:
    files = project()
    pdf = printed(files)
    release(files, pressed(files), "first")
    base = asked(files, pdf.content, Marks(pdf.imprint)).digest
    marks = Marks(pdf.imprint, "Jane Roe", "S-1", base)
    copy = stamped(pdf.content, "Jane Roe", "S-1")
    assert asked(files, copy, marks).status == "published"
    assert asked(files, copy + b" ", marks).status == "altered"
    assert asked(files, copy, Marks(pdf.imprint, "Jane Roe", "S-2", base)).status == "altered"


def test_a_personal_copy_whose_file_is_no_longer_here_does_not_count_as_published() -> None:
    files = project()
    pdf = printed(files)
    release(files, pressed(files), "first")
    base = asked(files, pdf.content, Marks(pdf.imprint)).digest
    del files.held["editions/first/investor.pdf"]
    copy = stamped(pdf.content, "Jane Roe", "S-1")
    found = asked(files, copy, Marks(pdf.imprint, "Jane Roe", "S-1", base))
    assert found.status == "altered"
    assert found.released == "2026-11-23T12:00:00Z"


def test_verifying_changes_no_file() -> None:
    files = project()
    pdf = printed(files)
    release(files, pressed(files), "first")
    before = dict(files.held)
    asked(files, pdf.content, Marks(pdf.imprint))
    assert files.held == before


def test_a_line_without_documents_is_read_as_before_and_written_as_before() -> None:
    files = project()
    unprinted = build(files, performer(), AT, {}, pdf=False, drafts=False)
    release(files, unprinted, "first")
    text = files.held[issue_path("first")]
    assert b"documents" not in text
    record, problems = read_record({issue_path("first"): text, LOCK: b""})
    assert problems == ()
    assert all(line.documents == () for line in record.lines)
