"""The port to the cache: it may forget, it never lies, and nothing it meets is an error."""

import hashlib
import os
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from brief.adapters.cache import MOST_BUILDS, NoCache, Remembered, SqliteCache
from brief.app.ports import Cache, MadeOf
from support.fakes import MemoryCache


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".brief" / "cache.sqlite3"


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as connection, connection:
        yield connection


@pytest.fixture(params=["sqlite", "memory", "none", "remembered"])
def cache(request: pytest.FixtureRequest, path: Path) -> Cache:
    made: dict[str, Cache] = {
        "sqlite": SqliteCache(path),
        "memory": MemoryCache(),
        "remembered": Remembered(SqliteCache(path)),
        "none": NoCache(),
    }
    return made[request.param]


def test_what_is_asked_for_is_known_exactly_or_not_at_all(cache: Cache) -> None:
    kept = {"a": b"one", "b": b"", "c": b"\x00\xff" * 1000}
    assert dict(cache.get(["a", "b"])) == {}
    cache.put(kept)
    found = dict(cache.get(["a", "b", "c", "d"]))
    assert found in ({}, kept)
    assert not found or not isinstance(cache, NoCache)


def test_the_later_result_of_a_key_is_the_one_that_counts(cache: Cache) -> None:
    cache.put({"a": b"one"})
    cache.put({"a": b"two"})
    assert cache.get(["a"]).get("a") in (None, b"two")


def test_nothing_asked_and_nothing_put_are_fine(cache: Cache) -> None:
    cache.put({})
    assert dict(cache.get([])) == {}


def test_the_file_remembers_from_one_build_to_the_next(path: Path) -> None:
    SqliteCache(path).put({"a": b"one", "b": b"two"})
    assert dict(SqliteCache(path).get(["b", "a", "c"])) == {"a": b"one", "b": b"two"}


def test_no_cache_remembers_nothing() -> None:
    cache = NoCache()
    cache.put({"a": b"one"})
    assert dict(cache.get(["a"])) == {}


def test_a_result_with_a_wrong_digest_is_absent(path: Path) -> None:
    cache = SqliteCache(path)
    cache.put({"a": b"one", "b": b"two"})
    with opened(path) as connection:
        connection.execute("UPDATE results SET content = ? WHERE key = 'a'", (b"lie",))
    assert dict(cache.get(["a", "b"])) == {"b": b"two"}
    with opened(path) as connection:
        digest = hashlib.sha256(b"a" + b"lie").hexdigest()
        connection.execute("UPDATE results SET sha256 = ? WHERE key = 'a'", (digest,))
    assert dict(cache.get(["a"])) == {"a": b"lie"}


def test_a_result_under_the_key_of_another_is_absent(path: Path) -> None:
    SqliteCache(path).put({"a": b"one", "b": b"two"})
    with opened(path) as connection:
        connection.execute("DELETE FROM results WHERE key = 'a'")
        connection.execute("UPDATE results SET key = 'a' WHERE key = 'b'")
    assert dict(SqliteCache(path).get(["a", "b"])) == {}


def test_contents_of_another_type_are_absent(path: Path) -> None:
    cache = SqliteCache(path)
    cache.put({"a": b"one"})
    with opened(path) as connection:
        connection.execute("UPDATE results SET content = 'text'")
    assert dict(cache.get(["a"])) == {}
    cache.put({"a": b"again"})
    assert dict(cache.get(["a"])) == {"a": b"again"}


@pytest.mark.parametrize(
    "damage", [b"", b"not a database at all", b"SQLite format 3\x00" + b"\xff" * 4096]
)
def test_a_damaged_file_counts_as_absent_and_is_made_anew(path: Path, damage: bytes) -> None:
    SqliteCache(path).put({"a": b"one"})
    path.write_bytes(damage)
    assert dict(SqliteCache(path).get(["a"])) == {}
    SqliteCache(path).put({"a": b"two"})
    assert dict(SqliteCache(path).get(["a"])) == {"a": b"two"}


def test_a_file_cut_in_half_counts_as_absent(path: Path) -> None:
    SqliteCache(path).put({f"k{n}": b"x" * 5000 for n in range(20)})
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    found = SqliteCache(path).get([f"k{n}" for n in range(20)])
    assert all(content == b"x" * 5000 for content in found.values())


