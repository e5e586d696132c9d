"""What is set of an issue: key points on two pages, data attached, paper of two sizes."""

import io
from collections.abc import Sequence
from functools import cache

import pikepdf
import pytest

from brief.adapters.executors import Pool
from brief.adapters.pdf import prepare, set_pdf
from brief.build.compile import compile_snapshot
from brief.build.options import Options
from brief.build.step import Step
from brief.build.steps import PURE
from support.compiling import SOUND, snapshot, sound_with

SETTINGS = "briefs/newsletter.yaml"
ISSUE = "briefs/issues/2026-11-10-first.yaml"
NOTE = "briefs/notes/2026-11-04-solo.yaml"
PRODUCTS = "products: [policy-pipeline]\n"
JUDGEMENTS = "".join(
    f"  - text: Judgement {n} says at some length what we make of the evidence in hand, and"
    " what a reader who buys or funds should do about it before the next issue is out.\n"
    "    likelihood: likely\n    confidence: low\n    alternatives: [It is not so.]\n"
    "    would_change_if: [A text.]\n    basis: [c1]\n"
    for n in range(40)
)
UNKNOWN = "".join(
    f"  - what the {n}th of many questions would be answered with\n" for n in range(40)
)
LONG = f"""\
kind: commentary
title: Many judgements
claims: [{{text: It is so.}}]
assessments:
{JUDGEMENTS}unknowns:
{UNKNOWN}"""


def steps(paper: str = "A4", *, long: bool = False) -> list[Step]:
    """Return the steps that would set the PDFs of the sound project."""
    files = {
        SETTINGS: SOUND[SETTINGS] + f"theme: {{paper: {paper}}}\n",
        ISSUE: SOUND[ISSUE] + PRODUCTS,
    }
    if long:
        files[NOTE] = LONG
        files[ISSUE] = files[ISSUE].replace("notes: [base]", "notes: [base, solo]")
    kept: list[Step] = []

    def perform(batch: Sequence[Step]) -> list[bytes]:
        if batch and batch[0].name == "pdf":
            kept.extend(batch)
            return [b"%PDF" for _ in batch]
        return [PURE[step.name](step) for step in batch]

    done = compile_snapshot(snapshot(sound_with(files)), Options(), perform)
    assert done.errors == 0, done.diagnostics
    return kept


def step_of(briefing: str, paper: str = "A4", *, long: bool = False) -> Step:
    wanted = f"edition:investor, briefing:{briefing}".encode()
    return next(step for step in steps(paper, long=long) if wanted in step["html"])


@cache
def pdf_of(briefing: str, paper: str = "A4", *, long: bool = False) -> bytes:
    """Set one document of the sound project."""
    [(_, pdf)] = Pool(set_pdf, prepare, most=1).run([step_of(briefing, paper, long=long)])
    assert pdf.startswith(b"%PDF"), pdf[:300]
    return pdf


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


@pytest.mark.parametrize(("paper", "size"), [("A4", (595, 842)), ("Letter", (612, 792))])
@pytest.mark.parametrize("briefing", ["issue", "key-points"])
def test_one_source_is_set_on_a4_and_on_letter(
    briefing: str, paper: str, size: tuple[int, int]
) -> None:
    with opened(pdf_of(briefing, paper)) as document:
        boxes = {tuple(round(float(n)) for n in page.mediabox[2:]) for page in document.pages}
    assert boxes == {size}


def test_key_points_stay_on_two_pages_however_long_the_issue_is() -> None:
    with opened(pdf_of("key-points", long=True)) as sheet:
        assert len(sheet.pages) <= 2
    html = step_of("key-points", long=True)["html"].decode()
    assert "Judgement 0 " in html
    assert "Judgement 39 " not in html
    assert "In the briefing:" in html


def test_key_points_give_likelihood_and_confidence_apart() -> None:
    html = step_of("key-points", long=True)["html"].decode()
    likelihood, confidence = html.index('class="likelihood"'), html.index('class="confidence"')
    assert "</span>" in html[likelihood:confidence]


def test_a_document_with_a_page_too_many_is_not_set() -> None:
    step = step_of("issue", long=True)
    crowded = Step(
        step.name, tuple((n, b"1" if n == "option pages" else c) for n, c in step.ingredients)
    )
    [(_, said)] = Pool(set_pdf, prepare, most=1).run([crowded])
    assert b"and may have 1" in said


def test_the_pipeline_is_attached_as_csv_dated_by_the_issue_and_associated_once() -> None:
    with opened(pdf_of("issue")) as document:
        names = list(document.attachments)
        file = document.attachments["policy-pipeline.csv"].get_file()
        content = file.read_bytes()
        associated = document.Root.AF
        assert len(associated) == 1
        assert associated[0].AFRelationship == "/Data"
        parameters = associated[0].EF.F.Params
        days = {str(parameters.CreationDate), str(parameters.ModDate)}
    assert names == ["policy-pipeline.csv"]
    assert days == {"D:20261110000000Z"}
    lines = content.decode().split("\r\n")
    assert lines[0] == "measure,members,jurisdiction,stage,since,last action,lapses"
    assert lines[1].startswith("A rule on open weights,119-hr-9999,US,")
    assert lines[2:] == [""]


def test_a_document_without_the_pipeline_carries_nothing() -> None:
    assert not any(name.startswith("attach") for name, _ in step_of("key-points").ingredients)
    with opened(pdf_of("key-points")) as document:
        assert list(document.attachments) == []


def test_a_document_says_which_it_is_in_its_metadata_and_in_its_colophon() -> None:
    step = step_of("issue")
    html = step["html"].decode()
    with opened(pdf_of("issue")) as document:
        keywords = str(document.docinfo["/Keywords"])
        with document.open_metadata() as metadata:
            assert metadata["pdf:Keywords"] == keywords
    build = keywords.rpartition(":")[2]
    assert keywords == f"issue:first, edition:investor, briefing:issue, build:{build}"
    assert f"Build {build}</p>" in html


def test_setting_a_document_twice_gives_the_same_bytes() -> None:
    step = step_of("issue")
    [(_, again)] = Pool(set_pdf, prepare, most=1).run([step])
    assert again == pdf_of("issue")
