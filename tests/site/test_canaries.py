"""Two hundred words of hidden notes, looked for in every byte that the public gets."""

import re
from pathlib import Path

from support.canaries import COUNT, layers, letter, word
from support.command import run, tree, write
from support.projects import NOW

CANARY = re.compile(rb"qzcanary[a-j]{3}zq", re.IGNORECASE)


def test_no_word_of_a_hidden_note_stands_anywhere_on_the_site(tmp_path: Path) -> None:
    root = write(tmp_path, letter())
    done = run("build", cwd=root, env=NOW)
    assert done.returncode == 0, done.stderr
    site = tree(root / "site")
    assert any(path.endswith(".pdf") for path in site)
    sung = {
        (path, found.decode())
        for path, content in site.items()
        for layer in layers(path, content)
        for found in CANARY.findall(layer)
    }
    assert sorted(sung)[:20] == []


def test_the_words_are_found_where_members_may_read_them(tmp_path: Path) -> None:
    root = write(tmp_path, letter())
    done = run("build", "--no-pdf", cwd=root, env=NOW)
    assert done.returncode == 0, done.stderr
    members = (root / "editions/the-issue/members.html").read_bytes()
    assert len({*CANARY.findall(members)}) > COUNT / 8


def test_what_is_folded_up_in_a_file_is_looked_at() -> None:
    import gzip
    import zlib

    canary = word(7).encode()
    assert any(canary in each for each in layers("a", gzip.compress(canary)))
    png = b"\x89PNG\r\n\x1a\n" + b"zTXtComment\0\0" + zlib.compress(canary)
    assert any(canary in each for each in layers("a.png", png))
    assert any(canary in each for each in layers(f"{word(7)}.css", b""))
