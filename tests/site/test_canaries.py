"""Two hundred words of hidden notes, looked for in every byte that the public gets."""

import gzip
import re
import zlib
from collections.abc import Mapping

import pytest

from support.canaries import COUNT, layers, letter, word
from support.command import run, tree, write
from support.projects import NOW

CANARY = re.compile(rb"qzcanary[a-j]{3}zq", re.IGNORECASE)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    root = write(tmp_path_factory.mktemp("canaries"), letter())
    done = run("build", cwd=root, env=NOW)
    assert done.returncode == 0, done.stderr
    return tree(root)


def test_no_word_of_a_hidden_note_stands_anywhere_on_the_site(
    built: Mapping[str, bytes],
) -> None:
    site = {path: content for path, content in built.items() if path.startswith("site/")}
    assert "site/issues/the-issue/the-issue.pdf" in site
    sung = {
        (path, found.decode())
        for path, content in site.items()
        for layer in layers(path, content)
        for found in CANARY.findall(layer)
    }
    assert sorted(sung)[:20] == []


def test_the_words_are_found_where_members_may_read_them(built: Mapping[str, bytes]) -> None:
    members = built["editions/the-issue/members.html"]
    assert len({*CANARY.findall(members)}) > COUNT / 8


def test_what_is_folded_up_in_a_file_is_looked_at(built: Mapping[str, bytes]) -> None:
    canary = word(7).encode()
    png = b"\x89PNG\r\n\x1a\n" + b"zTXtComment\0\0" + zlib.compress(canary)
    for path, content in (
        ("a", gzip.compress(canary)),
        ("a.png", png),
        (f"{word(7)}.css", b""),
    ):
        assert any(canary in each for each in layers(path, content)), path
    pdf = built["site/issues/the-issue/the-issue.pdf"]
    assert any(b"What is shown" in each for each in layers("a.pdf", pdf))
    assert b"What is shown" not in pdf
