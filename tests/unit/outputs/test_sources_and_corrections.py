"""What a reader checks: how often a source is used, where it comes from, what was corrected."""

import re

from support.compiling import compiled, sound_with

NOTE = "kind: commentary\ntitle: {}\nbody: Text.\nsources: [{}]\n"
CORRECTED = """\
kind: commentary
title: Corrected
body: Text.
corrections:
  - date: 2026-11-05
    type: erratum
    was: 4 billion
    is: 5 billion
    effect: No judgement moves.
  - {date: 2026-11-07, type: clarification, effect: It was a <plan>.}
"""


def page(name: str, files: dict[str, str]) -> str:
    done = compiled(sound_with(files))
    assert done.errors == 0, done.diagnostics
    return done.site[f"{name}/index.html"].content.decode()


def entries(text: str) -> list[str]:
    return re.split(r'<div class="entry"', text)[1:]


def test_the_most_used_source_comes_first_with_what_cites_it() -> None:
    text = page(
        "sources", {"briefs/notes/2026-11-04-more.yaml": NOTE.format("More", "article")}
    )
    first = entries(text)[0]
    assert 'id="source-article"' in first
    assert "<summary>Cited by 3</summary>" in first
    assert all(f'href="/notes/{name}/"' in first for name in ("base", "rule", "more"))


def test_an_address_that_two_notes_cite_is_listed_and_one_that_one_cites_is_not() -> None:
    twice, once = "https://x.example/twice", "https://x.example/once"
    text = page(
        "sources",
        {
            "briefs/notes/2026-11-04-a.yaml": NOTE.format("A", f"{twice}, {once}"),
            "briefs/notes/2026-11-04-b.yaml": NOTE.format("B", f"{twice}?utm_source=letter"),
        },
    )
    assert twice in text
    assert once not in text
    assert "4 sources with 4 independent roots" in text


def test_a_repeat_names_the_root_it_goes_back_to_and_adds_none() -> None:
    repeat = "copy: {title: A copy, url: 'https://copy.example/', republishes: article}\n"
    text = page(
        "sources",
        {
            "briefs/sources/copy.yaml": repeat,
            "briefs/notes/2026-11-04-a.yaml": NOTE.format("A", "copy"),
        },
    )
    assert "3 sources with 2 independent roots" in text
    by_id = {each.partition('id="')[2].partition('"')[0]: each for each in entries(text)}
    assert (
        'Goes back to <a class="ref source" href="/sources/#source-article">'
        in by_id["source-copy"]
    )
    assert "Independent root, repeated by 1." in by_id["source-article"]


def test_corrections_stand_newest_first_with_what_was_what_is_and_what_follows() -> None:
    text = page("corrections", {"briefs/notes/2026-11-04-c.yaml": CORRECTED})
    first, second = re.findall(r'<article class="corrected">(.*?)</article>', text, re.DOTALL)
    assert "7 November 2026</time> · Clarification" in first
    assert "<dd>It was a &lt;plan&gt;.</dd>" in first
    assert "Was" not in first
    assert "<del>4 billion</del>" in second
    assert "<ins>5 billion</ins>" in second
    assert 'href="/notes/c/"' in second


def test_what_has_expired_keeps_its_corrections_in_the_register() -> None:
    gone = CORRECTED + "expires: 2026-11-20\n"
    text = page("corrections", {"briefs/notes/2026-11-04-c.yaml": gone})
    assert text.count('<article class="corrected">') == 2
    assert 'href="/notes/c/"' in text


def test_where_nothing_was_corrected_the_register_says_so() -> None:
    assert "None so far." in page("corrections", {})


def test_a_correction_that_is_not_public_leaves_no_trace() -> None:
    hidden = CORRECTED + "tier: paid\n"
    done, bare = (
        compiled(sound_with({"briefs/notes/2026-11-04-c.yaml": hidden})),
        compiled(sound_with({})),
    )
    name = "corrections/index.html"
    assert done.site[name].content == bare.site[name].content
