"""A sound project made to be hard on templates: every kind and field, long, wide, odd texts.

It stands for what authors will write and the repository's own newsletter does not hold yet. All
names, laws and figures in it are made up.
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from support.hard_issues import SCENARIO, forecasts, issues
from support.hard_notes import notes
from support.hard_texts import ARABIC, CHINESE, CODE, HEBREW, LONG_WORD, picture, table
from support.hard_world import CLASSES, RATES, entities, sources

Object = dict[str, Any]

# The first project, and the second one, which is written from right to left below a path.
LATIN_URL, ARABIC_URL = "https://hard.example", "https://hard.example/letters/ar"


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
        "entities/all.yaml": entities(),
        "sources/all.yaml": sources(),
        "scenarios/hosted.yaml": SCENARIO,
    }
    files |= {f"notes/{name}.yaml": value for name, value in notes().items()}
    files |= {f"forecasts/{name}.yaml": value for name, value in forecasts().items()}
    files |= {f"issues/{name}.yaml": value for name, value in issues().items()}
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
