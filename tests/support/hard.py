"""A sound project made to be hard on templates: every kind and field, long, wide, odd texts.

It stands for what authors will write and the repository's own newsletter does not hold yet. All
names, laws and figures in it are made up.
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from support.hard_texts import (
    ARABIC,
    CHINESE,
    CODE,
    HEBREW,
    LONG_WORD,
    MIXED,
    footnoted,
    picture,
    table,
)

Object = dict[str, Any]

# The first project, and the second one, which is written from right to left below a path.
LATIN_URL, ARABIC_URL = "https://hard.example", "https://hard.example/letters/ar"

ENTITY_TYPES = (
    *("ai-lab", "inference-provider", "cloud", "harness-vendor", "rl-as-a-service"),
    *("tooling-vendor", "chip-designer", "foundry", "vc-fund", "enterprise", "regulator"),
    *("legislature", "court", "standards-body", "media", "person", "product", "dataset"),
    *("hardware", "facility", "event-series", "other"),
)
CORRECTION_TYPES = (
    *("clarification", "addendum", "correction", "erratum", "expression_of_concern"),
    *("retraction", "withdrawal"),
)


def _settings(language: str, url: str, title: str) -> Object:
    return {
        "title": title,
        "url": url,
        "description": f"What {LONG_WORD} means: “chips”, *weights* & <rules> — every week.",
        "language": language,
        "publisher": {
            "name": "Hard House & Daughters",
            "url": "https://house.example",
            "email": "desk@hard.example",
            "address": "1 Long Street\n10001 Somewhere",
        },
        "authors": [{"name": "Renée Ångström"}, {"name": f"Lu Xun {CHINESE[:2]}"}],
        "tiers": ["free", "paid"],
        "audiences": {
            "buyer": {"name": "Enterprise buyers", "description": "Those who *sign*."},
            "investor": {"name": "Investors"},
        },
        "editions": {"public": {"formats": ["html", "text"]}},
    }


def _entities() -> dict[str, Object]:
    """Return 80 entities, some with names that are hard to set."""
    named: dict[str, Object] = {
        "arabic-lab": {"type": "ai-lab", "name": ARABIC, "aliases": ["Arabic Lab"]},
        "hebrew-fund": {"type": "vc-fund", "name": HEBREW},
        "chinese-lab": {"type": ["ai-lab", "cloud"], "name": CHINESE, "description": CHINESE},
        "long-name": {
            "type": "enterprise",
            "name": LONG_WORD,
            "url": "https://x.example/" + LONG_WORD,
        },
        "marked-up": {"type": "other", "name": "A&B <i>Ltd</i> “x”", "aliases": ["AB'C"]},
    }
    crowd = {
        f"firm-{n:02}": {
            "type": ENTITY_TYPES[n % len(ENTITY_TYPES)],
            "name": f"Firm {n}",
            "jurisdiction": {
                "headquartered": "US",
                "controlled_from": ("CN", "US", "unknown")[n % 3],
            },
            "edges": [{"partners-with": f"firm-{(n + 1) % 60:02}", "basis": "stated"}],
        }
        for n in range(60)
    }
    models = {
        f"model-{n}": {
            "type": "model",
            "name": f"Model {n}.10",
            "weights": ("open", "gated", "api-only", "closed", "unknown")[n % 5],
            "licence": "MIT AND Apache-2.0",
            "mof_class": "II",
            "osaid": "not-conformant",
            "released": "2026-07~",
            "edges": [
                {"developed-by": ("chinese-lab", "arabic-lab", "firm-00")[n % 3]},
                {
                    "hosted-by": [f"firm-{host:02}" for host in (1, 2, 23, 24)],
                    "sources": ["wire"],
                },
                {
                    "type": "derived-from",
                    "to": f"model-{(n + 1) % 15}" if n < 14 else "family",
                    "relation": "finetune",
                    "basis": "assumed",
                    "valid": {"start": "2025-Q3", "end": "2027"},
                },
            ],
            "complete": ["hosted-by"],
            "unknowns": [
                "training data",
                {"what": "number of parameters", "why": "withheld-by-us"},
            ],
        }
        for n in range(15)
    }
    family = {"family": {"type": "model-family", "name": "Model", "weights": "open"}}
    return {**named, **crowd, **models, **family}


def _sources() -> dict[str, Object]:
    return {
        "wire": {
            "title": f"The wire on {LONG_WORD}",
            "publisher": "The Wire",
            "author": "A. Writer",
            "url": "https://wire.example/a/" + "very-long-path/" * 20 + "?q=1&r=2",
            "date": "2026-10-30",
            "type": "article-newspaper",
            "reliability": "B",
            "archive": {"url": "https://archive.example/1", "date": "2026-10-31"},
            "language": "en",
        },
        "paper": {"title": CHINESE, "url": "https://paper.example/1", "language": "zh"},
        "repeat": {"title": ARABIC, "url": "https://repeat.example", "republishes": "wire"},
        "talk": {"title": "A talk", "type": "speech", "access": "secondhand"},
        "unseen": {"title": "A filing", "type": "report", "access": "not-held"},
    }


CLASSES = {
    "open-weights": {
        "name": "Models with open weights",
        "match": {"attr": "weights", "in": ["open", "gated"]},
    },
    "controlled": {
        "name": f"Weights controlled from elsewhere: {LONG_WORD}",
        "description": "Counts those whose *developer* is controlled from elsewhere.",
        "match": {
            "all": [
                {"attr": "weights", "in": ["open", "gated"]},
                {
                    "edge": "developed-by",
                    "to": {"attr": "jurisdiction.controlled_from", "in": ["CN"]},
                },
            ]
        },
    },
}
RATES = {
    "bills": {
        "description": "Bills of one year that became law",
        "k": 12,
        "n": 480,
        "source": "wire",
        "as_of": "2026-10-01",
        "jurisdiction": "US",
        "instrument": "bill",
    }
}


def _evidence() -> Object:
    """Return what makes a note rigorous: every field of it."""
    return {
        "summary": f"A summary with *stress*, a {LONG_WORD}, and {ARABIC}.",
        "about": ["chinese-lab", "arabic-lab", "hebrew-fund", "long-name", "marked-up"],
        "sources": [
            "wire",
            "repeat",
            "https://bare.example/" + "x" * 180,
            {
                "title": "Written out",
                "publisher": "County",
                "reliability": "A",
                "type": "report",
            },
        ],
        "claims": [
            {
                "id": "lease",
                "text": "The lease runs for ten years.",
                "type": "fact",
                "speaker": "County office",
                "sources": [{"source": "wire", "at": "page 3", "credibility": "2"}],
            },
            *(
                {"text": f"{ARABIC} {n} {LONG_WORD}.", "type": kind, "speaker": "unknown"}
                for n, kind in enumerate(("quote", "interested-party", "opinion", "absence"))
            ),
        ],
        "assessments": [
            {
                "text": "Space comes before capacity, not with it.",
                "likelihood": "very likely",
                "confidence": "moderate",
                "basis": ["lease", "c2"],
                "assumptions": ["The lease is for testing."],
                "alternatives": ["The space is for offices."],
                "would_change_if": ["A permit is published."],
                "change": "new",
            },
            {
                "text": f"{CHINESE}.",
                "likelihood": "0.5",
                "confidence": "low",
                "basis": ["lease"],
            },
            {
                "text": "It holds.",
                "likelihood": "0.99",
                "confidence": "high",
                "change": "raised",
            },
        ],
        "unknowns": [
            "floor area",
            *(
                {"what": f"answer {why}", "why": why}
                for why in (
                    "not-in-source",
                    "not-assessed",
                    "withheld-by-source",
                    "conflicting",
                )
            ),
        ],
        "so_what": {"buyer": "Do not plan with it.", "investor": "Ask.", "everyone": ARABIC},
        "tags": [
            "chips",
            "open-weights",
            "a-very-long-tag-that-nobody-would-ever-write-but-may",
        ],
        "forecasts": ["resolved", "running"],
        "scenarios": ["hosted"],
        "handling": "Share as you like.",
        "authorship": "ai-generated",
        "reviewed_by": "A Reader",
        "author": "renee",
        "conflict_of_interest": "The author knows them.",
        "review_by": "2027-02-01",
    }


def _notes() -> dict[str, Object]:
    """Return the notes by file name, without folder and suffix."""
    return {
        "2026-11-02-announced": {
            **_evidence(),
            "kind": "announcement",
            "title": f"{ARABIC}: takes more space, 1.10 times “what it had”",
            "event": "facility-expansion",
            "when": "2026-10/2026-11",
            "place": {"name": "Milpitas", "region": "California", "country": "US"},
            "amount": {"value": "120000000", "currency": "USD", "of": "lease, ten years"},
            "products": ["model-0", "model-1"],
            "related": ["argued", "observed"],
            "former_ids": ["announced-before", "announced-long-before"],
            "corrections": [
                {
                    "date": f"2026-11-{n + 3:02}",
                    "type": kind,
                    "was": f"{LONG_WORD} {n}",
                    "is": "less",
                    "effect": "None for the judgement.",
                }
                for n, kind in enumerate(CORRECTION_TYPES)
            ],
            "body": MIXED,
        },
        "2026-11-03-observed": {
            "kind": "observation",
            "title": f"{HEBREW} and a panel on {LONG_WORD}",
            "setting": "vc-track",
            "event": {"series": "firm-20", "edition": "2026", "session": "12:30"},
            "observer": {"role": "press", "firsthand": "no"},
            "sources": ["talk"],
            "participants": [
                {
                    "entity": f"firm-{n:02}",
                    "person": f"Speaker {n}",
                    "role": ("spoke", "keynote", "panelist", "moderated", "demoed")[n % 5],
                    "ratings": {
                        "substance": str(n % 4),
                        "delivery": str((n + 1) % 4),
                        "reception": "not-observed",
                    },
                    "condition": ("steady", "momentum")[n % 2],
                    "observables": ["Gave prices.", LONG_WORD],
                }
                for n in range(12)
            ],
            "body": f"{HEBREW}\n\nA panel named prices. [[firm-01]] named its own.",
            "tags": ["chips"],
        },
        "2026-11-04-enacted": {
            **_evidence(),
            "kind": "policy",
            "title": "A bill " + "on and on " * 15 + "on open weights",
            "jurisdiction": "US",
            "instrument": "bill",
            "issuer": "firm-11",
            "official_id": "119-hr-9998",
            "levers": ["procurement-restriction", "reporting-requirement", "disclosure"],
            "targets": ["open-weights", {"class": "controlled", "basis": "assumed"}],
            "reach": [
                {"edge": "derived-from", "relations": ["finetune"], "basis": "assumed"},
                "hosted-by",
            ],
            "history": [
                {"when": "2026-02-01", "text": "Introduced in House", "source": "wire"},
                {"when": "2026-02-02", "text": "Referred to the House Committee on Rules."},
                *(
                    {"when": f"2026-03-{n + 1:02}", "text": f"Hearing {n} held. {LONG_WORD}"}
                    for n in range(28)
                ),
                {"when": "2026-06-01", "text": "Passed/agreed to in House: On passage."},
            ],
            "effective": {"start": "2027-H2", "end": "2030"},
            "milestones": [
                {"when": "2027-Q1?", "what": "Hearing"},
                {"when": "2027-01-31", "what": "Vote"},
            ],
            "companions": ["proposed"],
            "body": "It would touch [[model-0]], and [[class:controlled|a class]].",
        },
        "2026-11-04-proposed": {
            "kind": "policy",
            "title": CHINESE,
            "jurisdiction": "US",
            "instrument": "bill",
            "official_id": "119-s-9998",
            "sources": ["wire"],
            "history": [
                {"when": "2026-02-01", "text": "Introduced in Senate"},
                {"when": "2026-02-02", "text": "Referred to the Committee on Commerce."},
            ],
            "tags": ["open-weights"],
        },
        "2026-11-05-ended": {
            "kind": "policy",
            "title": "A directive that ended",
            "jurisdiction": "EU",
            "instrument": "eu-directive",
            "sources": ["wire"],
            "history": [
                {"stage": "proposed", "when": "2026-03"},
                {"stage": "adopted", "when": "2026-Q2~"},
                {"stage": "repealed", "when": "2026-10?"},
            ],
            "targets": ["open-weights"],
        },
        "2026-11-05-awaited": {
            "kind": "policy",
            "title": "A rule that nobody has written",
            "jurisdiction": "US",
            "instrument": "none-yet",
            "stage": "anticipated",
            "sources": ["talk"],
            "targets": [{"class": "controlled", "basis": "assumed"}],
            "unknowns": ["instrument, issuer and date"],
        },
        "2026-11-06-argued": {
            "kind": "commentary",
            "title": CHINESE * 3,
            "replies_to": "paper",
            "body": f"{CHINESE * 12}\n\n{ARABIC * 6}\n\n{CODE}\n\n{table(30, 9)}",
            "tags": ["chips", "tables"],
        },
        "2026-11-07-footnoted": {
            "kind": "commentary",
            "title": "Two hundred footnotes",
            "body": footnoted(200),
            "tags": ["notes"],
        },
        "2026-11-08-bare": {
            "kind": "commentary",
            "title": LONG_WORD * 2,
            "body": LONG_WORD * 4,
        },
        "2026-11-08-over": {
            "kind": "commentary",
            "title": f"Shown until it was over: {ARABIC}",
            "expires": "2026-11-20",
            "body": "Nothing.",
            "corrections": [{"date": "2026-11-09", "type": "withdrawal", "effect": "It ends."}],
        },
        **{
            f"{2011 + n // 4}-0{n % 4 + 2}-1{n % 9}-old-{n}": {
                "kind": ("announcement", "commentary")[n % 2],
                "title": f"Old story {n}",
                "tags": [f"tag-{n % 20}"],
                "body": f"What was said in those days, number {n}, of [[firm-{n:02}]].",
                **({"event": "funding", "sources": ["wire"]} if n % 2 == 0 else {}),
            }
            for n in range(58)
        },
    }


def _forecasts() -> dict[str, Object]:
    common = {
        "counts_as_yes": ["A final rule.", LONG_WORD],
        "does_not_count": ["a proposed rule"],
        "resolution_sources": ["https://register.example/" + "x" * 120, "Text of the statute"],
        "background": f"See [[class:open-weights]] and {ARABIC}.",
    }
    return {
        "running": {
            **common,
            "question": f"Will {LONG_WORD} bind providers of open weights by the end of 2027?",
            "opens": "2026-01-03",
            "closes": "2027-12-31",
            "resolves_by": "2028-01-31",
            "reference_class": "bills",
            "updates": [
                {
                    "date": f"2026-{n + 1:02}-05",
                    "p": f"0.{10 + 7 * n}",
                    "why": "News.",
                    "sources": ["wire"],
                }
                for n in range(10)
            ],
            "implies": ["looser"],
            "comparators": [
                {"name": "A market", "updates": [{"date": "2026-01-04", "p": "0.2"}]}
            ],
            "attributed": [{"source": "wire", "at": "page 2", "wording": "a good chance"}],
        },
        "looser": {
            **common,
            "question": "Will any rule be in force by the end of 2027?",
            "opens": "2026-01-03",
            "closes": "2027-12-31",
            "resolves_by": "2028-01-31",
            "reference_class": {"none": "There is no like."},
            "updates": [{"date": "2026-01-05", "p": "0.95"}],
        },
        "resolved": {
            **common,
            "question": "Was a second lease published by the end of October 2026?",
            "opens": "2026-01-02",
            "closes": "2026-10-31",
            "resolves_by": "2026-11-15",
            "reference_class": {
                "description": "Leases",
                "k": 1,
                "n": 4,
                "source": "wire",
                "as_of": "2026-01-01",
            },
            "updates": [{"date": "2026-01-02", "p": "0.4"}, {"date": "2026-05-02", "p": "0.8"}],
            "resolution": {
                "outcome": "yes",
                "event_date": "2026-09-01",
                "resolved_on": "2026-09-02",
                "sources": ["wire"],
            },
        },
    }


SCENARIO = {
    "title": f"Weights are hosted, not shipped: {LONG_WORD}",
    "date": "2026-11-08",
    "narrative": f"Providers such as [[firm-01]] host.\n\n{ARABIC}\n\n{table(5, 3)}",
    "likelihood": "none",
    "attribution": "Renée Ångström",
    "assumptions": [{"text": "Hosting stays cheap.", "if_wrong": "Downloads return."}],
    "indicators": [
        {
            "statement": f"Sign {n}: {LONG_WORD}",
            "direction": ("supports", "undermines")[n % 2],
            "status": ("not-observed", "partly", "observed", "unobservable")[n % 4],
            "last_checked": "2026-11-08",
            "sources": ["wire"],
        }
        for n in range(8)
    ],
    "alternatives": ["Weights are shipped under contract."],
    "sources": ["talk"],
}


def _issues() -> dict[str, Object]:
    return {
        "2026-11-10-first": {
            "number": 1,
            "title": f"Everything at once: {LONG_WORD}",
            "summary": "One lease, one bill.",
            "as_of": "2026-11-10",
            "lead": f"This week: [[announced|a lease]].\n\n{ARABIC}\n\n{table(3, 9)}",
            "bottom_line": [
                {"text": "A lease is no capacity.", "basis": ["announced", "announced#lease"]},
                {"text": ARABIC, "basis": ["enacted", "running", "hosted"]},
            ],
            "sections": [
                {
                    "title": "Announced",
                    "intro": "Of *vendors*.",
                    "notes": ["announced", "observed"],
                },
                {
                    "title": "Nothing was found",
                    "query": {"tags": ["notes"], "since": "2026-11-09"},
                },
                {"title": "Policy", "query": {"kind": "policy", "since": "2026-01-01"}},
                {"title": ARABIC, "notes": ["argued", "bare"]},
            ],
            "products": [
                *("policy-pipeline", "exposure", "scenario-board", "corrections", "calendar"),
            ],
        },
        "2026-11-17-second": {"number": 2, "title": CHINESE, "lead": LONG_WORD},
        "2012-11-17-early": {
            "number": 0,
            "title": "Early",
            "sections": [{"title": "One", "notes": ["old-3"]}],
        },
    }


PAGE = f"""---
title: 'About: the letter'
description: Who writes it.
---

