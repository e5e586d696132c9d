"""An issue with numbers, links and notes planted in it, to be found wherever it is shown.

A planted number has five digits and begins with 7; a planted link leads to a host of its own.
Nothing that frames an issue looks like either.
"""

import json
from collections.abc import Mapping
from itertools import count
from typing import Any

from support.hard_texts import picture

SETTINGS = {
    "title": "The Planted Letter",
    "url": "https://planted.example",
    "publisher": {
        "name": "A House",
        "email": "desk@planted.example",
        "address": "1 Street\nA Town",
    },
    "tiers": ["free"],
    "audiences": {"buyer": {"name": "Buyers"}},
    "editions": {"public": {"formats": ["html", "text", "pdf", "mail"]}},
    "cards": "off",
    "search": "off",
    "mail": {
        "from": "post@planted.example",
        "service": "https://news.planted.example",
        "reason": "You asked for it.",
    },
}

TITLES = ("A lease is signed", "A bill moves on", "A panel of three", "What it all means")


def letter() -> Mapping[str, str | bytes]:
    """Return the project."""
    numbers, links = count(70001), count(1)

    def n() -> str:
        return str(next(numbers))

    def url() -> str:
        return f"https://host-{next(links)}.example/page"

    sources: dict[str, Any] = {}

    def source() -> str:
        name = f"report-{len(sources) + 1}"
        title, note = f"Report {n()}", f"Seen {n()}."
        sources[name] = {"title": title, "url": url(), "type": "report", "note": note}
        return name

    def claim() -> dict[str, Any]:
        name = source()
        return {
            "sources": [name],
            "claims": [{"text": f"They said {n()}.", "sources": [{"source": name}]}],
        }

    body = (
        f"It costs {n()} in Q3[^a], says [a report]({url()}), or {n()} later.[^b]\n\n"
        f"## Head {n()}\n\n- one, {n()}\n- two, **{n()}**\n  1. deeper, *{n()}*\n\n"
        f"> Quoted {n()}\n\n"
        f"| what | first | second |\n|---|--:|--:|\n| row {n()} | {n()} | {n()} |\n"
        f"| [linked]({url()}) | 1 | {n()} |\n\n"
        + "|".join(f" c{i} " for i in range(7)).join("||")
        + "\n"
        + "|---" * 7
        + "|\n"
        + "|".join(f" {n()} " for _ in range(7)).join("||")
        + f"\n\n    code {n()}\n\n![A picture of {n()}](shown.png)\n\n"
        f"<{url()}> and `{n()}`.\n\n"
        f"[^a]: The note says {n()}, by [its source]({url()}).\n[^b]: Another, {n()}.\n"
    )
    common = {"date": "2026-11-05"}
    notes: dict[str, Any] = {
        "lease": {
            **common,
            "kind": "announcement",
            "title": TITLES[0],
            "event": "facility-expansion",
            "summary": f"A summary with {n()}.",
            **claim(),
            "unknowns": [f"floor area of {n()}"],
            "so_what": {"buyer": f"Wait for {n()}."},
            "assessments": [
                {
                    "text": f"It holds for {n()}.",
                    "likelihood": "0.7",
                    "confidence": "low",
                    "assumptions": [f"that {n()}"],
                    "alternatives": [f"or {n()}"],
                    "would_change_if": [f"if {n()}"],
                }
            ],
            "body": body,
        },
        "bill": {
            **common,
            "kind": "policy",
            "title": TITLES[1],
            "jurisdiction": "US",
            "instrument": "bill",
            "official_id": f"119-hr-{n()}",
            **claim(),
            "history": [
                {"when": "2026-02-01", "stage": "proposed", "text": f"Introduced {n()}"},
                {"when": "2026-03-01", "text": f"Read {n()}"},
            ],
            "milestones": [{"when": "2027-01-15", "what": f"Vote on {n()}"}],
        },
        "panel": {
            **common,
            "kind": "observation",
            "title": TITLES[2],
            "setting": "panel",
            **claim(),
            "participants": [
                {"person": f"Person {n()}", "role": "spoke", "observables": [f"Said {n()}."]}
            ],
            "body": f"It lasted {n()} minutes.[^a]\n\n[^a]: By one clock, {n()}.\n",
        },
        "meaning": {
            **common,
            "kind": "commentary",
            "title": TITLES[3],
            **claim(),
            "body": f"It means {n()}. See [[lease]] and [this]({url()}).",
        },
    }
    issue = {
        "number": 1,
        "title": "All that is planted",
        "date": "2026-11-10",
        "summary": f"A summary of {n()} things, which is long enough to stand alone.",
        "lead": f"The lead names {n()}.[^l]\n\n[^l]: And its note {n()}.\n",
        "bottom_line": [{"text": f"The line says {n()}.", "basis": ["lease", "bill"]}],
        "sections": [
            {"title": "First", "intro": f"With {n()}.", "notes": ["lease", "bill"]},
            {"title": "Second", "notes": ["panel", "meaning"]},
        ],
        "products": ["calendar"],
    }
    files = {
        "briefs/newsletter.yaml": SETTINGS,
        "briefs/issues/one.yaml": issue,
        "briefs/sources/all.yaml": sources,
        **{f"briefs/notes/{name}.yaml": note for name, note in notes.items()},
    }
    written = {path: json.dumps(value, ensure_ascii=False) for path, value in files.items()}
    return {**written, "briefs/assets/shown.png": picture(320, 90)}
