"""Links inside the site: every page and part is known, and what leads to none is told."""

import pytest

from brief.diagnostics.model import Diagnostic
from brief.outputs.urls import Addresses, Place
from support.annotated import check
from support.compiling import SOUND, compiled, sound_with

SETTINGS = "briefs/newsletter.yaml"


def test_links_of_a_text_that_lead_nowhere_are_told_at_their_place() -> None:
    check(
        "notes/2026-11-20-links.yaml",
        """
        kind: commentary
        title: Links
        body: |
          Right: [a](/notes/base/), [b](notes/base/#c1), [c](#a-heading), [d](/feed.atom),
          wrong: [e](/notes/bass/),
        #        ^^^^^^^^^^^^^^^^^ error B413: the site has nothing at `/notes/bass/`
        # hint: did you mean `/notes/base/`?
          wrong: [f](/notes/base),
        #        ^^^^^^^^^^^^^^^^ error B413: the site has nothing at `/notes/base`
        # hint: write `/notes/base/`
          wrong: [g](/notes/base/#c7),
        #        ^^^^^^^^^^^^^^^^^^^^ error B413: the page has no part `#c7`
        # hint: leave the part out, or name a heading
          wrong: [h](#no-heading).
        #        ^^^^^^^^^^^^^^^^ error B413: the page has no part `#no-heading`
        # hint: did you mean `a-heading`?

          ## A heading
        """,
    )


def broken(
    files: dict[str, str | bytes], theme: dict[str, str] | None = None
) -> list[Diagnostic]:
    return [d for d in compiled(files, theme=theme).diagnostics if d.code == "B413"]


def test_the_address_of_the_site_itself_is_held_against_it_too() -> None:
    body = "[a](https://letter.example/notes/base/) [b](https://letter.example/none/)"
    note = f"kind: commentary\ntitle: T\nbody: {body!r}\n"
    (found,) = broken(sound_with({"briefs/notes/2026-11-20-a.yaml": note}))
    assert found.span.path == "briefs/notes/2026-11-20-a.yaml"
    assert "none" in found.message


def test_a_text_that_only_an_edition_shows_is_checked_and_told_once() -> None:
    note = "kind: commentary\ntitle: T\ntier: paid\nbody: '[a](/nowhere/)'\n"
    found = broken(sound_with({"briefs/notes/2026-11-20-paid.yaml": note}))
    assert [d.span.path for d in found] == ["briefs/notes/2026-11-20-paid.yaml"]


def test_a_link_of_a_public_text_to_what_is_hidden_is_broken() -> None:
    paid = "kind: commentary\ntitle: T\ntier: paid\nbody: Text.\n"
    note = "kind: commentary\ntitle: T\nbody: '[a](/notes/paid/)'\n"
    files = {"briefs/notes/2026-11-20-paid.yaml": paid, "briefs/notes/2026-11-20-a.yaml": note}
    assert len(broken(sound_with(files))) == 1


def test_a_link_of_a_template_is_told_once_where_it_stands() -> None:
    theme = {
        "not_found.html": '{% extends "layout.html" %}\n{% block main %}\n<h1>x</h1>\n'
        '<p><a href="/archiv/">x</a> <img src="none.png" alt=""></p>\n{% endblock %}\n'
    }
    found = broken(dict(SOUND), theme)
    assert [d.span.path for d in found] == ["site/404.html", "site/404.html"]
    assert {d.message for d in found} == {
        "the site has nothing at `/archiv/`",
        "the site has nothing at `none.png`",
    }


def test_a_section_without_a_page_is_not_in_the_navigation() -> None:
    note = "kind: commentary\ntitle: T\nsources: ['https://x.example/a']\nbody: Text.\n"
    files = {SETTINGS: SOUND[SETTINGS], "briefs/notes/2026-11-20-a.yaml": note}
    assert compiled(files).diagnostics == ()


def test_exposure_is_not_in_the_navigation_before_the_day_of_its_policies() -> None:
    path = "briefs/notes/2026-11-03-rule.yaml"
    later = SOUND[path].replace("kind: policy\n", "kind: policy\ndate: 2026-11-12\n")
    done = compiled(sound_with({path: later}))
    assert done.diagnostics == ()
    assert "exposure/index.html" not in done.site
    assert b"/exposure/" not in done.site["index.html"].content
    assert b"/exposure/" in compiled(SOUND).site["index.html"].content


def test_an_address_that_leaves_the_path_of_the_site_is_told() -> None:
    settings = SOUND[SETTINGS].replace("https://letter.example", "https://letter.example/sub")
    theme = {
        "not_found.html": '{% extends "layout.html" %}{% block main %}<h1>x</h1>'
        '<a href="/notes/base/">x</a>{% endblock %}'
    }
    assert broken(sound_with({SETTINGS: settings})) == []
    (found,) = broken(sound_with({SETTINGS: settings}), theme)
    assert "/notes/base/" in found.message


CODE = """\
kind: commentary
title: 'A "href" href="/none/"'
summary: Write `<a href="/none/">`.
body: |
  Write `<a href="/none/">` or ` src="/none"`.

      <img src="/none.png" id="x">
"""


def test_what_looks_like_a_link_in_a_text_is_none() -> None:
    assert broken(sound_with({"briefs/notes/2026-11-20-code.yaml": CODE})) == []


def test_files_that_only_a_full_build_makes_are_not_missed() -> None:
    note = (
        "kind: commentary\ntitle: T\n"
        "body: '[a](/issues/first/first.pdf) [b](/search/) [c](/issues/first/x.pdf)'\n"
    )
    (found,) = broken(sound_with({"briefs/notes/2026-11-20-a.yaml": note}))
    assert "x.pdf" in found.message


def test_links_into_the_site_have_its_host_in_files_that_are_read_elsewhere() -> None:
    path = "briefs/notes/2026-11-02-base.yaml"
    text = SOUND[path].replace("others.", "others: see [the rule](/notes/rule/).")
    done = compiled(sound_with({path: text}))
    assert 'href="/notes/rule/"' in done.site["notes/base/index.html"].content.decode()
    mail = done.editions["first/public.html"].content.decode()
    assert 'href="https://letter.example/notes/rule/"' in mail
    plain = done.editions["first/public.txt"].content.decode()
    assert "https://letter.example/notes/rule/" in plain


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("/sub/", Place("index.html", "")),
        ("/sub", Place("index.html", "")),
        ("/sub/a/?q=1#p", Place("a/index.html", "p")),
        ("https://x.example/sub/a/b.pdf", Place("a/b.pdf", "")),
        ("https://x.example/sub", Place("index.html", "")),
        ("#p", Place("here/index.html", "p")),
        ("?q=1", Place("here/index.html", "")),
        ("../b/", Place("b/index.html", "")),
        ("c.png", Place("here/c.png", "")),
        ("/sub/%C3%A9/#%C3%A9", Place("é/index.html", "é")),
        ("/other/", Place("/other/index.html", "")),
        ("/subway/", Place("/subway/index.html", "")),
        ("https://x.example/subway/", None),
        ("//x.example/sub/", None),
        ("mailto:a@b.example", None),
        ("data:image/png;base64,x", None),
        ("", None),
    ],
)
def test_an_address_leads_to_one_file_of_the_site_or_elsewhere(
    address: str, place: Place | None
) -> None:
    assert Addresses("https://x.example/sub").place_of(address, "here/index.html") == place
