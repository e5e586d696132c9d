"""Build and check as use cases: what is published, and what is left alone."""

from datetime import UTC, datetime

import pytest

from brief.app.build import Built, build, check
from brief.app.perform import Performer
from brief.app.schemas import schemas, write_schemas
from brief.diagnostics.world import BriefError
from support.compiling import SOUND
from support.fakes import CountingExecutor, MemoryCache, MemoryFiles, Silence

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
BROKEN = b"kind: commentary\ntitle: [\n"


def project() -> MemoryFiles:
    return MemoryFiles({path: text.encode() for path, text in SOUND.items()})


def performer() -> Performer:
    return Performer(MemoryCache(), lambda _name: CountingExecutor(), Silence())


def built(files: MemoryFiles) -> Built:
    return build(files, performer(), AT, {}, pdf=False, drafts=False)


def tree(files: MemoryFiles) -> dict[str, bytes]:
    return {
        path: content
        for path, content in files.held.items()
        if path.startswith(("site/", "editions/"))
    }


def test_a_check_writes_nothing() -> None:
    files = project()
    before = dict(files.held)
    done = check(files, performer(), AT, drafts=False)
    assert done.compilation.errors == 0
    assert (done.site, done.editions) == (None, None)
    assert files.held == before


def test_a_build_publishes_both_trees_with_their_manifests() -> None:
    files = project()
    done = built(files)
    assert done.site is not None
    assert not done.nothing
    assert "site/index.html" in files.held
    assert "editions/first/investor.html" in files.held
    assert {"site/manifest.json", "editions/manifest.json"} <= set(files.held)


def test_the_public_manifest_names_nothing_of_the_editions() -> None:
    files = project()
    built(files)
    assert b"investor" not in files.held["site/manifest.json"]


def test_a_build_keeps_the_configurations_of_servers_outside_what_is_published() -> None:
    files = project()
    built(files)
    kept = {path for path in files.held if path.startswith(".brief/deploy/")}
    assert kept == {".brief/deploy/nginx.conf", ".brief/deploy/Caddyfile"}
    assert not any(b"server_name" in content for content in tree(files).values())


def test_a_second_build_does_nothing() -> None:
    files = project()
    built(files)
    before = tree(files)
    done = built(files)
    assert done.nothing
    assert tree(files) == before


def test_a_project_with_errors_leaves_the_trees_as_they_are() -> None:
    files = project()
    built(files)
    before = tree(files)
    files.held["briefs/notes/2026-11-20-broken.yaml"] = BROKEN
    files.held["briefs/newsletter.yaml"] += b"theme: {paper: Letter}\n"
    done = built(files)
    assert done.site is None
    assert done.compilation.errors == 1
    assert tree(files) == before


def test_what_was_made_of_a_deleted_note_goes_and_other_files_stay() -> None:
    files = project()
    files.held["briefs/notes/2026-11-20-extra.yaml"] = (
        b"kind: commentary\ntitle: Extra\nbody: Text.\n"
    )
    built(files)
    assert "site/notes/extra/index.html" in files.held
    files.held["site/mine.txt"] = b"mine"
    del files.held["briefs/notes/2026-11-20-extra.yaml"]
    built(files)
    assert "site/notes/extra/index.html" not in files.held
    assert files.held["site/mine.txt"] == b"mine"
    clean = project()
    built(clean)
    assert tree(files) == {**tree(clean), "site/mine.txt": b"mine"}


def test_schemas_are_written_once() -> None:
    files = MemoryFiles()
    assert write_schemas(files) == len(schemas())
    assert write_schemas(files) == 0
    files.held[".brief/schema/policy.json"] = b"{}"
    assert write_schemas(files) == 1


def test_a_file_of_somebody_else_is_not_overwritten_and_nothing_is_written() -> None:
    files = project()
    files.held |= {"editions/first/public.html": b"mine"}
    before = dict(files.held)
    with pytest.raises(BriefError, match=r"^editions/first/public\.html: not made by `brief`"):
        built(files)
    assert files.held == before
    files.held["site/robots.txt"] = files.held["site/llms.txt"] = b"mine"
    with pytest.raises(BriefError, match=r"^site/llms\.txt and 1 more: not made"):
        built(files)
