"""Codes of ids, names and references across files."""

from brief.diagnostics.code import Code

CODES = (
    Code(
        "B201",
        "an id used twice",
        reason=(
            "An id makes an address, and two notes cannot stand at one. Whoever links to the "
            "id would reach one of them by chance."
        ),
        wrong="""\
=== briefs/notes/2026-11-18-outage.yaml
kind: commentary
title: What the outage in Ohio showed
body: Two providers stood on the same cluster.
=== briefs/notes/2026-11-20-outage.yaml
kind: commentary
title: What the outage in Oregon showed
body: One provider had a second cluster.
""",
        right="""\
=== briefs/notes/2026-11-18-outage-ohio.yaml
kind: commentary
title: What the outage in Ohio showed
body: Two providers stood on the same cluster.
=== briefs/notes/2026-11-20-outage-oregon.yaml
kind: commentary
title: What the outage in Oregon showed
body: One provider had a second cluster.
""",
    ),
    Code(
        "B202",
        "no such family",
        reason=(
            "The word before the colon says among which objects to look: notes, entities, "
            "sources and so on. Under any other word nothing is found."
        ),
        wrong="""\
kind: commentary
title: Why allocation beats price
body: |
  [[company:etched]] cannot buy a place on the day it needs one.
""",
        right="""\
kind: commentary
title: Why allocation beats price
body: |
  [[entity:etched]] cannot buy a place on the day it needs one.
""",
    ),
    Code(
        "B203",
        "an unknown reference",
        reason=(
            "The id leads to no object: it is misspelt, or the object has not been written "
            "yet. Readers would find a dead link, and the note would be missing from the page "
            "of what it is about."
        ),
        wrong="""\
kind: announcement
title: Etched takes more space in Milpitas
event: facility-expansion
about: [etchd]
sources: [posts]
""",
        right="""\
kind: announcement
title: Etched takes more space in Milpitas
event: facility-expansion
about: [etched]
sources: [posts]
""",
    ),
    Code(
        "B204",
        "a former id that is taken",
        fixed=True,
        reason=(
            "Old links to a former id are led on to the object that had it. If another object "
            "lives at that address now, they would arrive at the wrong one."
        ),
        wrong="""\
kind: commentary
title: Why allocation beats price
former_ids: [base]
body: A place in the queue cannot be bought on the day it is needed.
""",
        right="""\
kind: commentary
title: Why allocation beats price
former_ids: [allocation]
body: A place in the queue cannot be bought on the day it is needed.
""",
    ),
    Code(
        "B205",
        "a name with two owners",
        reason=(
            "Sources and stacks are matched to entities by name. Under a name with two owners "
            "a company would be taken for another, and its exposure with it."
        ),
        wrong="""\
=== briefs/entities/etched-fund.yaml
type: vc-fund
name: Etched Fund
aliases: [Etched AI]
""",
        right="""\
=== briefs/entities/etched-fund.yaml
type: vc-fund
name: Etched Fund
aliases: [Etched AI Fund]
""",
    ),
    Code(
        "B206",
        "an ambiguous reference",
        reason=(
            "Several objects have this id, each in its own family. The link would lead to "
            "whichever comes first, and change when another is added."
        ),
        wrong="""\
=== briefs/notes/2026-11-20-vercel.yaml
kind: commentary
title: What a gateway sees
body: |
  [[vercel]] passes requests on and knows who asks for which model.
""",
        right="""\
=== briefs/notes/2026-11-20-vercel.yaml
kind: commentary
title: What a gateway sees
body: |
  [[entity:vercel]] passes requests on and knows who asks for which model.
""",
    ),
    Code(
        "B207",
        "no such claim",
        reason=(
            "A judgement rests on a claim by its id. If the claim is not there, readers "
            "follow the reference and find nothing that bears the judgement out."
        ),
        wrong="""\
kind: commentary
title: What the lease may mean
assessments:
  - {text: It is preparing to test systems itself., basis: [base#c2]}
""",
        right="""\
kind: commentary
title: What the lease may mean
assessments:
  - {text: It is preparing to test systems itself., basis: [base#c1]}
""",
    ),
    Code(
        "B209",
        "no such edition",
        reason=(
            "An issue goes to the editions it names. For one that newsletter.yaml does not "
            "have nothing would be built, and its readers would wait in vain."
        ),
        wrong="""\
=== briefs/issues/2026-11-20-second.yaml
number: 2
title: The second
editions: [investors]
sections: [{title: News, notes: [base]}]
""",
        right="""\
=== briefs/issues/2026-11-20-second.yaml
number: 2
title: The second
editions: [investor]
sections: [{title: News, notes: [base]}]
""",
    ),
    Code(
        "B210",
        "sources that republish each other",
        reason=(
            "Repeats lead back to whoever said it first, and only that one counts as "
            "corroboration. In a circle there is no first, and one rumour would look like "
            "two."
        ),
        wrong="""\
=== briefs/sources/wires.yaml
digest: {title: A digest of chip news, republishes: wire}
wire: {title: A wire service, republishes: digest}
""",
        right="""\
=== briefs/sources/wires.yaml
digest: {title: A digest of chip news, republishes: wire}
wire: {title: A wire service}
""",
    ),
    Code(
        "B211",
        "a text that mentions what its readers may not see",
        fixed=True,
        reason=(
            "The text is shown in an edition that hides what it mentions. The mention alone "
            "tells readers that the hidden object exists and what it is called."
        ),
        wrong="""\
=== briefs/notes/2026-11-18-lease.yaml
kind: commentary
title: The lease in Milpitas
tier: paid
body: It has room for test racks.
=== briefs/notes/2026-11-20-space.yaml
kind: commentary
title: Space as a sign
body: |
  Chip firms take space before they take orders, as [[lease]] shows.
""",
        right="""\
=== briefs/notes/2026-11-18-lease.yaml
kind: commentary
title: The lease in Milpitas
tier: paid
body: It has room for test racks.
=== briefs/notes/2026-11-20-space.yaml
kind: commentary
title: Space as a sign
tier: paid
body: |
  Chip firms take space before they take orders, as [[lease]] shows.
""",
    ),
)
