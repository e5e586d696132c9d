"""A letter with two hundred notes that nobody may see on the site, each with a word of its own.

The word stands in every text, tag, id and file name of the note. One note of each sort is
shown, so that the pages, lists, feeds and PDFs that could give it away are all there.
"""

import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from pypdf import PdfReader

from support.hard_texts import picture

COUNT = 200
AUDIENCES = ("buyer", "investor", "policy", "press")
HIDING: tuple[dict[str, Any], ...] = (
    {"status": "draft"},
    {"status": "withheld"},
    {"tier": "paid"},
    {"tlp": "AMBER"},
    {"tlp": "GREEN", "tier": "paid"},
    {"embargoed_until": "2027-01-01T00:00:00Z"},
    {"date": "2027-03-01"},
)


def word(number: int) -> str:
    """Return the word of a hidden note: letters only, so that nothing splits or quotes it."""
    letters = "".join(chr(ord("a") + int(digit)) for digit in f"{number:03}")
    return f"qzcanary{letters}zq"


def _note(number: int, hiding: Mapping[str, Any]) -> dict[str, Any]:
    canary = word(number)
    common: dict[str, Any] = {
        "title": f"Title {canary}",
        "date": "2026-11-05",
        "summary": f"Summary {canary}.",
        "body": (
            f"Body {canary}, of [[firm]][^a].\n\n"
            f"![Picture {canary}]({canary}.png)\n\n[^a]: Note {canary}."
        ),
        "about": ["firm", f"firm-{canary}"],
        "sources": [{"title": f"Source {canary}", "url": f"https://{canary}.example/a"}],
        "claims": [{"text": f"Claim {canary}.", "speaker": f"Speaker {canary}"}],
        "assessments": [
            {"text": f"Judged {canary}.", "likelihood": "0.7", "confidence": "low"}
        ],
        "unknowns": [f"Unknown {canary}"],
        "so_what": {"everyone": f"So what, {canary}."},
        "tags": ["shared", f"tag-{canary}"],
        "former_ids": [f"former-{canary}"],
        "corrections": [
            {"date": "2027-03-02", "type": "correction", "was": canary, "is": canary}
        ],
        "handling": f"Handling {canary}",
        "author": f"Author {canary}",
    }
    kinds: tuple[dict[str, Any], ...] = (
        {"kind": "commentary"},
        {
            "kind": "announcement",
            "event": "funding",
            "place": {"name": f"Place {canary}", "country": "US"},
        },
        {
            "kind": "observation",
            "setting": "panel",
            "participants": [{"person": f"Person {canary}", "role": "spoke"}],
        },
        {
            "kind": "policy",
            "jurisdiction": "US",
            "instrument": "bill",
            "official_id": f"119-hr-{canary}",
            "history": [{"when": "2026-02-01", "stage": "proposed", "text": canary}],
            "milestones": [{"when": "2027-01-15", "what": f"Vote {canary}"}],
            "targets": ["things"],
        },
    )
    return {**common, **kinds[number % len(kinds)], **hiding}


def letter(
    count: int = COUNT, editions: Mapping[str, Any] | None = None
) -> Mapping[str, str | bytes]:
    """Return the project, with so many hidden notes."""
    settings = {
        "title": "The Letter of Canaries",
        "url": "https://canaries.example",
        "publisher": {"name": "A House", "email": "desk@canaries.example"},
        "tiers": ["free", "paid"],
        "audiences": {each: {"name": each.capitalize()} for each in AUDIENCES},
        "editions": editions
        or {
            "public": {"formats": ["html", "text"]},
            "members": {"tier": "paid", "formats": ["html", "text"]},
        },
    }
    shown = {
        f"shown-{number}": json.loads(
            json.dumps(_note(number, {})).replace(word(number), f"shown{number}")
        )
        for number in range(4)
    }
    hidden = {f"n-{word(n)}": _note(n, HIDING[n % len(HIDING)]) for n in range(count)}
    for note in shown.values():
        note["body"] = "A body of [[firm]]."
        note["about"] = ["firm"]
        note["corrections"] = []
    named = [f"n-{word(n)}" for n in range(count // 2)]
    issue = {
        "number": 1,
        "title": "The issue",
        "date": "2026-11-10",
        "lead": "A lead.",
        "bottom_line": [
            {"text": "What is shown.", "basis": ["shown-0"]},
            *({"text": f"Line {word(n)}", "basis": [f"n-{word(n)}"]} for n in range(20)),
        ],
        "sections": [
            {"title": "Named", "notes": ["shown-1", *named]},
            {"title": "Found", "query": {"tags": ["shared"]}},
        ],
        "products": ["policy-pipeline", "exposure", "corrections", "calendar"],
    }
    entities = {
        "firm": {"type": "cloud", "name": "Firm", "edges": []},
        **{
            f"firm-{word(n)}": {
                "type": "cloud",
                "name": f"Firm {word(n)}",
                "edges": [{"partners-with": "firm"}],
            }
            for n in range(count)
        },
    }
    things = {"things": {"name": "Things", "match": {"attr": "type", "in": ["cloud"]}}}
    files = {
        "briefs/newsletter.yaml": settings,
        "briefs/classes.yaml": things,
        "briefs/entities/all.yaml": entities,
        "briefs/issues/the-issue.yaml": issue,
        **{f"briefs/notes/{name}.yaml": note for name, note in {**shown, **hidden}.items()},
    }
    pictures = {f"briefs/assets/{word(n)}.png": picture(8 + n % 9, 9) for n in range(count)}
    return {**{path: json.dumps(value) for path, value in files.items()}, **pictures}


def layers(path: str, content: bytes) -> Iterator[bytes]:
    """Yield a file as it is, and all that is folded up in it."""
    yield path.encode()
    yield content
    if content.startswith(b"\x1f\x8b"):
        yield gzip.decompress(content)
    if content.startswith(b"%PDF"):
        yield from _of_pdf(content)
    if content.startswith(b"\x89PNG"):
        yield from _inflated(re.findall(rb"(?:zTXt|iTXt)[^\0]*\0+(.*)", content, re.DOTALL))


def _of_pdf(content: bytes) -> Iterator[bytes]:
    reader = PdfReader(io.BytesIO(content))
    yield repr(reader.metadata).encode()
    for page in reader.pages:
        yield page.extract_text().encode()
    for number in range(1, int(str(reader.trailer["/Size"]))):
        try:
            found: Any = reader.get_object(number)
        except (KeyError, ValueError):
            continue
        yield repr(found).encode()
        if hasattr(found, "get_data"):
            yield found.get_data()


def _inflated(parts: list[bytes]) -> Iterator[bytes]:
    for part in parts:
        try:
            yield zlib.decompressobj().decompress(part)
        except zlib.error:
            yield part
