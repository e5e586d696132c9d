"""The hard project: who and what its notes are about, sources, classes and rates."""

from typing import Any

from support.hard_texts import ARABIC, CHINESE, HEBREW, LONG_WORD

Object = dict[str, Any]

ENTITY_TYPES = (
    *("ai-lab", "inference-provider", "cloud", "harness-vendor", "rl-as-a-service"),
    *("tooling-vendor", "chip-designer", "foundry", "vc-fund", "enterprise", "regulator"),
    *("legislature", "court", "standards-body", "media", "person", "product", "dataset"),
    *("hardware", "facility", "event-series", "other"),
)


def entities() -> dict[str, Object]:
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


def sources() -> dict[str, Object]:
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
