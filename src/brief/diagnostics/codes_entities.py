"""Codes of entities, classes, scenarios and issues."""

from brief.diagnostics.code import Code
from brief.diagnostics.model import Severity

CODES = (
    Code(
        "B180",
        "an edge without one type",
        reason=(
            "Exposure runs along edges, in the direction that their type fixes. An edge of no "
            "type carries nothing, and one of two types says two things with one set of "
            "sources."
        ),
        wrong="""\
=== briefs/entities/glm-air.yaml
type: model
name: GLM Air
edges:
  - {developed-by: zai, derived-from: glm, sources: [article]}
""",
        right="""\
=== briefs/entities/glm-air.yaml
type: model
name: GLM Air
edges:
  - {developed-by: zai, sources: [article]}
  - {derived-from: glm, sources: [article]}
""",
    ),
    Code(
        "B181",
        "an edge to itself",
        reason=(
            "Nothing supplies, owns or derives from itself. One id in the file was most "
            "likely copied from the line above."
        ),
        wrong="""\
=== briefs/entities/glm-air.yaml
type: model
name: GLM Air
edges:
  - {derived-from: glm-air, relation: finetune}
""",
        right="""\
=== briefs/entities/glm-air.yaml
type: model
name: GLM Air
edges:
  - {derived-from: glm, relation: finetune}
""",
    ),
    Code(
        "B182",
        "a relation that is no derivation",
        reason=(
            "`relation` says how one model was made from another, and rules ask for it by "
            "name. On any other edge it says nothing, though it may look as if it did."
        ),
        wrong="""\
=== briefs/entities/glm-air.yaml
type: model
name: GLM Air
edges:
  - {hosted-by: vercel, relation: quantized}
""",
        right="""\
=== briefs/entities/glm-air.yaml
type: model
name: GLM Air
edges:
  - {derived-from: glm, relation: quantized}
  - {hosted-by: vercel}
""",
    ),
    Code(
        "B183",
        "weights of what is no model",
        reason=(
            "Only a model has weights. Said of the company that makes it, the word would put "
            "the company into every class of models with open weights."
        ),
        wrong="""\
=== briefs/entities/moonshot.yaml
type: ai-lab
name: Moonshot
weights: open
""",
        right="""\
=== briefs/entities/moonshot.yaml
type: ai-lab
name: Moonshot
=== briefs/entities/kimi.yaml
type: model
name: Kimi
weights: open
edges: [{developed-by: moonshot}]
""",
    ),
    Code(
        "B185",
        "a condition that says nothing or too much",
        fixed=True,
        reason=(
            "A class is as exact as its conditions. Two in one mapping could mean `and` or "
            "`or`, and which of the two decides whom a rule reaches."
        ),
        wrong="""\
=== briefs/classes.yaml
open-weights:
  name: Models with open weights from China
  match:
    attr: weights
    in: [open]
    edge: developed-by
    to: zai
""",
        right="""\
=== briefs/classes.yaml
open-weights:
  name: Models with open weights from China
  match:
    all:
      - {attr: weights, in: [open]}
      - {edge: developed-by, to: zai}
""",
    ),
    Code(
        "B186",
        "no such attribute",
        fixed=True,
        reason=(
            "A condition on an attribute that no entity has is unknown for all of them. The "
            "class would stay empty without anybody noticing."
        ),
        wrong="""\
=== briefs/classes.yaml
open-weights:
  name: Models with open weights
  match: {attr: weight, in: [open, gated]}
""",
        right="""\
=== briefs/classes.yaml
open-weights:
  name: Models with open weights
  match: {attr: weights, in: [open, gated]}
""",
    ),
    Code(
        "B187",
        "a value that no entity can have",
        fixed=True,
        reason=(
            "The attribute holds one of a few words, and this is none of them. The condition "
            "would be false for every entity, and the rule would seem to reach nobody."
        ),
        wrong="""\
=== briefs/classes.yaml
open-weights:
  name: Models with open weights
  match: {attr: weights, in: [open, public]}
""",
        right="""\
=== briefs/classes.yaml
open-weights:
  name: Models with open weights
  match: {attr: weights, in: [open, gated]}
""",
    ),
    Code(
        "B190",
        "a scenario that cannot be checked",
        severity=Severity.WARN,
        reason=(
            "A scenario is of use when readers can see what it takes for granted, what else "
            "could happen, and by which signs to tell. Without one of these it is a story."
        ),
        wrong="""\
=== briefs/scenarios/rented-chips.yaml
title: Controlled chips are rented, not bought
narrative: Buyers under controls move to clouds abroad.
assumptions: [{text: Clouds abroad may sell to them.}]
indicators:
  - statement: Clouds abroad report customers under controls.
    direction: supports
    last_checked: 2026-11-20
""",
        right="""\
=== briefs/scenarios/rented-chips.yaml
title: Controlled chips are rented, not bought
narrative: Buyers under controls move to clouds abroad.
assumptions: [{text: Clouds abroad may sell to them.}]
indicators:
  - statement: Clouds abroad report customers under controls.
    direction: supports
    last_checked: 2026-11-20
alternatives: [Buyers make do with older chips.]
""",
    ),
    Code(
        "B191",
        "an indicator never checked",
        severity=Severity.WARN,
        reason=(
            "`not-observed` is printed as a finding. Readers take it that somebody has "
            "looked, so the page says when."
        ),
        wrong="""\
=== briefs/scenarios/rented-chips.yaml
title: Controlled chips are rented, not bought
narrative: Buyers under controls move to clouds abroad.
assumptions: [{text: Clouds abroad may sell to them.}]
indicators:
  - statement: Clouds abroad report customers under controls.
    direction: supports
alternatives: [Buyers make do with older chips.]
""",
        right="""\
=== briefs/scenarios/rented-chips.yaml
title: Controlled chips are rented, not bought
narrative: Buyers under controls move to clouds abroad.
assumptions: [{text: Clouds abroad may sell to them.}]
indicators:
  - statement: Clouds abroad report customers under controls.
    direction: supports
    last_checked: 2026-11-20
alternatives: [Buyers make do with older chips.]
""",
    ),
    Code(
        "B195",
        "a bottom line without a basis",
        severity=Severity.WARN,
        reason=(
            "The bottom line is what busy readers take away. A sentence without a basis "
            "cannot be followed to its evidence, and nobody can tell which edition may show "
            "it."
        ),
        wrong="""\
=== briefs/issues/2026-11-20-second.yaml
number: 2
title: The second
bottom_line:
  - text: Etched is preparing to test systems itself.
sections: [{title: News, notes: [base]}]
""",
        right="""\
=== briefs/issues/2026-11-20-second.yaml
number: 2
title: The second
bottom_line:
  - {text: Etched is preparing to test systems itself., basis: [base]}
sections: [{title: News, notes: [base]}]
""",
    ),
    Code(
        "B196",
        "a section without one source of notes",
        reason=(
            "A section is filled by hand, with `notes`, or by a `query`. With neither it is "
            "empty; with both nobody can say in which order its notes stand."
        ),
        wrong="""\
=== briefs/issues/2026-11-20-second.yaml
number: 2
title: The second
sections:
  - {title: News, notes: [base], query: {kind: announcement}}
""",
        right="""\
=== briefs/issues/2026-11-20-second.yaml
number: 2
title: The second
sections:
  - {title: News, notes: [base]}
""",
    ),
    Code(
        "B197",
        "a note twice in an issue",
        reason=(
            "Readers would meet the same text twice and look for the difference. Links inside "
            "the issue would lead to only one of the two places."
        ),
        wrong="""\
=== briefs/issues/2026-11-20-second.yaml
number: 2
title: The second
sections:
  - {title: Chips, notes: [base]}
  - {title: California, notes: [base]}
""",
        right="""\
=== briefs/issues/2026-11-20-second.yaml
number: 2
title: The second
sections:
  - {title: Chips, notes: [base]}
""",
    ),
    Code(
        "B198",
        "a product that is not computed yet",
        severity=Severity.WARN,
        reason=(
            "The name is kept for a product of a later version. The issue is made without it, "
            "and readers whom the lead sends there would look for it in vain."
        ),
        wrong="""\
=== briefs/issues/2026-11-20-second.yaml
number: 2
title: The second
sections: [{title: News, notes: [base]}]
products: [calendar, track-board]
""",
        right="""\
=== briefs/issues/2026-11-20-second.yaml
number: 2
title: The second
sections: [{title: News, notes: [base]}]
products: [calendar]
""",
    ),
)
