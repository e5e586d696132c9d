"""Codes of observations: what was seen of people and companies, and by whom."""

from brief.diagnostics.code import Code
from brief.diagnostics.model import Severity

CODES = (
    Code(
        "B160",
        "a condition without observables",
        fixed=True,
        reason=(
            "A word such as `momentum` moves money and careers. Readers may weigh it only if "
            "they see what was observed; without that it is an impression."
        ),
        wrong="""\
kind: observation
title: The inference track at a chip conference
setting: vc-track
sources: [posts]
participants:
  - {entity: etched, role: demoed, condition: momentum}
""",
        right="""\
kind: observation
title: The inference track at a chip conference
setting: vc-track
sources: [posts]
participants:
  - entity: etched
    role: demoed
    condition: momentum
    observables: [a full system ran for an hour before the audience]
""",
    ),
    Code(
        "B161",
        "struggling without a second reader",
        fixed=True,
        reason=(
            "To say that a company struggles can make it struggle. One person in one hallway "
            "may be wrong or annoyed, so somebody else reads it first."
        ),
        wrong="""\
kind: observation
title: The inference track at a chip conference
setting: vc-track
tlp: AMBER
sources: [posts]
participants:
  - entity: etched
    condition: struggling
    observables: [the demo was called off on the day]
""",
        right="""\
kind: observation
title: The inference track at a chip conference
setting: vc-track
tlp: AMBER
reviewed_by: A. Reader
sources: [posts]
participants:
  - entity: etched
    condition: struggling
    observables: [the demo was called off on the day]
""",
    ),
    Code(
        "B162",
        "struggling below TLP AMBER",
        fixed=True,
        reason=(
            "Such a remark is for readers who will keep it to themselves. In public it does "
            "harm that no correction undoes."
        ),
        wrong="""\
kind: observation
title: The inference track at a chip conference
setting: vc-track
tlp: GREEN
reviewed_by: A. Reader
sources: [posts]
participants:
  - entity: etched
    condition: struggling
    observables: [the demo was called off on the day]
""",
        right="""\
kind: observation
title: The inference track at a chip conference
setting: vc-track
tlp: AMBER
reviewed_by: A. Reader
sources: [posts]
participants:
  - entity: etched
    condition: struggling
    observables: [the demo was called off on the day]
""",
    ),
    Code(
        "B163",
        "an interested observer",
        severity=Severity.WARN,
        reason=(
            "A vendor, investor, organiser or speaker gains or loses by what is said of an "
            "event. Readers can allow for that when they are told, and only then."
        ),
        wrong="""\
kind: observation
title: A panel on inference prices
setting: panel
observer: {role: investor}
sources: [posts]
""",
        right="""\
kind: observation
title: A panel on inference prices
setting: panel
observer: {role: investor}
conflict_of_interest: The observer's fund holds shares of a cloud.
sources: [posts]
""",
    ),
    Code(
        "B164",
        "a participant without a name",
        reason=(
            "What is said of nobody in particular adds nothing to any page. If you do not "
            "know who it was, `unknown` says so."
        ),
        wrong="""\
kind: observation
title: A panel on inference prices
setting: panel
sources: [posts]
participants:
  - {role: panelist, ratings: {substance: 3}}
""",
        right="""\
kind: observation
title: A panel on inference prices
setting: panel
sources: [posts]
participants:
  - {entity: vercel, role: panelist, ratings: {substance: 3}}
""",
    ),
    Code(
        "B165",
        "a no-show with ratings",
        severity=Severity.WARN,
        reason=(
            "Who was announced and did not come gave no performance. The ratings belong to "
            "somebody else, or the role is wrong."
        ),
        wrong="""\
kind: observation
title: A panel on inference prices
setting: panel
sources: [posts]
participants:
  - {entity: vercel, role: announced-no-show, ratings: {delivery: 1}}
""",
        right="""\
kind: observation
title: A panel on inference prices
setting: panel
sources: [posts]
participants:
  - {entity: vercel, role: announced-no-show}
""",
    ),
)
