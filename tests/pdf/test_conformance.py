"""PDF/UA-1 and PDF/A-3a, as veraPDF judges them; and what it must not pass."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from brief.adapters.pdf.checker import Expected, find_faults
from support.conformance import FLAVOURS, Verdicts
from support.hard_sheets import HARD, SYSTEM
from support.spoiled import SPOILED
from support.tools import need_file

BASE = "https://brief.invalid/"


@pytest.mark.parametrize("name", sorted(HARD))
def test_a_hard_document_conforms_to_both_standards(name: str, verdicts: Verdicts) -> None:
    if name in SYSTEM:
        need_file(SYSTEM[name])
    assert verdicts[name] == dict.fromkeys(FLAVOURS, frozenset())


def test_every_pdf_of_our_own_newsletter_conforms_to_both_standards(
    verdicts: Verdicts, own: Mapping[str, Path]
) -> None:
    assert len(own) >= 5
    assert {name: verdicts[name] for name in own} == {
        name: dict.fromkeys(FLAVOURS, frozenset()) for name in own
    }


@pytest.mark.parametrize("name", sorted(SPOILED))
def test_a_broken_document_fails_by_exactly_its_rules(name: str, verdicts: Verdicts) -> None:
    assert verdicts[name] == SPOILED[name].rules


@pytest.mark.parametrize("name", sorted(SPOILED))
def test_our_own_checker_sees_what_is_broken(name: str, broken: Mapping[str, Path]) -> None:
    expected = Expected("A sheet", "en", "2026-11-10T00:00:00Z", BASE)
    faults = find_faults(broken[name].read_bytes(), expected)
    assert any(SPOILED[name].fault in fault for fault in faults), faults
