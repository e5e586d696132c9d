"""The hard project: its notes, of every kind and with every field."""

from typing import Any

from support.hard_texts import ARABIC, CHINESE, CODE, HEBREW, LONG_WORD, MIXED, footnoted, table

Object = dict[str, Any]

CORRECTION_TYPES = (
    *("clarification", "addendum", "correction", "erratum", "expression_of_concern"),
    *("retraction", "withdrawal"),
)


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


def notes() -> dict[str, Object]:
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
