"""Social cards: whose card a page shows, and that its words fit and can be drawn."""

import json
import re
from html import unescape

import pytest

from brief.build.compile import Compilation
from brief.build.steps import in_place
from brief.outputs.social import HEIGHT_PX, MARGIN_PX, WIDTH_PX, svg_fault
from brief.outputs.typeface import Typeface, faces
from support.compiling import SOUND, builtin_theme, compiled, sound_with
from support.fakes import FAKED

FACE: Typeface = faces({n: c for n, c in builtin_theme().items() if n.endswith(".ttf")}).display


def made(files: dict[str, str | bytes]) -> Compilation:
    done = compiled(sound_with(files), pictures=True, perform=in_place(FAKED))
    assert done.errors == 0
    return done


def head(done: Compilation, path: str) -> dict[str, str]:
    text = done.site[path].content.decode()
    found = re.findall(r'<meta property="og:image([^"]*)" content="([^"]*)">', text)
    return {name.lstrip(":"): unescape(value) for name, value in found}


def svg_of(done: Compilation, name: str) -> str:
    path = next(p for p in done.site if p.startswith(f"assets/cards/{name}."))
    return done.site[path].content.removeprefix(b"\x89PNG").decode()


LOOSE = "kind: {kind}\ntitle: Loose\n{more}"
LOOSE_NOTES: dict[str, str | bytes] = {
    "briefs/notes/2026-11-20-loose.yaml": LOOSE.format(kind="commentary", more="body: T.\n"),
    "briefs/pages/about.md": "---\ntitle: About\n---\n\nText.\n",
}


@pytest.mark.parametrize(
    ("page", "card", "alt"),
    [
        ("issues/first/", "issue-first", "Example Letter: The first"),
        ("notes/base/", "issue-first", "Example Letter: The first"),
        ("notes/loose/", "kind-commentary", "Example Letter: Commentary"),
        ("entities/etched/", "entity-etched", "Example Letter: Etched"),
        ("policy/", "kind-policy", "Example Letter: Policy"),
        ("about/", "site", "Example Letter"),
        ("sources/", "site", "Example Letter"),
        ("", "issue-first", "Example Letter: The first"),
    ],
)
def test_a_page_shows_its_own_card_else_that_of_its_issue_its_kind_or_the_site(
    page: str, card: str, alt: str
) -> None:
    done = made(LOOSE_NOTES)
    found = head(done, f"{page}index.html")
    path = next(p for p in done.site if p.startswith(f"assets/cards/{card}."))
    assert found == {
        "": f"https://letter.example/{path}",
        "type": "image/png",
        "width": "1200",
        "height": "630",
        "alt": alt,
    }


LONG = "Nemotron 3 Nano Omni 30B A3B Reasoning " * 9
TITLES = [
    "GPT",
    LONG,
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3,
    "Поставки интеллекта: что объявляют поставщики и что делают законодатели",
    'A & B <Labs> "quoted"',
]


@pytest.mark.parametrize("title", TITLES)
def test_no_title_leaves_its_card(title: str) -> None:
    entity = f"etched: {{type: chip-designer, name: {json.dumps(title)}}}\n"
    people = SOUND["briefs/entities/people.yaml"].split("\n", 1)[1]
    done = made({"briefs/entities/people.yaml": entity + people})
    lines = re.findall(
        r'<text x="80" y="(\d+)"[^>]*font-weight="600" font-size="(\d+)"[^>]*>([^<]*)</text>',
        svg_of(done, "entity-etched"),
    )
    assert unescape(lines[0][2])[:3] == title[:3]
    for y, size, text in lines:
        assert FACE.width(unescape(text), int(size)) <= WIDTH_PX - 2 * MARGIN_PX
        assert int(y) < HEIGHT_PX - 40
    # The rule stands at 532; the name of the publication stands below it.
    heights = [int(y) for y, _, _ in lines]
    assert all(y <= 520 for y in heights[:-1])
    assert heights == sorted(heights)


def named(name: str) -> dict[str, str | bytes]:
    people = SOUND["briefs/entities/people.yaml"].split("\n", 1)[1]
    return {"briefs/entities/people.yaml": f"etched: {{type: person, name: {name}}}\n" + people}


def test_words_that_no_font_can_draw_give_way_to_the_name_of_the_publication() -> None:
    text = svg_of(made(named("深度求索")), "entity-etched")
    assert "深" not in text
    assert "Example Letter</text>" in text
    assert "Person" not in text


def test_without_a_font_for_either_name_there_is_no_card() -> None:
    settings = SOUND["briefs/newsletter.yaml"].replace("Example Letter", "深度求索")
    done = made({"briefs/newsletter.yaml": settings, **named("ᚠᚢᚦ")})
    assert not any(path.startswith("assets/cards/entity-etched") for path in done.site)
    assert head(done, "404.html") == {}


@pytest.mark.parametrize(
    ("svg", "said"),
    [
        ("<svg/>", None),
        ('<svg><a href="#x"/><image href="data:image/png;base64,AA"/></svg>', None),
        ('<svg><image href="https://x.example/a"/></svg>', "`<image>` names another file"),
        ('<svg xmlns:l="l"><use l:href="/etc/passwd"/></svg>', "`<use>` names another file"),
        ("<svg>\n<g></svg>", "it is no XML at line 2"),
    ],
)
def test_a_card_that_looks_beside_itself_is_told(svg: str, said: str | None) -> None:
    found = svg_fault(svg)
    assert (found is None) if said is None else (found or "").startswith(said)
