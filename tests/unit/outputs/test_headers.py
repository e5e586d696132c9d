"""What servers are told: policies, cache times, types and redirects, one rule an address."""

import re
from collections import Counter

from brief.outputs.headers import SEARCHING, Redirect, page_policy, server_snippets
from brief.outputs.urls import Addresses
from support.machine import published, richer


def rules() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for block in published("_headers").split("\n\n"):
        address, *lines = block.strip().split("\n")
        pairs = dict(line.strip().split(": ", 1) for line in lines)
        found[address] = found.get(address, {}) | pairs
    return found


def headers(path: str) -> dict[str, list[str]]:
    got: dict[str, list[str]] = {}
    for address, pairs in rules().items():
        matches = path.startswith(address[:-1]) if address.endswith("*") else path == address
        for name, value in pairs.items() if matches else ():
            got.setdefault(name, []).append(value)
    return got


def test_no_address_gets_one_header_from_two_rules() -> None:
    for path in richer().site:
        address = "/" + path.removesuffix("index.html")
        counted = Counter({name: len(values) for name, values in headers(address).items()})
        assert counted
        assert max(counted.values()) == 1, address


def test_every_page_has_a_policy_and_assets_are_kept_for_a_year() -> None:
    for path in richer().site:
        got = headers("/" + path.removesuffix("index.html"))
        if path.endswith(".html"):
            assert got["Content-Security-Policy"][0].endswith("; frame-ancestors 'none'"), path
        assert ("Cache-Control" in got) == path.startswith("assets/")
        assert got["X-Content-Type-Options"] == ["nosniff"]
    assert headers("/feed.xml")["Content-Type"] == ["application/rss+xml; charset=utf-8"]


def test_only_search_may_run_scripts() -> None:
    assert page_policy("search/") == SEARCHING
    assert "script-src" not in page_policy("notes/search/")


def test_a_former_address_leads_to_the_final_one_on_every_server() -> None:
    assert published("_redirects") == "/notes/old-name/ /notes/moved/ 301\n"
    made = server_snippets(Addresses("https://x.example/sub"), [Redirect("/sub/a/", "/sub/b/")])
    assert "    /sub/a/ /sub/b/;\n" in made["nginx.conf"]
    assert "\tredir /sub/a/ /sub/b/ 301\n" in made["Caddyfile"]
    assert all("https://" not in text for text in made.values())
    assert all(text.count("{") == text.count("}") for text in made.values())
    assert re.search(r'"~\^/sub/search/" "[^"]*wasm-unsafe-eval', made["nginx.conf"])
