"""Codes of notes: their header, and the settings that it leans on."""

from brief.diagnostics.code import Code
from brief.diagnostics.model import Severity

CODES = (
    Code(
        "B140",
        "generated text without a reader",
        reason=(
            "A model states what is false as smoothly as what is true. Text that nobody has "
            "read is not published under the name of the newsletter."
        ),
        wrong="""\
kind: commentary
title: What the filing says about suppliers
authorship: ai-generated
body: Two customers make up most of the revenue.
""",
        right="""\
kind: commentary
title: What the filing says about suppliers
authorship: ai-generated
reviewed_by: A. Reader
body: Two customers make up most of the revenue.
""",
    ),
    Code(
        "B141",
        "an embargo without an offset",
        severity=Severity.WARN,
        reason=(
            "Nine in the morning comes at another moment in each time zone. Read as UTC, the "
            "note may go out hours before the moment that was agreed with its source."
        ),
        wrong="""\
kind: commentary
title: Before the filing
embargoed_until: 2026-11-22T09:00
body: The prospectus names its suppliers.
""",
        right="""\
kind: commentary
title: Before the filing
embargoed_until: 2026-11-22T09:00+01:00
body: The prospectus names its suppliers.
""",
    ),
    Code(
        "B142",
        "expires before the embargo ends",
        reason=(
            "Such a note is never shown: it is under embargo until it has expired. One of the "
            "two dates is a slip."
        ),
        wrong="""\
kind: commentary
title: Before the filing
embargoed_until: 2026-11-22
expires: 2026-11-21
body: The prospectus names its suppliers.
""",
        right="""\
kind: commentary
title: Before the filing
embargoed_until: 2026-11-22
expires: 2026-12-31
body: The prospectus names its suppliers.
""",
    ),
    Code(
        "B143",
        "a correction older than its note",
        severity=Severity.WARN,
        reason=(
            "A correction mends what readers have read, so it comes after the note. Most "
            "often the year or the month is mistyped, and the register would list it in a "
            "wrong place."
        ),
        wrong="""\
kind: commentary
title: What the filing says about suppliers
body: Two customers make up 60% of the revenue.
corrections:
  - {date: 2026-10-21, type: correction, was: 80%, is: 60%}
""",
        right="""\
kind: commentary
title: What the filing says about suppliers
body: Two customers make up 60% of the revenue.
corrections:
  - {date: 2026-11-21, type: correction, was: 80%, is: 60%}
""",
    ),
    Code(
        "B144",
        "a commentary that says nothing",
        reason=(
            "A commentary is its argument. With a title alone readers would open an empty page."
        ),
        wrong="""\
kind: commentary
title: Why allocation beats price
about: [etched]
""",
        right="""\
kind: commentary
title: Why allocation beats price
about: [etched]
body: A place in the queue cannot be bought on the day it is needed.
""",
    ),
    Code(
        "B145",
        "a tier listed twice",
        reason=(
            "The order of `tiers` decides who sees more. A tier in two places is above and "
            "below the same notes at once, and paid notes could end up in public."
        ),
        wrong="""\
=== briefs/newsletter.yaml
title: Example Letter
url: https://letter.example
tiers: [free, paid, free]
""",
        right="""\
=== briefs/newsletter.yaml
title: Example Letter
url: https://letter.example
tiers: [free, paid]
""",
    ),
    Code(
        "B146",
        "no such rule",
        reason=(
            "The line changes nothing, and the rule you meant goes on as before. That is "
            "easily noticed too late when a warning was to become an error."
        ),
        wrong="""\
=== briefs/newsletter.yaml
title: Example Letter
url: https://letter.example
lint: {B1570: warn}
""",
        right="""\
=== briefs/newsletter.yaml
title: Example Letter
url: https://letter.example
lint: {B157: warn}
""",
    ),
    Code(
        "B147",
        "a rule that cannot be changed",
        reason=(
            "Some rules keep secrets from going out, people from harm, or a score from being "
            "mended afterwards; and without a field that can be read there is nothing to "
            "print. Readers rely on those in every newsletter."
        ),
        wrong="""\
=== briefs/newsletter.yaml
title: Example Letter
url: https://letter.example
lint: {B211: off}
""",
        right="""\
=== briefs/newsletter.yaml
title: Example Letter
url: https://letter.example
lint: {B139: off}
""",
    ),
    Code(
        "B148",
        "no such tier",
        reason=(
            "A tier decides who may see the note. One that newsletter.yaml does not list "
            "belongs to no edition, so a slip of the pen would hide the note from those who "
            "pay for it."
        ),
        wrong="""\
kind: commentary
title: Why allocation beats price
tier: premium
body: A place in the queue cannot be bought on the day it is needed.
""",
        right="""\
kind: commentary
title: Why allocation beats price
tier: paid
body: A place in the queue cannot be bought on the day it is needed.
""",
    ),
    Code(
        "B149",
        "no such audience",
        reason=(
            "What is written for an audience that newsletter.yaml does not name is shown to "
            "no edition that has one."
        ),
        wrong="""\
kind: commentary
title: Lineage before benchmarks
body: A model inherits the rules of the model it came from.
so_what:
  enterprise: Ask vendors now for model lineage.
""",
        right="""\
kind: commentary
title: Lineage before benchmarks
body: A model inherits the rules of the model it came from.
so_what:
  buyer: Ask vendors now for model lineage.
""",
    ),
)
