"""The imprint: a build id changes with what is shown, and keywords are read back."""

import pytest

from brief.outputs.imprint import Imprint, open_keywords, read_keywords, sealed


def test_a_build_id_changes_with_every_word_and_stands_in_every_place_for_it() -> None:
    keywords = open_keywords("no-1", "investor", "issue")
    html = f'<meta content="{keywords}"><p>Build <!-- build --></p>'
    done, build = sealed(html)
    assert done.count(build) == 2
    assert "<!--" not in done
    assert sealed(html) == (done, build)
    assert sealed(html.replace("Build", "build"))[1] != build


def test_keywords_are_read_back() -> None:
    imprint = Imprint("no-1", "investor", "key-points", "0123456789ab")
    assert read_keywords(imprint.keywords) == imprint


@pytest.mark.parametrize(
    "text", ["", "policy, chips", "issue:no-1, edition:a, briefing:b, build:xyz", "issue:no-1"]
)
def test_the_keywords_of_others_hold_no_imprint(text: str) -> None:
    assert read_keywords(text) is None
