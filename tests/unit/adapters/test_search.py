"""The index of Pagefind: complete, the same each time, with nothing of what was withdrawn."""

import gzip
import io
import json
import tarfile
from collections.abc import Sequence

import pytest

from brief.adapters.search.index import index_pages
from brief.adapters.search.program import indexer
from brief.adapters.search.stable import stable
from brief.build.search import archived, page_count
from brief.build.step import Step
from brief.build.steps import search_step
from brief.diagnostics.world import BriefError

TOOL = indexer()


def page(number: int) -> bytes:
    topics = "".join(
        f'<p data-pagefind-filter="topic">t{each}</p>' for each in (number % 3, number % 7)
    )
    return (
        f'<!DOCTYPE html><html lang="en"><body><p data-pagefind-filter="year">{number}</p>'
        f"{topics}<main data-pagefind-body><h1>Title {number}</h1>"
        f"<p>Text with number{number}.</p></main></body></html>"
    ).encode()


def step(count: int) -> Step:
    assert TOOL is not None, "the extra `search` belongs to the tests"
    return search_step({f"notes/n{n}/index.html": page(n) for n in range(count)}, TOOL)


def unpacked(archive: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(archive)) as opened:
        return {
            member.name: content.read()
            for member in opened
            if (content := opened.extractfile(member))
        }


def test_the_same_pages_give_the_same_bytes() -> None:
    # Unmended, the order of the filters of 40 pages differs in nearly every run.
    made = {index_pages(step(40)) for _ in range(4)}
    assert len(made) == 1


def test_an_index_holds_every_page_and_no_interface() -> None:
    files = unpacked(index_pages(step(3)))
    assert page_count(files) == 3
    assert sum(name.startswith("fragment/") for name in files) == 3
    scripts = {name for name in files if name.endswith((".js", ".css"))}
    assert scripts == {"pagefind.js"}
    texts = b"".join(
        gzip.decompress(content)
        for name, content in files.items()
        if name.startswith("fragment/")
    )
    assert all(f"number{number}".encode() in texts for number in range(3))


def test_every_file_that_an_index_names_is_there() -> None:
    files = unpacked(index_pages(step(10)))
    languages = json.loads(files["pagefind-entry.json"])["languages"]
    listed = files[f"pagefind.{languages['en']['hash']}.pf_meta"]
    for sort in ("fragment", "filter", "index"):
        names = [name.partition("/")[2] for name in files if name.startswith(f"{sort}/")]
        assert names
        assert all(name.partition(".")[0].encode() in listed for name in names)


def test_pages_that_are_left_out_are_told() -> None:
    bare = b"<!DOCTYPE html><html lang='en'><body><main><p>Not marked.</p></main></body></html>"
    assert TOOL is not None
    given = search_step({"a/index.html": page(1), "b/index.html": bare}, TOOL)
    with pytest.raises(BriefError, match="holds 1 of 2 pages"):
        index_pages(given)


@pytest.mark.parametrize("listed", [b"", b"pagefind_dcd\xf5", b"\x82\x01\x02"])
def test_an_index_of_another_form_is_refused(listed: bytes) -> None:
    entry = json.dumps({"languages": {"en": {"hash": "en_1", "page_count": 1}}}).encode()
    files = {"pagefind-entry.json": entry, "pagefind.en_1.pf_meta": gzip.compress(listed)}
    with pytest.raises((ValueError, IndexError)):
        stable(files)


def test_an_archive_has_no_trace_of_order_or_time() -> None:
    names: Sequence[str] = ("b", "a")
    one = archived({name: name.encode() for name in names})
    assert one == archived({name: name.encode() for name in sorted(names)})
    with tarfile.open(fileobj=io.BytesIO(one)) as opened:
        assert {(m.mtime, m.uid, m.uname) for m in opened} == {(0, 0, "")}
