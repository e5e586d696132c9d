"""Pictures of a mail: named where the published site has them, carried where it does not."""

import json
import re
from collections.abc import Mapping
from email import message_from_bytes, policy
from io import BytesIO

import pytest
from PIL import Image

from brief.delivery.message import Letter
from brief.delivery.published import letter
from support.command import run, tree, write
from support.compiling import SOUND
from support.hard_texts import picture
from support.html import page
from support.mailing import filled, sending
from support.projects import NOW

Files = Mapping[str, bytes]

PAID = """\
kind: policy
title: A rule that members alone read of
date: 2026-11-04
tier: paid
jurisdiction: US
instrument: bill
official_id: 119-hr-9998
sources: [article]
history:
  - {when: 2026-03-01, text: Introduced in House}
body: |
  ![A picture for members](paid.png)
"""
OPEN = """\
kind: commentary
title: What all may see
date: 2026-11-04
sources: [article]
body: |
  ![A picture for all](open.png)

  ![A drawing](drawn.svg)
"""
ISSUE = """\
number: 1
title: The first
sections:
  - {title: News, notes: [open, paid-rule]}
products: [policy-pipeline]
"""
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Files:
    files: dict[str, str | bytes] = {
        **SOUND,
        "briefs/newsletter.yaml": f"{SOUND['briefs/newsletter.yaml']}cards: off\nsearch: off\n",
        "briefs/issues/2026-11-10-first.yaml": ISSUE,
        "briefs/notes/paid-rule.yaml": PAID,
        "briefs/notes/open-rule.yaml": PAID.replace("tier: paid\n", "")
        .replace("9998", "9997")
        .replace("paid.png", "open.png"),
        "briefs/notes/open.yaml": OPEN,
        "briefs/assets/open.png": picture(1200, 300),
        "briefs/assets/paid.png": picture(80, 40),
        "briefs/assets/drawn.svg": SVG,
    }
    root = write(tmp_path_factory.mktemp("pictures"), sending(files))
    done = run("build", "--no-pdf", cwd=root, env=NOW)
    assert done.returncode == 0, done.stderr
    return tree(root)


def published(built: Files, edition: str) -> Letter:
    def read(path: str) -> bytes | None:
        return b"a pdf" if path.endswith(".pdf") else built.get(f"editions/{path}")

    found = letter(read, "first", edition, pdf="none")
    assert found is not None
    return found


def images(made: Letter) -> list[Mapping[str, str]]:
    return [each.attributes for each in page(made.html).all("img")]


def test_a_public_mail_names_pictures_of_the_published_site(built: Files) -> None:
    made = published(built, "public")
    assert made.inline == ()
    shown = images(made)
    assert len(shown) == 2
    for each in shown:
        path = each["src"].removeprefix("https://letter.example/")
        assert path != each["src"]
        assert f"site/{path}" in built
        assert path.endswith(".png")
        assert int(each["width"]) <= 552
        assert each["alt"]
    # As wide as there is room for, and not stretched.
    assert (shown[0]["width"], shown[0]["height"]) == ("552", "138")
    assert "[Figure: A picture for all]" in made.text


def test_a_chart_has_double_density_and_a_light_ground_of_its_own(built: Files) -> None:
    chart = images(published(built, "public"))[-1]
    assert "stages" in chart["src"]
    content = built["site/" + chart["src"].removeprefix("https://letter.example/")]
    drawn = Image.open(BytesIO(content)).convert("RGBA")
    assert drawn.size == (int(chart["width"]) * 2, int(chart["height"]) * 2)
    corners = {
        drawn.getpixel((x, y)) for x in (0, drawn.width - 1) for y in (0, drawn.height - 1)
    }
    assert corners == {(0xFD, 0xFC, 0xF9, 255)}


def test_what_members_alone_may_see_travels_with_their_mail(built: Files) -> None:
    made = published(built, "investor")
    sources = [each["src"] for each in images(made)]
    carried = [each for each in sources if each.startswith("cid:")]
    # The chart counts a rule that the site does not show; the picture is in no page.
    assert len(carried) == 2
    assert {f"cid:{each.cid}" for each in made.inline} == {*carried}
    assert not any("paid" in path and path.startswith("site/") for path in built)
    parsed = message_from_bytes(filled(made), policy=policy.default)
    kinds = [part.get_content_type() for part in parsed.walk()]
    assert kinds == [
        *("multipart/alternative", "text/plain", "multipart/related", "text/html"),
        *("image/png", "image/png"),
    ]
    ids = {part["Content-ID"].strip("<>") for part in parsed.walk() if part["Content-ID"]}
    assert ids == {each.removeprefix("cid:") for each in carried}
    about = json.loads(built["editions/first/investor.mail.json"])
    assert {f"editions/{each['path']}" for each in about["pictures"]} <= {*built}


def test_what_programs_do_not_show_is_said_with_a_way_to_it(built: Files) -> None:
    made = published(built, "public")
    assert re.search(
        r'<a href="https://letter\.example/notes/open/"[^>]*>\[Figure: A drawing\]</a>',
        made.html,
    )
    assert "[Figure: A drawing]" in made.text
    assert ".svg" not in made.html
