"""Codes of the record of what was published. Comments in the examples say what was printed."""

from brief.diagnostics.code import Code

CODES = (
    Code(
        "B620",
        "a published question changed",
        fixed=True,
        reason=(
            "A question that may be reworded afterwards can be made to fit any outcome. What "
            "was printed stays; a question that was badly put is annulled, and a better one "
            "opened."
        ),
        wrong="""\
=== briefs/forecasts/second-source.yaml
question: Will the company name a second foundry?
counts_as_yes: [the company names a second foundry in a filing]
resolution_sources: [EDGAR]
closes: 2027-12-31  # printed: 2027-06-30
resolves_by: 2028-01-31
reference_class: {none: no chip of this sort had two foundries}
updates: [{date: 2026-11-02, p: 0.15}]
""",
        right="""\
=== briefs/forecasts/second-source.yaml
question: Will the company name a second foundry?
counts_as_yes: [the company names a second foundry in a filing]
resolution_sources: [EDGAR]
closes: 2027-06-30
resolves_by: 2028-01-31
reference_class: {none: no chip of this sort had two foundries}
updates: [{date: 2026-11-02, p: 0.15}]
resolution: {outcome: annulled, resolved_on: 2026-11-20}
=== briefs/forecasts/second-source-2027.yaml
question: Will the company name a second foundry in 2027?
counts_as_yes: [the company names a second foundry in a filing]
resolution_sources: [EDGAR]
closes: 2027-12-31
resolves_by: 2028-01-31
reference_class: {none: no chip of this sort had two foundries}
updates: [{date: 2026-11-20, p: 0.25}]
""",
    ),
    Code(
        "B621",
        "a published update changed",
        fixed=True,
        reason=(
            "Readers acted on the number that was printed, and it is the one that is scored. "
            "A change of mind is a new update with a day of its own."
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
  - {date: 2026-11-02, p: 0.40}  # printed: 0.15
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
  - {date: 2026-11-02, p: 0.15}
  - {date: 2026-11-20, p: 0.40}
""",
    ),
    Code(
        "B622",
        "a backdated update",
        fixed=True,
        reason=(
            "An update dated before an issue that did not hold it claims to have been known "
            "when it was not. Such updates would mend the score after the event."
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
  - {date: 2026-11-02, p: 0.15}
  - {date: 2026-11-05, p: 0.40}  # the issue of 2026-11-10 did not hold it
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
  - {date: 2026-11-02, p: 0.15}
  - {date: 2026-11-20, p: 0.40}
""",
    ),
    Code(
        "B623",
        "a published forecast removed",
        fixed=True,
        reason=(
            "A ledger from which forecasts may vanish holds only those that went well. One "
            "that should not be scored is annulled, with its question still to be read."
        ),
        wrong="""\
=== briefs/forecasts/second-source.yaml
question: Will the company name a second foundry by 30 June 2027?
counts_as_yes: [the company names a second foundry in a filing]
resolution_sources: [EDGAR]
closes: 2027-06-30
resolves_by: 2027-07-31
reference_class: {none: no chip of this sort had two foundries}
updates: [{date: 2026-11-02, p: 0.15}]
status: withheld  # printed in the issue of 2026-11-10
""",
        right="""\
=== briefs/forecasts/second-source.yaml
question: Will the company name a second foundry by 30 June 2027?
counts_as_yes: [the company names a second foundry in a filing]
resolution_sources: [EDGAR]
closes: 2027-06-30
resolves_by: 2027-07-31
reference_class: {none: no chip of this sort had two foundries}
updates: [{date: 2026-11-02, p: 0.15}]
resolution: {outcome: annulled, resolved_on: 2026-11-20}
""",
    ),
    Code(
        "B624",
        "a published text changed without a correction",
        reason=(
            "Those who read the first text believe it still, and whoever cited it seems to "
            "have misquoted. A correction tells both; mere spelling needs none."
        ),
        wrong="""\
=== briefs/notes/2026-11-05-suppliers.yaml
kind: commentary
title: What the filing says about suppliers
body: Two customers make up 60% of the revenue.  # printed: 80%
""",
        right="""\
=== briefs/notes/2026-11-05-suppliers.yaml
kind: commentary
title: What the filing says about suppliers
body: Two customers make up 60% of the revenue.
corrections:
  - {date: 2026-11-20, type: correction, was: 80%, is: 60%}
""",
    ),
    Code(
        "B625",
        "a published address vanished",
        reason=(
            "Mails, other sites and printed issues lead to this address for years. A renamed "
            "object keeps its old id under `former_ids`, and the old address leads on to it."
        ),
        wrong="""\
=== briefs/notes/2026-11-05-filing-suppliers.yaml
kind: commentary
title: What the filing says about suppliers  # printed at notes/suppliers/
body: Two customers make up 60% of the revenue.
""",
        right="""\
=== briefs/notes/2026-11-05-filing-suppliers.yaml
kind: commentary
title: What the filing says about suppliers
former_ids: [suppliers]
body: Two customers make up 60% of the revenue.
""",
    ),
    Code(
        "B626",
        "a damaged record",
        fixed=True,
        reason=(
            "The record is the proof of what was published when. What cannot be read of it "
            "can no longer be checked, and a changed forecast might pass."
        ),
        wrong="""\
=== briefs/record/first.jsonl
{"issue":"first","edition":"site","as_of":"2026-11-10","released":"202
""",
        right="""\
=== briefs/record/first.jsonl
{"issue":"first","edition":"site","as_of":"2026-11-10",\
"released":"2026-11-10T09:00:00Z","build":"7b0c2f9a1d3e","objects":{}}
""",
    ),
)
