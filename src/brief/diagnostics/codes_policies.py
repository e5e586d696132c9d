"""Codes of policies: stages, history, and whom they would reach."""

from brief.diagnostics.code import Code
from brief.diagnostics.model import Severity

CODES = (
    Code(
        "B170",
        "a policy without a stage",
        reason=(
            "Whether something is expected, proposed or in force is the first thing a reader "
            "asks of a rule. Without a stage it has no place in the pipeline."
        ),
        wrong="""\
kind: policy
title: Supply-chain controls on open weights
jurisdiction: US
instrument: none-yet
sources: [posts]
""",
        right="""\
kind: policy
title: Supply-chain controls on open weights
jurisdiction: US
instrument: none-yet
stage: anticipated
sources: [posts]
""",
    ),
    Code(
        "B171",
        "a stage without an instrument",
        reason=(
            "What has been proposed or adopted has a text, and the text is of some sort: a "
            "bill, an order, a rule. Without one it has been talked about at most."
        ),
        wrong="""\
kind: policy
title: Supply-chain controls on open weights
jurisdiction: US
instrument: none-yet
stage: proposed
sources: [article]
""",
        right="""\
kind: policy
title: Supply-chain controls on open weights
jurisdiction: US
instrument: proposed-rule
stage: proposed
sources: [article]
""",
    ),
    Code(
        "B172",
        "the stage differs from the history",
        severity=Severity.WARN,
        reason=(
            "The stage is printed, the history is drawn beside it, and readers would see the "
            "two contradict each other. Most often a step is missing, or the stage is from "
            "last month."
        ),
        wrong="""\
kind: policy
title: An export rule for model weights
jurisdiction: US
instrument: interim-final-rule
stage: adopted
sources: [article]
history:
  - {when: 2026-06-02, stage: proposed}
""",
        right="""\
kind: policy
title: An export rule for model weights
jurisdiction: US
instrument: interim-final-rule
sources: [article]
history:
  - {when: 2026-06-02, stage: proposed}
  - {when: 2026-11-16, stage: adopted}
""",
    ),
    Code(
        "B173",
        "the stage goes back",
        severity=Severity.WARN,
        reason=(
            "Rules seldom fall back a stage; dates are often mistyped. If it did happen, such "
            "as a rule proposed anew, `lint` in newsletter.yaml can switch this warning off."
        ),
        wrong="""\
kind: policy
title: An export rule for model weights
jurisdiction: US
instrument: final-rule
sources: [article]
history:
  - {when: 2026-11-16, stage: proposed}
  - {when: 2026-06-02, stage: adopted}
""",
        right="""\
kind: policy
title: An export rule for model weights
jurisdiction: US
instrument: final-rule
sources: [article]
history:
  - {when: 2026-06-02, stage: proposed}
  - {when: 2026-11-16, stage: adopted}
""",
    ),
    Code(
        "B174",
        "a reach that carries nothing",
        reason=(
            "No rule reaches a company because a competitor, partner or former employer is "
            "reached. Naming such an edge would colour half the graph and say nothing."
        ),
        wrong="""\
kind: policy
title: A rule on models with open weights
jurisdiction: US
instrument: proposed-rule
stage: proposed
sources: [article]
targets: [open-weights]
reach: [derived-from, competes-with]
""",
        right="""\
kind: policy
title: A rule on models with open weights
jurisdiction: US
instrument: proposed-rule
stage: proposed
sources: [article]
targets: [open-weights]
reach: [derived-from]
""",
    ),
    Code(
        "B175",
        "a text that nobody names",
        reason=(
            "`basis: text` tells readers that the rule itself names the class. They can hold "
            "you to that only if they are told which text it is and where it stands."
        ),
        wrong="""\
kind: policy
title: A rule on models with open weights
jurisdiction: US
instrument: proposed-rule
stage: proposed
sources: none
targets: [{class: open-weights, basis: text}]
""",
        right="""\
kind: policy
title: A rule on models with open weights
jurisdiction: US
instrument: proposed-rule
stage: proposed
sources: [article]
targets: [{class: open-weights, basis: text}]
""",
    ),
    Code(
        "B176",
        "ends before it starts",
        reason=(
            "Exposure is computed for the days on which a rule or a relation holds. An end "
            "before the start leaves no such day, and everybody would look unaffected."
        ),
        wrong="""\
kind: policy
title: A rule on models with open weights
jurisdiction: US
instrument: final-rule
stage: adopted
sources: [article]
effective: {start: 2027-03-01, end: 2027-01-01}
""",
        right="""\
kind: policy
title: A rule on models with open weights
jurisdiction: US
instrument: final-rule
stage: adopted
sources: [article]
effective: {start: 2027-03-01, end: 2028-01-01}
""",
    ),
    Code(
        "B177",
        "a milestone after the end",
        severity=Severity.WARN,
        reason=(
            "A rule that has failed or lapsed has nothing more to come. The calendar would go "
            "on announcing a date on which nothing happens."
        ),
        wrong="""\
kind: policy
title: A rule on models with open weights
jurisdiction: US
instrument: proposed-rule
sources: [article]
history: [{when: 2026-11-16, stage: withdrawn}]
milestones: [{when: 2026-12-15, what: Comments close}]
""",
        right="""\
kind: policy
title: A rule on models with open weights
jurisdiction: US
instrument: proposed-rule
sources: [article]
history: [{when: 2026-11-16, stage: withdrawn}]
""",
    ),
)
