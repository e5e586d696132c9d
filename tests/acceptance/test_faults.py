"""Seeded faults: every mistake of an author is reported once, where it was made."""

from collections import defaultdict
from typing import NamedTuple

import pytest

from brief.build.step import Perform
from support.compiling import compiled
from support.faults.model import Expected, Fault
from support.faults.running import SORTS, compile_fault, faults_of, place, remembering
from support.projects import projects

# The newsletter of this repository grows; one fault of each sort is enough there.
MOST = {"own": 1}

# Product requirement 1, and stricter: lines and columns alike.
LEAST_RATE = 0.99


class Outcome(NamedTuple):
    """What was said of one fault; `raised` holds an exception, which nobody may ever see."""

    fault: Fault
    found: tuple[Expected, ...]
    raised: str = ""
    says: bool = True

    @property
    def is_exact(self) -> bool:
        return self.found == (self.fault.expected,) and self.says


def outcome(fault: Fault, perform: Perform) -> Outcome:
    try:
        done = compile_fault(fault, perform)
    except Exception as error:  # noqa: BLE001 - counted and shown
        return Outcome(fault, (), repr(error))
    said = all(fault.says in each.message for each in done.diagnostics)
    return Outcome(fault, tuple(place(each) for each in done.diagnostics), says=said)


def table(outcomes: list[Outcome]) -> str:
    """Return sorts with their rates, then every miss."""
    rows: dict[str, list[Outcome]] = defaultdict(list)
    for each in outcomes:
        rows[each.fault.sort].append(each)
    lines = [
        f"{sum(o.is_exact for o in found):4d} of {len(found):4d}  {sort}"
        for sort, found in rows.items()
    ]
    for each in outcomes:
        if not each.is_exact:
            lines += [
                "",
                f"{each.fault.sort}, {each.fault.project}",
                f"  {each.fault.expected}",
            ]
            lines += [f"  got {found}" for found in each.found] + [f"  {each.raised}"]
    return "\n".join(lines)


@pytest.mark.parametrize("name", ["small", "starter", "rich", "own"])
def test_every_seeded_fault_is_reported_once_at_its_place(name: str) -> None:
    perform = remembering()
    outcomes = [outcome(fault, perform) for fault in faults_of(name, MOST.get(name))]
    shown = table(outcomes)
    print(f"{len(outcomes)} faults in {name}\n{shown}")  # noqa: T201 - shown by -rP
    assert not [each.raised for each in outcomes if each.raised], shown
    assert not [each for each in outcomes if len(each.found) > 1], shown
    assert sum(each.is_exact for each in outcomes) >= LEAST_RATE * len(outcomes), shown


def test_the_faults_are_many_and_of_many_sorts() -> None:
    seeded = [fault for name in projects() for fault in faults_of(name, MOST.get(name))]
    assert len(seeded) >= 300
    assert len({fault.sort for fault in seeded}) >= 30
    assert {fault.sort for fault in seeded} == {sort.name for sort in SORTS}
    assert seeded == [f for name in projects() for f in faults_of(name, MOST.get(name))]


@pytest.mark.parametrize("name", ["small", "starter", "rich", "own"])
def test_a_sound_project_has_no_diagnostic(name: str) -> None:
    assert compiled(projects()[name]).diagnostics == ()


def test_faults_in_many_files_are_all_reported_in_one_run() -> None:
    """One fault in each file, of files that no other fault rests on."""
    sorts = {
        "duplicate key",
        "key that nobody knows",
        "one space too many",
        "control character",
    }
    sorts |= {"unclosed bracket", "alias", "merge key", "tab for an indent", "second document"}
    sorts |= {
        "missing field",
        "empty quotes",
        "colon in a plain value",
        "bytes that are not UTF-8",
    }
    chosen: dict[str, Fault] = {}
    for fault in faults_of("rich"):
        path = fault.expected.path
        if fault.sort in sorts and path not in chosen and set(fault.files) == {path}:
            chosen[path] = fault
    files = {path: fault.files[path] for path, fault in chosen.items()}
    assert len(files) >= 15
    done = compiled({**projects()["rich"], **files})
    expected = sorted(fault.expected for fault in chosen.values())
    assert [place(each) for each in done.diagnostics] == expected


def test_many_faults_of_one_file_are_all_reported_in_one_run() -> None:
    text = """\
kind: announcement
title: Etched takes more space
date: 2026-02-30
event: expansion
about: [Etched]
place: {name: Milpitas, country: UK}
amount: {value: much, currency: dollars}
sources: [posts]
sources: [article]
claims:
  - type: rumour
    text: It was said.
    sorces: [posts]
assessments:
  - text: It matters.
    likelihood: 70
unknowns: &all [size]
embargoed_until: tomorrow
colour: blue
"""
    expected = [
        *((3, 7, "B112"), (4, 8, "B115"), (5, 9, "B121"), (6, 34, "B122")),
        *((7, 17, "B118"), (7, 33, "B123"), (9, 1, "B009"), (11, 11, "B115")),
        *((13, 5, "B111"), (16, 17, "B117"), (17, 11, "B005"), (18, 18, "B114")),
        (19, 1, "B111"),
    ]
    path = "briefs/notes/2026-11-20-many.yaml"
    done = compiled({**projects()["small"], path: text})
    assert [place(each) for each in done.diagnostics] == [
        Expected(path, *each) for each in expected
    ]