Written by [[arabic-lab]]; see [the policy list](/policy/) and [all notes](/topics/).

## {HEBREW}

{CODE}

{table(4, 9)}

A footnote[^1] here.

[^1]: And its text.
"""


def _files(language: str, url: str, title: str) -> Mapping[str, str | bytes]:
    files: dict[str, Any] = {
        "newsletter.yaml": _settings(language, url, title),
        "classes.yaml": CLASSES,
        "base-rates.yaml": RATES,
        "entities/all.yaml": _entities(),
        "sources/all.yaml": _sources(),
        "scenarios/hosted.yaml": SCENARIO,
    }
    files |= {f"notes/{name}.yaml": value for name, value in _notes().items()}
    files |= {f"forecasts/{name}.yaml": value for name, value in _forecasts().items()}
    files |= {f"issues/{name}.yaml": value for name, value in _issues().items()}
    written = {
        f"briefs/{name}": json.dumps(value, ensure_ascii=False, indent=1) + "\n"
        for name, value in files.items()
    }
    return {
        **written,
        "briefs/pages/about.md": PAGE,
        "briefs/assets/wide.png": picture(1600, 90),
        "briefs/assets/tall.png": picture(60, 900),
    }


@cache
def hard() -> Mapping[str, str | bytes]:
    """Return the hard project, written from left to right."""
    return _files("en", LATIN_URL, "The Hard Letter: chips, weights & <rules>")


@cache
def hard_from_right() -> Mapping[str, str | bytes]:
    """Return the hard project as a letter in Arabic, which stands below a path of its host."""
    return _files("ar", ARABIC_URL, ARABIC)
