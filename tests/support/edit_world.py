"""The project that edit scripts begin with: small, with every kind, and quick to compile."""

from collections.abc import Mapping

from support.compiling import SOUND

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h{}z"/></svg>'

# A document that says hardly more than its title: what else it is made of is seen by keys.
PRINT = (
    "<!DOCTYPE html><html><body><h1>{{ page.card.title }}</h1>{{ page.html }}</body></html>\n"
)

BASE: Mapping[str, str] = {
    **SOUND,
    "briefs/newsletter.yaml": """\
title: Example Letter
url: https://letter.example
description: A letter for *tests*.
publisher: {name: Example House, email: desk@letter.example}
tiers: [free, paid]
audiences:
  buyer: {name: Enterprise buyers}
  investor: {name: Investors}
editions:
  public: {tier: free}
  investor: {tier: paid, audience: investor}
""",
    "briefs/base-rates.yaml": (
        "us-bills: {description: Bills that became law, k: 12, n: 480, source: article,"
        " as_of: 2026-10-01, jurisdiction: US, instrument: bill}\n"
    ),
    "briefs/notes/2026-11-04-talk.yaml": """\
kind: observation
title: A talk on racks
setting: conference-talk
tier: paid
sources: [posts]
participants:
  - {person: C. Speaker, role: spoke}
body: |
  The talk showed a rack. ![Racks](rack.svg)
""",
    "briefs/notes/2026-11-05-queue.yaml": """\
kind: commentary
title: What a place in the queue costs
embargoed_until: 2026-11-25T09:00:00Z
tags: [chips]
assessments:
  - text: A place is worth more than a discount.
    likelihood: 0.65
    confidence: low
    would_change_if: [Lead times fall.]
body: |
  It costs what [[base|more space]] is worth.
""",
    "briefs/notes/2026-11-06-draft.yaml": """\
kind: commentary
title: A draft
status: draft
body: |
  Not yet.
""",
    "briefs/notes/2026-11-06-open.yaml": """\
kind: commentary
title: What is open
expires: 2026-12-20T12:00:00Z
tags: [chips, weights]
body: |
  A figure: ![Space](space.svg) and a word on [[zai]].
""",
    "briefs/assets/rack.svg": SVG.format(20),
    "briefs/assets/space.svg": SVG.format(10),
    "briefs/forecasts/bind.yaml": """\
question: Will a rule bind by the end of 2027?
counts_as_yes: [A final rule.]
resolution_sources: [The register]
date: 2026-11-03
opens: 2026-11-03
closes: 2027-12-31
resolves_by: 2028-01-31
reference_class: us-bills
updates: [{date: 2026-11-03, p: 0.10, why: Few bills pass.}]
""",
    "briefs/scenarios/hosted.yaml": """\
title: Weights are hosted
date: 2026-11-08
likelihood: none
assumptions: [{text: Hosting stays cheap., if_wrong: Downloads return.}]
alternatives: [Weights are shipped.]
narrative: |
  Providers such as [[vercel]] host.
indicators:
  - {statement: A lab stops., direction: supports, status: partly, last_checked: 2026-11-08}
""",
    "briefs/pages/about.md": "---\ntitle: About\n---\n\nWho writes this. ![Space](space.svg)\n",
    "briefs/issues/2026-11-17-second.yaml": """\
number: 2
title: The second
bottom_line:
  - {text: A rule may bind., basis: [rule]}
sections:
  - {title: Argued, query: {kind: commentary, tags: [chips]}}
products: [policy-pipeline, exposure, calendar]
""",
    "templates/print.html": PRINT,
    "templates/search.js": "// The script of another searcher.\n",
}


def base() -> dict[str, bytes]:
    """Return its files."""
    return {path: text.encode() for path, text in BASE.items()}
