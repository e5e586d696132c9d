"""The hard project: its forecasts, its scenario and its issues."""

from typing import Any

from support.hard_texts import ARABIC, CHINESE, LONG_WORD, table

Object = dict[str, Any]


def forecasts() -> dict[str, Object]:
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


def issues() -> dict[str, Object]:
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
