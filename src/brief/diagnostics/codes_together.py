"""Codes of objects that disagree, are overdue, or are written for nobody."""

from brief.diagnostics.code import Code
from brief.diagnostics.model import Severity

CODES = (
    Code(
        "B607",
        "possible companions",
        severity=Severity.WARN,
        reason=(
            "One measure often runs through both chambers as two bills. Unless they are tied, "
            "the pipeline counts it twice, and its stage is that of only one of them."
        ),
        wrong="""\
=== briefs/notes/2026-11-18-lineage-house.yaml
kind: policy
title: Model Lineage Act
jurisdiction: US
instrument: bill
official_id: 119-hr-9101
stage: proposed
sources: [article]
=== briefs/notes/2026-11-20-lineage-senate.yaml
kind: policy
title: Model Lineage Act of 2026
jurisdiction: US
instrument: bill
official_id: 119-s-4501
stage: proposed
sources: [article]
""",
        right="""\
=== briefs/notes/2026-11-18-lineage-house.yaml
kind: policy
title: Model Lineage Act
jurisdiction: US
instrument: bill
official_id: 119-hr-9101
stage: proposed
sources: [article]
=== briefs/notes/2026-11-20-lineage-senate.yaml
kind: policy
title: Model Lineage Act of 2026
jurisdiction: US
instrument: bill
official_id: 119-s-4501
stage: proposed
sources: [article]
companions: [lineage-house]
""",
    ),
    Code(
        "B608",
        "past its review",
        severity=Severity.WARN,
        reason=(
            "You set the day by which this note goes stale, and it has passed. Readers take "
            "what stands on the site for what you hold today."
        ),
        wrong="""\
kind: commentary
title: Prices of rented chips
date: 2026-09-01
review_by: 2026-11-01
body: An hour costs less than its power and its debt.
""",
        right="""\
kind: commentary
title: Prices of rented chips
date: 2026-09-01
review_by: 2027-02-01
body: An hour costs less than its power and its debt.
""",
    ),
    Code(
        "B609",
        "a question that is overdue",
        reason=(
            "You promised an answer by this day. A ledger that leaves questions open after it "
            "can be kept clean by never resolving what went wrong."
        ),
        wrong="""\
=== briefs/forecasts/more-space.yaml
question: Will Etched sign a lease for more space by 30 September 2026?
counts_as_yes: [the lease is reported by a paper]
resolution_sources: [local papers]
closes: 2026-09-30
resolves_by: 2026-10-31
reference_class: {none: leases of such firms are not counted}
updates: [{date: 2026-08-01, p: 0.60}]
""",
        right="""\
=== briefs/forecasts/more-space.yaml
question: Will Etched sign a lease for more space by 30 September 2026?
counts_as_yes: [the lease is reported by a paper]
resolution_sources: [local papers]
closes: 2026-09-30
resolves_by: 2026-10-31
reference_class: {none: leases of such firms are not counted}
updates: [{date: 2026-08-01, p: 0.60}]
resolution: {outcome: no, resolved_on: 2026-10-05}
""",
    ),
    Code(
        "B610",
        "one measure with two answers",
        severity=Severity.WARN,
        reason=(
            "Two notes speak of the same official text and disagree on its stage or its "
            "issuer. brief reports both sides and chooses neither; one of them is out of "
            "date."
        ),
        wrong="""\
=== briefs/notes/2026-11-18-export-rule.yaml
kind: policy
title: An export rule for model weights
jurisdiction: US
instrument: proposed-rule
official_id: BIS-2026-0042
stage: proposed
sources: [article]
=== briefs/notes/2026-11-20-export-rule-again.yaml
kind: policy
title: The export rule is final
jurisdiction: US
instrument: final-rule
official_id: BIS-2026-0042
stage: adopted
sources: [article]
""",
        right="""\
=== briefs/notes/2026-11-18-export-rule.yaml
kind: policy
title: An export rule for model weights
jurisdiction: US
instrument: final-rule
official_id: BIS-2026-0042
sources: [article]
history:
  - {when: 2026-11-18, stage: proposed}
  - {when: 2026-11-20, stage: adopted}
""",
    ),
    Code(
        "B611",
        "a bottom line that an edition cannot show",
        severity=Severity.WARN,
        reason=(
            "A sentence of the bottom line falls away in every edition that hides what it "
            "rests on. Those readers get a shorter bottom line, which may be meant or not."
        ),
        wrong="""\
=== briefs/notes/2026-11-18-lease.yaml
kind: commentary
title: The lease in Milpitas
tier: paid
body: It has room for test racks.
=== briefs/issues/2026-11-20-second.yaml
number: 2
title: The second
bottom_line:
  - {text: Etched is preparing to test systems., basis: [lease]}
sections: [{title: News, notes: [lease]}]
""",
        right="""\
=== briefs/notes/2026-11-18-lease.yaml
kind: commentary
title: The lease in Milpitas
tier: paid
body: It has room for test racks.
=== briefs/issues/2026-11-20-second.yaml
number: 2
title: The second
bottom_line:
  - {text: Etched is taking more space., basis: [base]}
sections: [{title: News, notes: [lease]}]
""",
    ),
    Code(
        "B612",
        "an object that no edition shows",
        severity=Severity.WARN,
        reason=(
            "Its markings together fit no edition, so nobody will ever read it. If that is "
            "meant, `status: withheld` says so."
        ),
        wrong="""\
kind: commentary
title: What a buyer told us of its supplier
tlp: AMBER+STRICT
body: The second delivery is late.
""",
        right="""\
kind: commentary
title: What a buyer told us of its supplier
tlp: AMBER
tier: paid
body: The second delivery is late.
""",
    ),
    Code(
        "B613",
        "a gap in the numbers of issues",
        severity=Severity.WARN,
        reason=(
            "Readers and libraries take a missing number for an issue that they have not "
            "received."
        ),
        wrong="""\
=== briefs/issues/2026-11-20-second.yaml
number: 3
title: The second
sections: [{title: News, notes: [base]}]
""",
        right="""\
=== briefs/issues/2026-11-20-second.yaml
number: 2
title: The second
sections: [{title: News, notes: [base]}]
""",
    ),
    Code(
        "B614",
        "an issue number used twice",
        reason=(
            "Issues are cited by number. Two with the same one cannot be told apart in a "
            "citation, a subject line or on a shelf."
        ),
        wrong="""\
=== briefs/issues/2026-11-20-second.yaml
number: 1
title: The second
sections: [{title: News, notes: [base]}]
""",
        right="""\
=== briefs/issues/2026-11-20-second.yaml
number: 2
title: The second
sections: [{title: News, notes: [base]}]
""",
    ),
)
