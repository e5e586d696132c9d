"""Codes of forecasts: the question, its days, its updates, its end; and of prose in lists."""

from brief.diagnostics.code import Code
from brief.diagnostics.model import Severity

CODES = (
    Code(
        "B130",
        "a question without a question mark",
        reason=(
            "A forecast is scored, so it has to be a question that ends in yes or no. A "
            "headline or a thesis can be argued about for ever."
        ),
        wrong="""\
=== briefs/forecasts/second-source.yaml
question: A second foundry for the chip
counts_as_yes: [the company names a second foundry in a filing]
resolution_sources: [EDGAR]
closes: 2027-06-30
resolves_by: 2027-07-31
""",
        right="""\
=== briefs/forecasts/second-source.yaml
question: Will the company name a second foundry by 30 June 2027?
counts_as_yes: [the company names a second foundry in a filing]
resolution_sources: [EDGAR]
closes: 2027-06-30
resolves_by: 2027-07-31
""",
    ),
    Code(
        "B131",
        "closes before it opens",
        reason=(
            "A question lives from `opens` to `closes`, and its score is a mean over those "
            "days. Without a day between them there is nothing to score."
        ),
        wrong="""\
=== briefs/forecasts/second-source.yaml
question: Will the company name a second foundry by 30 June 2027?
counts_as_yes: [the company names a second foundry in a filing]
resolution_sources: [EDGAR]
opens: 2026-11-20
closes: 2026-06-30
resolves_by: 2027-07-31
""",
        right="""\
=== briefs/forecasts/second-source.yaml
question: Will the company name a second foundry by 30 June 2027?
counts_as_yes: [the company names a second foundry in a filing]
resolution_sources: [EDGAR]
opens: 2026-11-20
closes: 2027-06-30
resolves_by: 2027-07-31
""",
    ),
    Code(
        "B132",
        "resolves before it closes",
        reason=(
            "Until a question closes its answer may still be yes. A resolution due before "
            "that day would cut short what readers were promised."
        ),
        wrong="""\
=== briefs/forecasts/second-source.yaml
question: Will the company name a second foundry by 30 June 2027?
counts_as_yes: [the company names a second foundry in a filing]
resolution_sources: [EDGAR]
closes: 2027-06-30
resolves_by: 2027-06-01
""",
        right="""\
=== briefs/forecasts/second-source.yaml
question: Will the company name a second foundry by 30 June 2027?
counts_as_yes: [the company names a second foundry in a filing]
resolution_sources: [EDGAR]
closes: 2027-06-30
resolves_by: 2027-07-31
""",
    ),
    Code(
        "B133",
        "two updates on one day",
        reason=(
            "Each day of a series is scored with one probability. With two, it would depend "
            "on their order in the file which one counts, and the better could be picked "
            "later."
        ),
        wrong="""\
=== briefs/forecasts/second-source.yaml
question: Will the company name a second foundry by 30 June 2027?
counts_as_yes: [the company names a second foundry in a filing]
resolution_sources: [EDGAR]
closes: 2027-06-30
resolves_by: 2027-07-31
reference_class: {none: no chip of this sort had two foundries}
updates:
  - {date: 2026-11-20, p: 0.15}
  - {date: 2026-11-20, p: 0.30}
""",
        right="""\
=== briefs/forecasts/second-source.yaml
question: Will the company name a second foundry by 30 June 2027?
counts_as_yes: [the company names a second foundry in a filing]
resolution_sources: [EDGAR]
closes: 2027-06-30
resolves_by: 2027-07-31
reference_class: {none: no chip of this sort had two foundries}
updates:
  - {date: 2026-11-20, p: 0.15}
  - {date: 2026-11-21, p: 0.30}
""",
    ),
    Code(
        "B134",
        "an update outside the life of the question",
        reason=(
            "Before a question opens there is nothing to forecast, and after it closes the "
            "answer is known. A probability from either time would flatter the score."
        ),
        wrong="""\
=== briefs/forecasts/second-source.yaml
question: Will the company name a second foundry by 30 June 2027?
counts_as_yes: [the company names a second foundry in a filing]
resolution_sources: [EDGAR]
opens: 2026-11-20
closes: 2027-06-30
resolves_by: 2027-07-31
reference_class: {none: no chip of this sort had two foundries}
updates:
  - {date: 2026-11-02, p: 0.15}
""",
        right="""\
=== briefs/forecasts/second-source.yaml
question: Will the company name a second foundry by 30 June 2027?
counts_as_yes: [the company names a second foundry in a filing]
resolution_sources: [EDGAR]
opens: 2026-11-02
closes: 2027-06-30
resolves_by: 2027-07-31
reference_class: {none: no chip of this sort had two foundries}
updates:
  - {date: 2026-11-02, p: 0.15}
""",
    ),
    Code(
        "B135",
        "no reference class",
        severity=Severity.WARN,
        reason=(
            "How often such things happen at all is the best first guess, and readers measure "
            "your number against it. Where there is no such class, the reason is worth a "
            "line."
        ),
        wrong="""\
=== briefs/forecasts/bill-adopted.yaml
question: Will the bill on open weights become law by 3 January 2027?
counts_as_yes: [it becomes Public Law]
resolution_sources: [congress.gov]
closes: 2027-01-03
resolves_by: 2027-01-31
updates:
  - {date: 2026-11-20, p: 0.02}
""",
        right="""\
=== briefs/forecasts/bill-adopted.yaml
question: Will the bill on open weights become law by 3 January 2027?
counts_as_yes: [it becomes Public Law]
resolution_sources: [congress.gov]
closes: 2027-01-03
resolves_by: 2027-01-31
reference_class: {description: bills on AI, k: 0, n: 175, source: article}
updates:
  - {date: 2026-11-20, p: 0.02}
""",
    ),
    Code(
        "B136",
        "a rate that cannot be",
        reason=(
            "A base rate is k of n: so many times out of so many cases. With more hits than "
            "cases, or with one of the numbers missing, any rate printed from it is made up."
        ),
        wrong="""\
=== briefs/base-rates.yaml
federal-bills:
  description: Federal bills on AI that became law
  k: 175
  n: 3
  source: article
  as_of: 2026-11-01
""",
        right="""\
=== briefs/base-rates.yaml
federal-bills:
  description: Federal bills on AI that became law
  k: 3
  n: 175
  source: article
  as_of: 2026-11-01
""",
    ),
    Code(
        "B137",
        "a yes without its day",
        reason=(
            "The score counts the days up to the event, and updates after it are void. "
            "Without the day nobody can tell which updates still count."
        ),
        wrong="""\
=== briefs/forecasts/more-space.yaml
question: Will Etched sign a lease for more space in 2026?
counts_as_yes: [the lease is reported by a paper]
resolution_sources: [local papers]
closes: 2026-12-31
resolves_by: 2027-01-31
resolution: {outcome: yes, resolved_on: 2026-11-20}
""",
        right="""\
=== briefs/forecasts/more-space.yaml
question: Will Etched sign a lease for more space in 2026?
counts_as_yes: [the lease is reported by a paper]
resolution_sources: [local papers]
closes: 2026-12-31
resolves_by: 2027-01-31
resolution:
  {outcome: yes, event_date: 2026-11-12, resolved_on: 2026-11-20}
""",
    ),
    Code(
        "B138",
        "a yes after the close",
        reason=(
            "The question asked for a day. What comes true after it was a no by then, and "
            "counting it as a yes would reward being late."
        ),
        wrong="""\
=== briefs/forecasts/more-space.yaml
question: Will Etched sign a lease for more space by 31 October 2026?
counts_as_yes: [the lease is reported by a paper]
resolution_sources: [local papers]
closes: 2026-10-31
resolves_by: 2026-11-30
resolution:
  {outcome: yes, event_date: 2026-11-12, resolved_on: 2026-11-20}
""",
        right="""\
=== briefs/forecasts/more-space.yaml
question: Will Etched sign a lease for more space by 31 October 2026?
counts_as_yes: [the lease is reported by a paper]
resolution_sources: [local papers]
closes: 2026-10-31
resolves_by: 2026-11-30
resolution: {outcome: no, resolved_on: 2026-11-20}
""",
    ),
    Code(
        "B139",
        "a comma splits prose",
        severity=Severity.WARN,
        reason=(
            "In a list with brackets a comma begins the next item. One sentence with a comma "
            "becomes two halves, each printed as an item of its own."
        ),
        wrong="""\
kind: announcement
title: Etched takes more space in Milpitas
event: facility-expansion
sources: [posts]
unknowns: [floor area, use of the space and date of the lease]
""",
        right="""\
kind: announcement
title: Etched takes more space in Milpitas
event: facility-expansion
sources: [posts]
unknowns:
  - floor area, use of the space and date of the lease
""",
    ),
)
