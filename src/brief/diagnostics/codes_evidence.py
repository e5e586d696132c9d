"""Codes of evidence: sources, claims, and the judgements that rest on them."""

from brief.diagnostics.code import Code
from brief.diagnostics.model import Severity

CODES = (
    Code(
        "B150",
        "a source that cannot be found",
        reason=(
            "A source is printed so that readers can look it up. Without a title or an "
            "address there is nothing to look for."
        ),
        wrong="""\
kind: announcement
title: Etched takes more space in Milpitas
event: facility-expansion
sources:
  - {publisher: A paper, date: 2026-11-18}
""",
        right="""\
kind: announcement
title: Etched takes more space in Milpitas
event: facility-expansion
sources:
  - {title: Chip firm signs lease, publisher: A paper, date: 2026-11-18}
""",
    ),
    Code(
        "B151",
        "a source that republishes itself",
        reason=(
            "Repeats are counted as reach of the source they repeat. A source that repeats "
            "itself leads round in a circle and never to whoever said it first."
        ),
        wrong="""\
=== briefs/sources/digest.yaml
title: A digest of chip news
type: post-weblog
republishes: digest
""",
        right="""\
=== briefs/sources/digest.yaml
title: A digest of chip news
type: post-weblog
republishes: article
""",
    ),
    Code(
        "B152",
        "two claims with one id",
        reason=(
            "Assessments and issues point at claims by id. With two of one name a judgement "
            "would seem to rest on whichever comes first."
        ),
        wrong="""\
kind: announcement
title: Etched takes more space in Milpitas
event: facility-expansion
sources: [posts, article]
claims:
  - {id: lease, text: A lease was signed., sources: [article]}
  - {id: lease, text: The lease runs for ten years., sources: [posts]}
""",
        right="""\
kind: announcement
title: Etched takes more space in Milpitas
event: facility-expansion
sources: [posts, article]
claims:
  - {id: lease, text: A lease was signed., sources: [article]}
  - {id: term, text: The lease runs for ten years., sources: [posts]}
""",
    ),
    Code(
        "B153",
        "a quotation without a speaker",
        severity=Severity.WARN,
        reason=(
            "Words weigh as much as whoever said them. A quotation of nobody cannot be "
            "checked, and reads as if you had said it."
        ),
        wrong="""\
kind: announcement
title: Etched takes more space in Milpitas
event: facility-expansion
sources: [article]
claims:
  - {text: We need room for test racks., type: quote}
""",
        right="""\
kind: announcement
title: Etched takes more space in Milpitas
event: facility-expansion
sources: [article]
claims:
  - {text: We need room for test racks., type: quote, speaker: etched}
""",
    ),
    Code(
        "B154",
        "a basis that is no claim",
        reason=(
            "`basis` shows readers which claims a judgement rests on. One that points nowhere "
            "makes an unsupported judgement look supported."
        ),
        wrong="""\
kind: announcement
title: Etched takes more space in Milpitas
event: facility-expansion
sources: [article]
claims:
  - text: A lease for more space was signed.
assessments:
  - {text: It is preparing to test systems itself., basis: [c2]}
""",
        right="""\
kind: announcement
title: Etched takes more space in Milpitas
event: facility-expansion
sources: [article]
claims:
  - text: A lease for more space was signed.
assessments:
  - {text: It is preparing to test systems itself., basis: [c1]}
""",
    ),
    Code(
        "B155",
        "likelihood and confidence in one text",
        severity=Severity.WARN,
        reason=(
            "How likely something is and how good our grounds are for saying so are two "
            "things, and readers mix them up when they share a sentence. In fields of their "
            "own each gets its own."
        ),
        wrong="""\
kind: commentary
title: Will there be a second source?
assessments:
  - text: A second foundry is likely, and we say so with low confidence.
""",
        right="""\
kind: commentary
title: Will there be a second source?
assessments:
  - text: A second foundry qualifies within a year.
    likelihood: likely
    confidence: low
""",
    ),
    Code(
        "B156",
        "a likelihood without its range",
        severity=Severity.WARN,
        reason=(
            "Without a range readers take `likely` for anything from a third to nine in ten. "
            "As a field of its own it is printed with its range."
        ),
        wrong="""\
kind: commentary
title: Will there be a second source?
assessments:
  - text: A second foundry within a year is unlikely.
""",
        right="""\
kind: commentary
title: Will there be a second source?
assessments:
  - text: A second foundry qualifies within a year.
    likelihood: unlikely
""",
    ),
    Code(
        "B157",
        "an assessment that cannot be checked",
        severity=Severity.OFF,
        reason=(
            "A likelihood convinces by what it rests on, what else could be true and what "
            "would change your mind. Without them readers can only believe it or not."
        ),
        wrong="""\
kind: commentary
title: Will there be a second source?
claims: [{text: Two foundries were asked for prices., sources: [posts]}]
assessments:
  - text: A second foundry qualifies within a year.
    likelihood: unlikely
    basis: [c1]
    alternatives: [prices were asked for to press the first foundry]
    change: new
""",
        right="""\
kind: commentary
title: Will there be a second source?
claims: [{text: Two foundries were asked for prices., sources: [posts]}]
assessments:
  - text: A second foundry qualifies within a year.
    likelihood: unlikely
    basis: [c1]
    alternatives: [prices were asked for to press the first foundry]
    would_change_if: [a test chip from a second foundry]
    change: new
""",
    ),
    Code(
        "B158",
        "an assessment without its change",
        severity=Severity.OFF,
        reason=(
            "Readers come back to learn what moved. `change` tells them whether a judgement "
            "is new, or how it differs from the last one they read."
        ),
        wrong="""\
kind: commentary
title: Will there be a second source?
assessments:
  - text: A second foundry will not qualify within a year.
""",
        right="""\
kind: commentary
title: Will there be a second source?
assessments:
  - text: A second foundry will not qualify within a year.
    change: unchanged
""",
    ),
    Code(
        "B159",
        "an id on a source written out",
        reason=(
            "A source written out inside a note belongs to that note alone, and no other file "
            "can name it. An id promises that they can."
        ),
        wrong="""\
kind: announcement
title: Etched takes more space in Milpitas
event: facility-expansion
sources:
  - {id: lease-story, title: Chip firm signs lease, publisher: A paper}
""",
        right="""\
=== briefs/sources/lease-story.yaml
title: Chip firm signs lease
publisher: A paper
=== briefs/notes/2026-11-20-example.yaml
kind: announcement
title: Etched takes more space in Milpitas
event: facility-expansion
sources: [lease-story]
""",
    ),
)
