"""The lock of forecasts: golden hashes of the project's page on analysis, section 4."""

import hashlib
from typing import Any

from brief.analysis.recorded import FROZEN, chain, ledger_head
from brief.kinds.forecast import Forecast
from brief.library.canonical import canonical, simple

# What is frozen, as the page prints it, and the hashes of its chain.
FROZEN_TEXT = (
    '{"closes":"2026-06-30","counts_as_yes":["final rule published"],"id":"example-rule",'
    '"opens":"2026-01-01","question":"Will the example rule be adopted by 30 June 2026?",'
    '"reference_class":{"description":"example","k":"2","n":"10"},'
    '"resolution_sources":["Federal Register"],"resolves_by":"2026-07-31"}'
)
HASHES = (
    "53495c39d169a4ac40bf8fe8f10f58e668e2a3db19fa268d4678de3dd90d5206",
    "53f598d5a6baf4d52cfc9b5d408cc767a8046432b51cebf8053eee9ebcde7b3c",
    "d67f701c7a684896c6cf5caa9161bacf56c75106b07483e433a7c00b2c4929fd",
)
HEAD = "120a2a58e94de1719a6c5899f91e5069b843a379f147f1af20193ba568fe8428"


def forecast(**changes: Any) -> Forecast:
    fields: dict[str, Any] = {
        "id": "example-rule",
        "question": "Will the example rule be adopted by 30 June 2026?",
        "counts_as_yes": ["final rule published"],
        "resolution_sources": ["Federal Register"],
        "opens": "2026-01-01",
        "closes": "2026-06-30",
        "resolves_by": "2026-07-31",
        "reference_class": {"description": "example", "k": "2", "n": "10"},
        "updates": [{"date": "2026-01-01", "p": "0.30"}, {"date": "2026-02-01", "p": "0.45"}],
    }
    return Forecast.model_validate(fields | changes)


def test_the_frozen_part_is_the_canonical_text_of_the_page() -> None:
    whole = simple(forecast())
    assert (
        canonical({name: whole[name] for name in (*FROZEN, "id") if name in whole})
        == FROZEN_TEXT
    )


def test_the_chain_has_the_hashes_of_the_page() -> None:
    assert chain(forecast()) == HASHES


def test_each_link_is_the_digest_of_the_one_before_and_of_its_text() -> None:
    before = hashlib.sha256(("0" * 64 + FROZEN_TEXT).encode()).hexdigest()
    assert before == HASHES[0]
    after = hashlib.sha256((before + '{"date":"2026-01-01","p":"0.3"}').encode()).hexdigest()
    assert after == HASHES[1]


def test_the_ledger_of_this_one_forecast_has_the_head_of_the_page() -> None:
    assert ledger_head({"example-rule": HASHES[-1]}) == HEAD


def test_the_head_of_a_ledger_does_not_depend_on_order() -> None:
    assert ledger_head({"b": "2", "a": "1"}) == ledger_head({"a": "1", "b": "2"})
    assert ledger_head({"a": "1", "b": "2"}) != ledger_head({"a": "2", "b": "1"})
    assert ledger_head({}) == hashlib.sha256(b"").hexdigest()


def test_how_a_number_is_written_changes_no_hash() -> None:
    updates = [{"date": "2026-01-01", "p": ".3"}, {"date": "2026-02-01", "p": "0.450"}]
    assert chain(forecast(updates=updates)) == HASHES


def test_updates_are_linked_in_the_order_of_their_dates() -> None:
    updates = [{"date": "2026-02-01", "p": "0.45"}, {"date": "2026-01-01", "p": "0.3"}]
    assert chain(forecast(updates=updates)) == HASHES


def test_the_updates_of_others_are_no_links_of_the_house() -> None:
    guest = {"date": "2026-01-15", "p": "0.9", "by": "A guest"}
    assert chain(forecast(updates=[*forecast_updates(), guest])) == HASHES


def forecast_updates() -> list[dict[str, str]]:
    return [{"date": "2026-01-01", "p": "0.30"}, {"date": "2026-02-01", "p": "0.45"}]


def test_a_final_resolution_is_the_last_link_and_a_pending_one_is_none() -> None:
    assert chain(forecast(resolution={"outcome": "pending"})) == HASHES
    ended = chain(forecast(resolution={"outcome": "yes", "event_date": "2026-03-01"}))
    assert ended[:3] == HASHES
    assert len(ended) == 4


def test_what_is_not_frozen_changes_nothing() -> None:
    assert chain(forecast(tags=["rules"], background="Text.", tier="paid")) == HASHES


def test_every_frozen_field_changes_the_whole_chain() -> None:
    changed: dict[str, Any] = {
        "id": "other",
        "question": "Will it?",
        "counts_as_yes": ["other"],
        "does_not_count": ["other"],
        "resolution_sources": ["Other"],
        "opens": "2025-12-31",
        "closes": "2026-07-01",
        "resolves_by": "2026-08-01",
        "reference_class": {"description": "example", "k": "3", "n": "10"},
    }
    assert set(changed) == {*FROZEN, "id"}
    for name, value in changed.items():
        assert not set(chain(forecast(**{name: value}))) & set(HASHES), name
