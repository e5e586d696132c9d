"""Synthetic issues as mails, before a filter, a browser and the data of caniemail.

Two on every run; all two hundred with BRIEF_SLOW=1.
"""

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from support.inspecting import inaccessible
from support.judges import ALLOWED, CLIENTS, MOST_POINTS, lacking, points
from support.mailing import personal, variant
from support.synthetic import Sent

Mails = tuple[Sent, ...]


@pytest.fixture(scope="module")
def judged(synthetic_mails: Mails) -> Mails:
    """Return the mails that are looked at: one of the smallest, and the largest."""
    if os.environ.get("BRIEF_SLOW"):
        return synthetic_mails
    return synthetic_mails[0], synthetic_mails[-1]


def test_a_filter_finds_nothing_to_say_against_an_issue(judged: Mails, folder: Path) -> None:
    found = points([mail.raw for mail in judged], folder)
    assert [
        (mail.number, *said)
        for mail, said in zip(judged, found, strict=True)
        if said[0] >= MOST_POINTS
    ] == []
    # The filter knows a mail of a list by its headers.
    assert all("MAILING_LIST_MULTI" in rules for _, rules in found)


def test_the_filter_has_something_to_say_against_others(judged: Mails, folder: Path) -> None:
    made = replace(
        judged[0].letter,
        subject="FREE VIAGRA!!! $$$ GUARANTEED",
        html="<b>CLICK HERE</b> to claim your MILLION DOLLARS, dear friend, risk free!",
        text="Completely unrelated.\n",
    )
    ((given, rules),) = points([variant(made).fill(personal())], folder)
    assert given >= MOST_POINTS, rules


def test_no_program_lacks_what_an_issue_cannot_do_without(judged: Mails, folder: Path) -> None:
    files = []
    for mail in judged:
        files.append(folder / f"{mail.number}.html")
        files[-1].write_text(mail.html, encoding="utf-8")
    lacked, programs = lacking(files)
    assert programs == CLIENTS
    assert lacked <= ALLOWED.keys()


def test_a_browser_finds_an_issue_accessible_light_and_dark_and_within_its_width(
    judged: Mails, browser: Browser
) -> None:
    page = browser.new_page()
    page.route("**/*", lambda route: route.abort())
    found = []
    for mail in judged:
        page.set_viewport_size({"width": 600, "height": 900})
        page.set_content(mail.html)
        found += [f"{mail.number}: {each}" for each in inaccessible(page)]
        for width in (375, 1200):
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth")
            found += [f"{mail.number}: {wide} wide at {width}"] if wide > width else []
    page.set_content(re.sub(r' lang="\w+"', "", judged[0].html))
    assert inaccessible(page) != []
    page.close()
    assert found == []
