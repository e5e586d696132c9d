"""The manifest of a published tree: read as it was written, never trusted to lead outside."""

import hashlib
import json

import pytest

from brief.build.manifest import VERSION, listed, manifest
from brief.outputs.artefact import File

FILES = (File("b/index.html", "é".encode(), "text/html"), File("a.txt", b"", "text/plain"))


def test_a_manifest_is_sorted_json_with_digest_size_and_type() -> None:
    assert json.loads(manifest(FILES)) == {
        "version": VERSION,
        "files": [
            {
                "path": "a.txt",
                "sha256": hashlib.sha256(b"").hexdigest(),
                "size": 0,
                "type": "text/plain",
            },
            {
                "path": "b/index.html",
                "sha256": hashlib.sha256("é".encode()).hexdigest(),
                "size": 2,
                "type": "text/html",
            },
        ],
    }


def test_the_order_of_files_changes_no_byte() -> None:
    assert manifest(FILES) == manifest(reversed(FILES))
    assert manifest(FILES).endswith(b"\n")


def test_a_manifest_is_read_as_it_was_written() -> None:
    found = listed(manifest(FILES))
    assert set(found) == {"a.txt", "b/index.html"}
    assert found["b/index.html"].sha256 == hashlib.sha256("é".encode()).hexdigest()
    assert (found["b/index.html"].size, found["b/index.html"].media_type) == (2, "text/html")


def with_path(path: object, **changes: object) -> bytes:
    row = {"path": path, "sha256": "0", "size": 1, "type": "t"} | changes
    return json.dumps({"version": VERSION, "files": [row]}).encode()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "../a",
        "a/../../b",
        "..",
        "a/..",
        "a\\b",
        "\\a",
        "a\0b",
        "/",
        7,
        None,
        ["a"],
        {"a": "b"},
    ],
)
def test_a_path_that_leaves_the_tree_is_not_listed(path: object) -> None:
    assert listed(with_path(path)) == {}


def test_a_path_that_only_looks_strange_is_listed() -> None:
    for path in ("a/..b/c", "a..b", "...", "a b/é.html"):
        assert set(listed(with_path(path))) == {path}


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"{}",
        b"[]",
        b"null",
        b"7",
        b"nonsense",
        b"\xff\xfe",
        b'{"version": 1}',
        b'{"version": 1, "files": 7}',
        b'{"version": 1, "files": [7]}',
        b'{"version": 1, "files": [{"path": "a"}]}',
        b'{"version": "1", "files": []}',
        b"[" * 100_000,
        manifest(FILES)[:-20],
        json.dumps(
            {"version": VERSION + 1, "files": json.loads(manifest(FILES))["files"]}
        ).encode(),
    ],
)
def test_a_manifest_that_is_missing_damaged_or_of_another_version_lists_nothing(
    content: bytes | None,
) -> None:
    assert listed(content) == {}