def test_a_file_of_another_format_counts_as_absent(path: Path) -> None:
    SqliteCache(path).put({"a": b"one"})
    with opened(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    assert dict(SqliteCache(path).get(["a"])) == {}
    SqliteCache(path).put({"a": b"two"})
    assert dict(SqliteCache(path).get(["a"])) == {"a": b"two"}


def test_a_place_where_no_file_can_be_is_no_cache(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    cache = SqliteCache(blocked / "cache.sqlite3")
    cache.put({"a": b"one"})
    assert dict(cache.get(["a"])) == {}
    assert blocked.read_text() == "x"


def test_the_oldest_results_go_when_there_are_too_many(path: Path) -> None:
    SqliteCache(path).put({"a": b"x" * 10})
    SqliteCache(path).put({"b": b"x" * 10})
    later = SqliteCache(path, most_bytes=25)
    assert "a" in later.get(["a"])  # used again, so `b` is the oldest now
    later.put({"c": b"x" * 10})
    assert set(later.get(["b", "c"])) == {"b", "c"}  # nothing goes before the build is done
    SqliteCache(path).get(["a", "c"])
    last = SqliteCache(path, most_bytes=25)
    last.get(["c"])
    last.trim()
    assert set(SqliteCache(path).get(["a", "b", "c"])) == {"a", "c"}


def test_what_a_build_has_used_stays_however_much_that_is(path: Path) -> None:
    SqliteCache(path).put({"old": b"x" * 10})
    cache = SqliteCache(path, most_bytes=5)
    cache.put({"a": b"x" * 10, "b": b"x" * 10})
    cache.trim()
    assert set(SqliteCache(path).get(["old", "a", "b"])) == {"a", "b"}


def test_the_file_shrinks_when_results_go(path: Path) -> None:
    SqliteCache(path).put({f"k{n}": bytes(10_000) for n in range(100)})
    assert path.stat().st_size > 1_000_000
    last = SqliteCache(path, most_bytes=50_000)
    last.trim()
    assert path.stat().st_size < 150_000


def test_what_a_place_was_made_of_is_known_to_the_next_build(path: Path) -> None:
    one = MadeOf("k", {"html": "1", "option paper": "2"})
    SqliteCache(path).made({"a.pdf": one, "b.pdf": MadeOf("l", {})})
    assert dict(SqliteCache(path).made_of(["a.pdf", "c.pdf"])) == {"a.pdf": one}
    for _ in range(MOST_BUILDS + 2):
        build = SqliteCache(path)
        build.made({"a.pdf": one})
        build.trim()
    assert dict(SqliteCache(path).made_of(["a.pdf", "b.pdf"])) == {"a.pdf": one}


SEEDS = 1500 if os.environ.get("BRIEF_SLOW") else 150


def test_bytes_turned_at_random_cost_results_and_never_give_wrong_ones(path: Path) -> None:
    kept = {f"{n:02}": bytes([n]) * (400 * n) for n in range(12)}
    places = {f"p{n}": MadeOf(f"{n}", {"html": "x"}) for n in range(12)}
    first = SqliteCache(path)
    first.put(kept)
    first.made(places)
    whole = path.read_bytes()
    for seed in range(SEEDS):
        chance = random.Random(seed)  # noqa: S311 - a test
        spoiled = bytearray(whole)
        for _ in range(chance.choice((1, 8, 300))):
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
        if seed % 5 == 0:
            del spoiled[chance.randrange(len(spoiled)) :]
        path.write_bytes(spoiled)
        cache = SqliteCache(path)
        for key, content in cache.get(list(kept)).items():
            assert content == kept[key], seed
        cache.made_of(list(places))
        cache.put({"new": b"new"})
        cache.made({"new": MadeOf("new", {})})
        cache.trim()
        later = SqliteCache(path)
        later.put({"newer": b"newer"})
        assert later.get(["newer"]) == {"newer": b"newer"}, seed


@pytest.mark.parametrize("name", ["cache.sqlite3", "cache.sqlite3-journal"])
def test_a_folder_in_its_place_goes(path: Path, name: str) -> None:
    SqliteCache(path).put({"a": b"one"})
    path.unlink()
    (path.with_name(name) / "inside").mkdir(parents=True)
    SqliteCache(path).put({"a": b"one"})
    SqliteCache(path).put({"a": b"one"})
    assert SqliteCache(path).get(["a"]) == {"a": b"one"}


def test_another_process_that_holds_the_file_costs_results_alone(path: Path) -> None:
    SqliteCache(path).put({"a": b"one"})
    with closing(sqlite3.connect(path, timeout=0)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert SqliteCache(path, wait_s=0.01).get(["a"]) == {}
        SqliteCache(path, wait_s=0.01).put({"b": b"two"})
        other.rollback()
    assert SqliteCache(path).get(["a", "b"]) == {"a": b"one"}


def test_what_is_remembered_is_not_fetched_again_and_has_a_limit() -> None:
    behind = MemoryCache()
    behind.put({"a": b"12345", "b": b"67890"})
    cache = Remembered(behind, most_bytes=8)
    assert cache.get(["a"]) == {"a": b"12345"}
    behind.held.clear()
    assert cache.get(["a"]) == {"a": b"12345"}
    cache.put({"b": b"67890"})
    behind.held.clear()
    assert cache.get(["a", "b"]) == {"b": b"67890"}
