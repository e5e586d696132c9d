"""Faces for every script: names are set from the bundle, and what no face has is an error."""

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from brief.adapters.executors import Pool
from brief.adapters.fonts import PLACES, font_packages
from brief.adapters.pdf import prepare, set_pdf
from brief.build.compile import Compilation, compile_snapshot
from brief.build.options import Options
from brief.build.snapshot import Snapshot
from brief.build.step import Step
from brief.build.steps import PURE
from support.compiling import SOUND, snapshot, sound_with
from support.tools import without

NOTE = "briefs/notes/2026-11-02-base.yaml"
SETTINGS = "briefs/newsletter.yaml"
GREEK, CYRILLIC, HEBREW, ARABIC = "Ἀθῆναι", "Київ", "ירושלים", "القاهرة"
CJK = ("北京", "東京", "서울")
NAMED = "pdf: {fonts: [noto-cjk]}\n"


@pytest.fixture
def noto() -> None:
    """Ask for the font package; without it, fail in CI and skip elsewhere."""
    if not any(Path(path).is_file() for path in PLACES["noto-cjk"]):
        without("Noto CJK is not installed (on Debian: fonts-noto-cjk)")


def written(text: str, settings: str = "") -> Snapshot:
    """Return the sound project with a text in the note that its issue prints."""
    note = SOUND[NOTE] + f"  It is written {text} there.\n"
    found = snapshot(sound_with({NOTE: note, SETTINGS: SOUND[SETTINGS] + settings}))
    return replace(found, packages=font_packages(settings.encode()))


def planned(project: Snapshot) -> tuple[Compilation, Step | None]:
    """Compile a project; keep the step that would set the issue for investors."""
    kept: list[Step] = []

    def perform(steps: Sequence[Step]) -> list[bytes]:
        if steps and steps[0].name == "pdf":
            kept.extend(steps)
            return [b"%PDF" for _ in steps]
        return [PURE[step.name](step) for step in steps]

    done = compile_snapshot(project, Options(), perform)
    wanted = (s for s in kept if b"edition:investor, briefing:issue" in s["html"])
    return done, next(wanted, None)


def fonts_of(text: str, settings: str = "") -> set[str]:
    """Return the fonts that a document with a text is given, besides those of the style."""
    _, step = planned(written(text, settings))
    assert step is not None
    names = (name.split(" ", 2) for name, _ in step.ingredients if name.startswith("asset "))
    fonts = {parts[2] for parts in names if parts[1].startswith("font/")}
    return {name for name in fonts if not name.startswith(("fonts/Inter", "fonts/SourceSerif"))}


def test_greek_and_cyrillic_are_shown_by_the_style_s_own_faces() -> None:
    assert fonts_of(f"{CYRILLIC} and {GREEK}") == set()


@pytest.mark.parametrize(
    ("text", "font"), [(HEBREW, "NotoSerifHebrew"), (ARABIC, "NotoNaskhArabic")]
)
def test_a_script_brings_its_own_face_in_both_weights_and_no_other(
    text: str, font: str
) -> None:
    assert fonts_of(text) == {f"fonts/{font}-Regular.ttf", f"fonts/{font}-Bold.ttf"}


def test_a_character_without_a_face_is_an_error_at_the_note_that_writes_it() -> None:
    done, step = planned(written(CJK[0]))
    [found] = [each for each in done.diagnostics if each.code == "B309"]
    assert step is None
    assert found.span.path == NOTE
    assert "`京` (U+4EAC, cjk unified ideograph-4eac)" in found.message
    assert "`北` (U+5317" in found.message
    assert found.hint is not None
    assert "noto-cjk" in found.hint
    assert done.editions == {}


def test_without_print_no_character_lacks_a_face() -> None:
    done = compile_snapshot(
        written(CJK[0]), Options(pdf=False), lambda steps: [PURE[s.name](s) for s in steps]
    )
    assert done.diagnostics == ()


def test_a_font_package_that_the_settings_do_not_name_is_not_opened() -> None:
    assert font_packages(b"title: A letter\n") == {}


@pytest.mark.usefixtures("noto")
def test_a_named_package_is_used_only_where_a_character_needs_it() -> None:
    assert fonts_of("nowhere", NAMED) == set()
    assert fonts_of(CJK[0], NAMED) == {"fonts/noto-cjk.ttc"}


@pytest.mark.usefixtures("noto")
def test_names_in_seven_scripts_are_set_and_can_be_copied_out() -> None:
    names = (GREEK, CYRILLIC, *CJK)
    done, step = planned(written(", ".join((*names, HEBREW, ARABIC)), NAMED))
    assert done.errors == 0
    assert step is not None
    [(_, pdf)] = Pool(set_pdf, prepare, most=1).run([step])
    assert pdf.startswith(b"%PDF"), pdf[:300]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = {
            str(font.BaseFont).partition("+")[2]
            for page in document.pages
            for font in page.Resources.Font.values()
        }
    for face in ("NotoSerifHebrew", "NotoNaskhArabic", "noto"):
        assert any(font.startswith(face) for font in fonts), fonts
    assert len(pdf) < 400_000  # of 26 MB of Noto CJK six characters are there
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert [name for name in names if name not in text] == []
    for name in (HEBREW, ARABIC):
        assert all(letter in text for letter in name[:3])
