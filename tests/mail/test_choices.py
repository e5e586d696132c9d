"""The PDF of a mail, attached, linked or left out, by what the reader chose and there is."""

import json
from collections.abc import Mapping
from dataclasses import replace
from email import message_from_bytes, policy

import pytest

from brief.delivery.choice import Choice, chosen, unmarked
from brief.delivery.message import UNSUBSCRIBE, Attachment, Letter
from brief.delivery.published import letter, weight
from support.compiling import SOUND
from support.mailing import filled, in_memory, sending

PDF = b"%PDF-1.7 of an edition"
LINK = "https://letter.example/issues/first/first.pdf"


@pytest.fixture(scope="module")
def files() -> Mapping[str, bytes]:
    """Return the files of `editions/`, with a PDF for each."""
    done = in_memory(sending(SOUND))
    made = {path: file.content for path, file in done.editions.items()}
    return {**made, "first/public.pdf": PDF, "first/investor.pdf": PDF}


def posted(files: Mapping[str, bytes], edition: str, pdf: Choice) -> Letter:
    found = letter(files.get, "first", edition, pdf=pdf)
    assert found is not None
    return found


def kinds(made: Letter) -> list[str]:
    parsed = message_from_bytes(filled(made), policy=policy.default)
    return [part.get_content_type() for part in parsed.walk()]


ALONE = ["multipart/alternative", "text/plain", "text/html"]


def test_attached_it_is_a_part_of_its_own_and_both_parts_say_so(
    files: Mapping[str, bytes],
) -> None:
    made = posted(files, "public", "attach")
    assert kinds(made) == ["multipart/mixed", *ALONE, "application/pdf"]
    parsed = message_from_bytes(filled(made), policy=policy.default)
    (pdf,) = parsed.iter_attachments()
    assert pdf.get_content() == PDF
    assert pdf.get_filename() == "example-letter-1-public.pdf"
    for part in (made.html, made.text):
        assert "The PDF is attached" in part
        assert LINK not in part


def test_linked_it_is_the_one_of_the_site(files: Mapping[str, bytes]) -> None:
    made = posted(files, "public", "link")
    assert kinds(made) == ALONE
    for part in (made.html, made.text):
        assert LINK in part
        assert "attached" not in part


def test_left_out_it_is_not_mentioned(files: Mapping[str, bytes]) -> None:
    made = posted(files, "public", "none")
    assert kinds(made) == ALONE
    for part in (made.html, made.text):
        assert "PDF" not in part


def test_what_the_site_does_not_have_is_attached_and_never_linked(
    files: Mapping[str, bytes],
) -> None:
    made = posted(files, "investor", "link")
    assert made.pdf == "attach"
    assert made.attachment is not None
    assert ".pdf" not in made.html + made.text
    assert posted(files, "investor", "none").attachment is None


def test_notes_in_short_without_a_page_bring_the_pdf_whatever_was_chosen(
    files: Mapping[str, bytes],
) -> None:
    about = json.loads(files["first/investor.mail.json"])
    about["pdf"]["needed"] = True
    short = {**files, "first/investor.mail.json": json.dumps(about).encode()}
    assert posted(short, "investor", "none").attachment is not None


@pytest.mark.parametrize("gone", ["mail.html", "mail.txt", "mail.json", "pdf"])
def test_what_is_half_published_is_no_letter(files: Mapping[str, bytes], gone: str) -> None:
    rest = {path: each for path, each in files.items() if path != f"first/public.{gone}"}
    assert letter(rest.get, "first", "public", pdf="attach") is None


def test_marks_go_with_the_words_of_other_choices(files: Mapping[str, bytes]) -> None:
    raw = files["first/public.mail.html"].decode()
    assert raw.count("<!--brief:pdf ") == 2
    for choice in ("attach", "link", "none"):
        assert "<!--brief:" not in chosen(raw, choice)


def test_no_author_can_write_a_mark() -> None:
    written = "<!--brief:pdf link-->hidden<!--brief:end-->"
    assert chosen(unmarked(written), "none") == unmarked(written)
    note = SOUND["briefs/notes/2026-11-02-base.yaml"] + f"\n  Look: {written}\n"
    path = "briefs/notes/2026-11-02-base.yaml"
    done = in_memory(sending({**SOUND, path: note}))
    for suffix in ("html", "txt"):
        content = done.editions[f"first/public.mail.{suffix}"].content.decode()
        assert "hidden" in chosen(content, "none")


def test_the_stand_in_of_a_token_is_in_each_part_once(files: Mapping[str, bytes]) -> None:
    made = posted(files, "public", "none")
    assert made.html.count(UNSUBSCRIBE) == made.text.count(UNSUBSCRIBE) == 1


@pytest.mark.parametrize(
    ("size", "said"),
    [(0, "fine"), (1_461_000, "fine"), (1_470_000, "heavy"), (5_200_000, "too heavy")],
)
def test_an_attachment_is_weighed_as_it_is_sent(size: int, said: str) -> None:
    assert weight(Attachment("a.pdf", bytes(size))) == said


def test_the_weight_is_that_of_the_part(files: Mapping[str, bytes]) -> None:
    made = posted(files, "public", "attach")
    large = replace(made, attachment=Attachment("a.pdf", bytes(57 * 1000)))
    small = replace(made, attachment=Attachment("a.pdf", b""))
    # A line of 76 and its end for every 57 bytes.
    assert len(filled(large)) - len(filled(small)) == 78 * 1000
