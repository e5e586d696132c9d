"""Lists: facets with pages of their own, long lists by year, and counts that are true."""

import re

from brief.outputs.listing import MOST_LINES
from support.compiling import compiled, sound_with

RULE = """\
kind: policy
title: {title}
jurisdiction: {where}
instrument: {instrument}
stage: {stage}
sources: none
"""
ANNOUNCED = "kind: announcement\ntitle: {}\nevent: {}\nsources: none\n"


def site(files: dict[str, str]) -> dict[str, str]:
    done = compiled(sound_with(files))
    assert done.errors == 0, done.diagnostics
    return {
        path: file.content.decode()
        for path, file in done.site.items()
        if path.endswith(".html")
    }


def choices(page: str) -> dict[str, int]:
    """Return the pages into which a list is cut, by their address, with their counts."""
    found = re.search(r'<nav class="choices".*?</nav>', page, re.DOTALL)
    assert found is not None, "the list is not cut"
    pairs = re.findall(r'href="([^"]+)"[^>]*>[^<]*</a> <span class="count">(\d+)<', found[0])
    return {href: int(count) for href, count in pairs}


def titles(page: str) -> list[str]:
    return re.findall(r'<p class="title"><a [^>]*href="[^"]*">([^<]*)</a>', page)


def rule(
    name: str, title: str, where: str, stage: str, instrument: str = "statute"
) -> dict[str, str]:
    text = RULE.format(title=title, where=where, stage=stage, instrument=instrument)
    return {f"briefs/notes/2026-11-04-{name}.yaml": text}


RULES = {
    **rule("one", "One", "EU", "adopted"),
    **rule("two", "Two", "EU", "proposed"),
    **rule("three", "Three", "US-CA", "adopted"),
}


def test_each_value_of_a_facet_has_a_page_that_holds_its_notes_and_no_others() -> None:
    pages = site(RULES)
    assert choices(pages["policy/index.html"]) == {
        "/policy/stage/proposed/": 1,
        "/policy/stage/in-committee-or-comment/": 1,
        "/policy/stage/adopted/": 2,
        "/policy/jurisdiction/us-ca/": 1,
        "/policy/jurisdiction/eu/": 2,
        "/policy/jurisdiction/us/": 1,
    }
    assert titles(pages["policy/stage/adopted/index.html"]) == ["One", "Three"]
    assert titles(pages["policy/jurisdiction/eu/index.html"]) == ["One", "Two"]


def test_stages_stand_in_their_own_order_and_not_in_that_of_the_alphabet() -> None:
    stages = [href for href in choices(site(RULES)["policy/index.html"]) if "/stage/" in href]
    assert [href.split("/")[3] for href in stages] == [
        "proposed",
        "in-committee-or-comment",
        "adopted",
    ]


def test_where_all_share_one_value_there_is_nothing_to_cut() -> None:
    pages = site({})
    assert "choices" not in pages["announcements/index.html"]
    assert not [path for path in pages if path.startswith("announcements/event/")]


def test_a_page_of_a_facet_says_which_it_is_and_where_it_lies() -> None:
    page = site(RULES)["policy/stage/adopted/index.html"]
    assert '<a href="/policy/stage/adopted/" aria-current="page">' in page
    assert ">Policy: Adopted</h1>" in page
    crumbs = re.search(r'<nav class="wide crumbs".*?</nav>', page, re.DOTALL)
    assert crumbs is not None
    assert re.findall(r'href="([^"]+)"', crumbs[0]) == ["/", "/policy/"]


def test_an_entity_of_several_types_stands_under_each_of_them() -> None:
    both = "both: {type: [ai-lab, cloud], name: Both, description: A lab with a cloud.}\n"
    named = ANNOUNCED.format("Both", "other") + "about: [both]\n"
    pages = site(
        {
            "briefs/entities/both.yaml": both,
            "briefs/notes/2026-11-05-both.yaml": named,
        }
    )
    for name in ("ai-lab", "cloud"):
        assert 'href="/entities/both/"' in pages[f"entities/type/{name}/index.html"]
        assert "A lab with a cloud." in pages[f"entities/type/{name}/index.html"]
    assert choices(pages["entities/index.html"])["/entities/type/ai-lab/"] == 2


def test_an_entity_called_type_and_the_pages_of_types_do_not_collide() -> None:
    pages = site(
        {
            "briefs/entities/type.yaml": "name: Type\ntype: media\n",
            "briefs/notes/2026-11-05-n.yaml": ANNOUNCED.format("N", "other")
            + "about: [type]\n",
        }
    )
    assert "<bdi>Type</bdi>" in pages["entities/type/index.html"]
    assert "entities/type/media/index.html" in pages


def many(count: int, year: int) -> dict[str, str]:
    return {
        f"briefs/notes/{year}-03-01-n{year}-{number}.yaml": ANNOUNCED.format(
            f"N{year} {number}", "funding"
        )
        for number in range(count)
    }


def test_a_list_that_fits_one_page_has_no_pages_of_years() -> None:
    pages = site(many(3, 2025))
    assert len(titles(pages["announcements/index.html"])) == 4
    assert "announcements/2025/index.html" not in pages


def test_a_long_list_shows_its_newest_year_and_leads_to_a_page_for_each() -> None:
    files = many(MOST_LINES, 2025)
    pages = site(files)
    front = pages["announcements/index.html"]
    assert titles(front) == ["Etched takes more space"]
    found = choices(front)
    assert {href: found[href] for href in found if "event" not in href} == {
        "/announcements/2026/": 1,
        "/announcements/2025/": MOST_LINES,
    }
    assert len(titles(pages["announcements/2025/index.html"])) == MOST_LINES
    assert titles(pages["announcements/2026/index.html"]) == ["Etched takes more space"]


def test_the_years_of_all_notes_do_not_collide_with_a_note_that_is_called_like_one() -> None:
    called = {"briefs/notes/2026-11-05-2025.yaml": ANNOUNCED.format("Called so", "other")}
    pages = site({**many(MOST_LINES, 2025), **called})
    assert ">Called so</h1>" in pages["notes/2025/index.html"]
    assert len(titles(pages["notes/year/2025/index.html"])) == MOST_LINES


def test_the_page_for_missing_addresses_leads_to_lists_and_to_what_is_new() -> None:
    page = site({})["404.html"]
    assert '<meta name="robots" content="noindex">' in page
    assert titles(page) == ["A rule on open weights", "Etched takes more space"]
    for href in ("/", "/issues/", "/policy/", "/entities/", "/notes/", "/corrections/"):
        assert f'<li><a href="{href}"' in page
