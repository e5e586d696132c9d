"""Forecasts held against each other: golden values of the project's page, section 5."""

from datetime import date

import pytest

from brief.analysis.coherence import coherence
from support.compiling import compiled

SETTINGS = "title: Example Letter\nurl: https://letter.example\ndefaults: {author: House}\n"
DAY = date(2026, 11, 20)


def told(day: date = DAY, **forecasts: str) -> list[tuple[str, str, str]]:
    """Return owner, code and message of what contradicts itself."""
    files = {"briefs/newsletter.yaml": SETTINGS}
    for name, fields in forecasts.items():
        files[f"briefs/forecasts/{name}.yaml"] = (
            f"question: Will {name}?\ncounts_as_yes: [it]\nresolution_sources: [r]\n"
            "closes: 2027-06-30\nresolves_by: 2027-07-31\n"
            f"reference_class: {{none: no such thing}}\n{fields}"
        )
    done = compiled(files)
    return [
        (c.entry.id, c.problem.code, c.problem.message) for c in coherence(done.library, day)
    ]


def at(p: str, day: str = "2026-11-01", **more: str) -> str:
    fields = {"date": day, "p": p, **more}
    inside = ", ".join(f"{key}: {value}" for key, value in fields.items())
    return f"updates: [{{{inside}}}]\n"


def test_golden_a_part_is_no_likelier_than_the_whole() -> None:
    assert told(
        any=at("0.30"),
        order=at("0.35") + "implies: [any]\n",
        statute=at("0.10") + "implies: [any]\n",
    ) == [("order", "B605", "`order` implies `any` and stands higher: 0.35 against 0.30")]


def test_golden_a_group_sums_to_one_at_most() -> None:
    group = "exclusive_group: winner\n"
    ((owner, code, message),) = told(a=at("0.7") + group, b=at("0.5") + group)
    assert (owner, code) == ("a", "B606")
    assert "sums to 1.2" in message


def test_equal_and_exactly_one_are_no_contradiction() -> None:
    group = "exclusive_group: winner\n"
    assert told(a=at("0.3") + "implies: [b]\n", b=at("0.3")) == []
    assert told(a=at("0.7") + group, b=at("0.2") + group, c=at("0.1") + group) == []


@pytest.mark.parametrize("p", ["0.1", "0.07", "0.29", "0.57"])
def test_sums_are_of_decimals_and_never_of_binary_floats(p: str) -> None:
    rest = f"{1 - float(p):.2f}"
    group = "exclusive_group: winner\n"
    assert told(a=at(p) + group, b=at(rest) + group) == []


def test_the_latest_update_up_to_the_day_stands() -> None:
    updates = (
        "updates: [{date: 2026-11-10, p: 0.2}, {date: 2026-11-01, p: 0.9},"
        " {date: 2026-11-21, p: 0.95}]\n"
    )
    b = at("0.5")
    assert told(a=updates + "implies: [b]\n", b=b) == []
    assert len(told(date(2026, 11, 9), a=updates + "implies: [b]\n", b=b)) == 1
    assert len(told(date(2026, 11, 21), a=updates + "implies: [b]\n", b=b)) == 1
    assert told(date(2026, 10, 31), a=updates + "implies: [b]\n", b=b) == []


@pytest.mark.parametrize(
    "ended", ["resolution: {outcome: no}", "resolution: {outcome: annulled}", "status: draft"]
)
def test_only_questions_that_stand_are_compared(ended: str) -> None:
    fields = at("0.9") + "implies: [b]\n"
    assert len(told(a=fields, b=at("0.1"))) == 1
    assert told(a=f"{fields}{ended}\n", b=at("0.1")) == []
    assert told(a=fields, b=f"{at('0.1')}{ended}\n") == []
    assert told(date(2027, 7, 1), a=fields, b=at("0.1")) == []  # both are closed


def test_the_house_is_compared_and_not_its_guests() -> None:
    guest = "updates: [{date: 2026-11-01, p: 0.2}, {date: 2026-11-02, p: 0.9, by: A guest}]\n"
    assert told(a=guest + "implies: [b]\n", b=at("0.5")) == []
    house = "updates: [{date: 2026-11-01, p: 0.9, by: House}]\n"
    assert len(told(a=house + "implies: [b]\n", b=at("0.5"))) == 1
