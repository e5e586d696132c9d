"""The plan to publish: wanted, present and manifest decide what is written, kept, removed."""

from collections.abc import Mapping

from brief.build.manifest import AHEAD, NAME, manifest
from brief.build.publish import Changes, changes
from brief.outputs.artefact import File


def files(**contents: str) -> dict[str, File]:
    made = {
        path.replace("__", "/").replace("_", "."): content for path, content in contents.items()
    }
    return {path: File(path, content.encode(), "text/plain") for path, content in made.items()}


def tree(held: Mapping[str, File], **others: bytes) -> dict[str, bytes]:
    """Return a published tree with its manifest, and some files that are not of ours."""
    ours = {file.path: file.content for file in held.values()}
    return {
        **ours,
        NAME: manifest(held.values()),
        **{p.replace("_", "."): c for p, c in others.items()},
    }


def plan(wanted: Mapping[str, File], present: Mapping[str, bytes]) -> Changes:
    return changes(wanted, present.get)


def written(found: Changes) -> list[str]:
    return [file.path for file in found.write]


ONE = files(a_html="a", b_html="b")


def test_a_first_build_writes_everything_with_the_manifest_last() -> None:
    found = plan(ONE, {})
    assert written(found) == ["a.html", "b.html", NAME]
    assert (found.remove, found.keep, found.foreign) == ((), 0, ())
    assert found.write[-1].content == manifest(ONE.values())
    assert not found.nothing


def test_where_nothing_differs_nothing_is_written() -> None:
    found = plan(ONE, tree(ONE))
    assert (written(found), found.remove, found.keep) == ([], (), 2)
    assert found.nothing


def test_only_what_differs_is_written_and_then_the_manifest() -> None:
    found = plan(files(a_html="a", b_html="other", c_html="c"), tree(ONE))
    assert written(found) == ["b.html", "c.html", NAME]
    assert found.keep == 1


def test_a_file_that_was_damaged_by_hand_is_healed() -> None:
    found = plan(ONE, {**tree(ONE), "a.html": b"spoilt"})
    assert written(found) == ["a.html"]
    assert found.foreign == ()


def test_what_the_manifest_lists_and_nobody_wants_is_removed_and_nothing_else() -> None:
    present = tree(ONE, mine_txt=b"mine")
    found = plan(files(a_html="a"), present)
    assert found.remove == ("b.html",)
    assert written(found) == [NAME]


def test_what_is_gone_already_is_not_removed_again() -> None:
    present = tree(ONE)
    del present["b.html"]
    assert plan(files(a_html="a"), present).remove == ()


def test_a_file_that_the_manifest_does_not_list_is_foreign_where_it_stands_in_the_way() -> None:
    found = plan(ONE, {"a.html": b"somebody's", "other.txt": b"mine"})
    assert found.foreign == ("a.html",)
    assert found.remove == ()


def test_what_a_killed_build_wrote_is_known_by_its_bytes_and_goes_if_unwanted() -> None:
    begun = plan(files(a_html="a", b_html="b", c_html="c"), tree(ONE))
    assert begun.ahead is not None
    assert begun.ahead.path == AHEAD
    killed = {**tree(ONE), AHEAD: begun.ahead.content, "c.html": b"c"}
    found = plan(ONE, killed)
    assert (found.remove, found.unfinished, found.nothing) == (("c.html",), True, False)
    mine = plan(ONE, {**killed, "c.html": b"mine"})
    assert (mine.remove, mine.unfinished) == ((), True)
    assert plan(ONE, {**tree(ONE), AHEAD: b"{damaged"}).remove == ()


def test_only_new_files_are_announced() -> None:
    assert plan(files(a_html="a", b_html="other"), tree(ONE)).ahead is None


def test_a_foreign_file_that_is_the_same_is_kept() -> None:
    found = plan(ONE, {"a.html": b"a"})
    assert (found.keep, found.foreign) == (1, ())


def test_a_damaged_manifest_removes_nothing_and_is_written_anew() -> None:
    found = plan(files(a_html="a"), {**tree(ONE), NAME: b"{"})
    assert found.remove == ()
    assert written(found) == [NAME]


def test_what_is_announced_is_there_first() -> None:
    wanted = files(
        index_html="home",
        feed_atom="feed",
        robots_txt="robots",
        notes__a__index_html="note",
        notes__index_html="list",
        assets__z_css="style",
        assets__a_png="image",
    )
    assert written(plan(wanted, {})) == [
        "assets/a.png",
        "assets/z.css",
        "notes/a/index.html",
        "feed.atom",
        "index.html",
        "notes/index.html",
        "robots.txt",
        NAME,
    ]


def test_publishing_twice_changes_nothing_the_second_time() -> None:
    present = tree(ONE, mine_txt=b"mine")
    wanted = files(b_html="new", c_html="c")
    found = plan(wanted, present)
    for file in found.write:
        present[file.path] = file.content
    for path in found.remove:
        del present[path]
    assert plan(wanted, present).nothing
    assert present["mine.txt"] == b"mine"
    assert "a.html" not in present


def test_feeds_come_after_every_page_and_the_sitemap_last() -> None:
    wanted = files(
        sitemap_xml="map",
        entities__etched__feed_json="feed",
        notes__zzz__index_html="note",
        sitemap__1_xml="not a part of the map",
        robots_txt="robots",
    )
    found = written(plan(wanted, {}))
    assert found == [
        "notes/zzz/index.html",
        "sitemap/1.xml",
        "entities/etched/feed.json",
        "robots.txt",
        "sitemap.xml",
        NAME,
    ]
