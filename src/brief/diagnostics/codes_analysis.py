"""Codes of what claims and forecasts say together."""

from brief.diagnostics.code import Code
from brief.diagnostics.model import Severity

CODES = (
    Code(
        "B601",
        "a grade for what was not seen",
        reason=(
            "A grade from 1 to 5 says that somebody weighed the information. Of a source that "
            "nobody here holds that is not true; 6 says so."
        ),
        wrong="""\
=== briefs/sources/memo.yaml
title: A memo that others quote
access: not-held
=== briefs/notes/2026-11-20-example.yaml
kind: commentary
title: What the memo is said to say
claims:
  - text: The lab has paid for wafers in advance.
    sources: [{source: memo, at: page 2, credibility: 2}]
""",
        right="""\
=== briefs/sources/memo.yaml
title: A memo that others quote
access: not-held
=== briefs/notes/2026-11-20-example.yaml
kind: commentary
title: What the memo is said to say
claims:
  - text: The lab has paid for wafers in advance.
    sources: [{source: memo, at: page 2, credibility: 6}]
""",
    ),
    Code(
        "B602",
        "confirmed by one root",
        reason=(
            "1 means confirmed by others. A source and all that repeat it are one voice: only "
            "a second root, which does not lead back to it, confirms anything."
        ),
        wrong="""\
=== briefs/sources/digest.yaml
title: A digest of chip news
republishes: article
=== briefs/notes/2026-11-20-example.yaml
kind: commentary
title: What is known of the lease
claims:
  - text: A lease was signed in Milpitas.
    sources: [{source: article, credibility: 1}, digest]
""",
        right="""\
=== briefs/sources/filing.yaml
title: A filing with the county
=== briefs/notes/2026-11-20-example.yaml
kind: commentary
title: What is known of the lease
claims:
  - text: A lease was signed in Milpitas.
    sources: [{source: article, credibility: 1}, filing]
""",
    ),
    Code(
        "B603",
        "grades that contradict each other",
        severity=Severity.WARN,
        reason=(
            "A completely reliable source seldom says what is improbable, and an unreliable "
            "one is seldom confirmed. One of the two grades was most likely set in haste."
        ),
        wrong="""\
=== briefs/sources/registry.yaml
title: A land registry
reliability: A
=== briefs/notes/2026-11-20-example.yaml
kind: commentary
title: What is known of the lease
claims:
  - text: A lease was signed in Milpitas.
    sources: [{source: registry, credibility: 5}]
""",
        right="""\
=== briefs/sources/registry.yaml
title: A land registry
reliability: A
=== briefs/notes/2026-11-20-example.yaml
kind: commentary
title: What is known of the lease
claims:
  - text: A lease was signed in Milpitas.
    sources: [{source: registry, credibility: 2}]
""",
    ),
    Code(
        "B604",
        "a vendor's word for a fact",
        severity=Severity.WARN,
        reason=(
            "A vendor gains by what it says of itself. Nobody else bears the claim out, so "
            "the page marks it as the word of an interested party."
        ),
        wrong="""\
kind: announcement
title: Etched names a throughput
event: product-release
about: [etched]
sources: [{title: Our first system, publisher: Etched}]
claims:
  - {text: One rack serves a million users., type: fact}
""",
        right="""\
kind: announcement
title: Etched names a throughput
event: product-release
about: [etched]
sources: [{title: Our first system, publisher: Etched}]
claims:
  - {text: One rack serves a million users., type: interested-party}
""",
    ),
    Code(
        "B605",
        "forecasts that contradict each other",
        reason=(
            "If one thing cannot happen without the other, it cannot be the likelier of the "
            "two. Readers who act on both numbers would lose either way."
        ),
        wrong="""\
=== briefs/forecasts/any-rule.yaml
question: Will any US rule on open weights take effect in 2027?
counts_as_yes: [a rule in the Federal Register takes effect]
resolution_sources: [Federal Register]
closes: 2027-12-31
resolves_by: 2028-01-31
reference_class: {none: there was no such rule before}
updates: [{date: 2026-11-20, p: 0.30}]
=== briefs/forecasts/final-rule.yaml
question: Will a US final rule on open weights take effect in 2027?
counts_as_yes: [a final rule in the Federal Register takes effect]
resolution_sources: [Federal Register]
closes: 2027-12-31
resolves_by: 2028-01-31
reference_class: {none: there was no such rule before}
implies: [any-rule]
updates: [{date: 2026-11-20, p: 0.35}]
""",
        right="""\
=== briefs/forecasts/any-rule.yaml
question: Will any US rule on open weights take effect in 2027?
counts_as_yes: [a rule in the Federal Register takes effect]
resolution_sources: [Federal Register]
closes: 2027-12-31
resolves_by: 2028-01-31
reference_class: {none: there was no such rule before}
updates: [{date: 2026-11-20, p: 0.30}]
=== briefs/forecasts/final-rule.yaml
question: Will a US final rule on open weights take effect in 2027?
counts_as_yes: [a final rule in the Federal Register takes effect]
resolution_sources: [Federal Register]
closes: 2027-12-31
resolves_by: 2028-01-31
reference_class: {none: there was no such rule before}
implies: [any-rule]
updates: [{date: 2026-11-20, p: 0.20}]
""",
    ),
    Code(
        "B606",
        "a group that sums to more than one",
        reason=(
            "Of the members of an `exclusive_group` at most one can happen. Together they "
            "cannot be likelier than certain, so at least one number is too high."
        ),
        wrong="""\
=== briefs/forecasts/first-by-order.yaml
question: Will an executive order be the first US text on open weights?
counts_as_yes: [the first text is an executive order]
resolution_sources: [Federal Register]
closes: 2027-12-31
resolves_by: 2028-01-31
reference_class: {none: there was no such text before}
exclusive_group: first-text
updates: [{date: 2026-11-20, p: 0.70}]
=== briefs/forecasts/first-by-statute.yaml
question: Will a statute be the first US text on open weights?
counts_as_yes: [the first text is a statute]
resolution_sources: [congress.gov]
closes: 2027-12-31
resolves_by: 2028-01-31
reference_class: {none: there was no such text before}
exclusive_group: first-text
updates: [{date: 2026-11-20, p: 0.50}]
""",
        right="""\
=== briefs/forecasts/first-by-order.yaml
question: Will an executive order be the first US text on open weights?
counts_as_yes: [the first text is an executive order]
resolution_sources: [Federal Register]
closes: 2027-12-31
resolves_by: 2028-01-31
reference_class: {none: there was no such text before}
exclusive_group: first-text
updates: [{date: 2026-11-20, p: 0.70}]
=== briefs/forecasts/first-by-statute.yaml
question: Will a statute be the first US text on open weights?
counts_as_yes: [the first text is a statute]
resolution_sources: [congress.gov]
closes: 2027-12-31
resolves_by: 2028-01-31
reference_class: {none: there was no such text before}
exclusive_group: first-text
updates: [{date: 2026-11-20, p: 0.10}]
""",
    ),
)
