"""The page of a note: what stands beside the text, the way down to it, the time it takes."""

import re

import pytest

from brief.outputs.reading import characters
from support.compiling import SOUND, compiled, sound_with


def page(files: dict[str, str], name: str = "notes/base") -> str:
    done = compiled(sound_with(files))
    assert done.errors == 0, done.diagnostics
    return done.site[f"{name}/index.html"].content.decode()


def aside(text: str) -> str:
    found = re.search(r'<aside class="margin".*?</aside>', text, re.DOTALL)
    assert found is not None
    return found[0]


def test_facts_stand_in_the_margin_and_not_in_the_text_too() -> None:
    text = page({})
    assert text.count('<dl class="facts">') == 1
    assert '<dl class="facts">' in aside(text)


def test_the_margin_names_what_the_text_refers_to_and_says_what_it_is() -> None:
    told = """\
kind: commentary
title: Told
body: See [[base|the news]], [[rule]] and [[zai]], and [[zai]] again.
"""
    beside = aside(page({"briefs/notes/2026-11-05-told.yaml": told}, "notes/told"))
    named = re.findall(
        r'<li><a class="ref \w+" href="([^"]+)">.*?</a> <span class="at">([^<]*)<', beside
    )
    assert named == [
        ("/notes/base/", "announcement"),
        ("/notes/rule/", "policy, in committee or comment"),
        ("/entities/zai/", "AI lab"),
    ]
    assert "Etched is said to take more space, while GLM is offered by others." in beside


def test_a_text_that_names_nothing_has_no_list_of_names() -> None:
    bare = {
        "briefs/notes/2026-11-05-told.yaml": "kind: commentary\ntitle: Told\nbody: Alone.\n"
    }
    assert "Named here" not in page(bare, "notes/told")


def test_sources_in_the_margin_have_the_numbers_of_the_list_they_lead_to() -> None:
    text = page({})
    short = re.findall(r'<li value="(\d+)"><a href="(#source-\d+)"', aside(text))
    assert short
    for number, href in short:
        assert href == f"#source-{number}"
        assert f'id="{href[1:]}"' in text


def test_notes_of_an_issue_have_their_own_sources_beside_them_under_common_numbers() -> None:
    text = page({}, "issues/first")
    parts = re.findall(r'<article class="part.*?</article>', text, re.DOTALL)
    numbers = [re.findall(r'<li value="(\d+)">', part) for part in parts]
    assert numbers == [["1", "2"], ["2"]]


def test_the_way_down_to_a_note_leads_over_its_kind() -> None:
    crumbs = re.search(r'<nav class="wide crumbs".*?</nav>', page({}), re.DOTALL)
    assert crumbs is not None
    assert re.findall(r'<a href="([^"]+)">([^<]+)<', crumbs[0]) == [
        ("/", "Home"),
        ("/announcements/", "Announcements"),
    ]


def test_the_home_page_has_no_way_down_to_itself() -> None:
    done = compiled(SOUND)
    assert b"crumbs" not in done.site["index.html"].content


@pytest.mark.parametrize(
    ("language", "body", "minutes"),
    [
        ("en", "word " * 238 * 3, 3),
        ("en", "word", 1),
        ("zh", "字" * 255 * 4, 4),
        ("ja", "字" * 357 * 2, 2),
        ("zh", "字" * 255 * 4 + "，。" * 300, 4),
    ],
)
def test_reading_time_counts_words_and_in_chinese_and_japanese_characters(
    language: str, body: str, minutes: int
) -> None:
    files = {
        "briefs/newsletter.yaml": f"title: T\nurl: https://t.example\nlanguage: {language}\n",
        "briefs/notes/2026-11-05-n.yaml": f"kind: commentary\ntitle: N\nbody: {body}\n",
    }
    done = compiled(files)
    assert done.errors == 0, done.diagnostics
    assert f"· {minutes} min read" in done.site["notes/n/index.html"].content.decode()


def test_neither_space_nor_punctuation_is_a_character_that_is_read() -> None:
    assert characters("字、 字。1") == 3


def test_the_title_of_a_source_in_another_language_says_so() -> None:
    foreign = """\
kind: commentary
title: N
body: Text.
sources:
  - {title: خبر, url: "https://n.example/", language: ar}
"""
    text = page({"briefs/notes/2026-11-05-n.yaml": foreign}, "notes/n")
    assert text.count('lang="ar" dir="auto">خبر</a>') == 2


def test_names_of_entities_keep_their_own_direction() -> None:
    assert '<a class="ref entity" href="/entities/etched/"><bdi>Etched</bdi></a>' in page({})
