"""Codes of fields: missing, unknown, of the wrong shape; dates, words and numbers."""

from brief.diagnostics.code import Code

CODES = (
    Code(
        "B110",
        "a missing field",
        reason=(
            "The page cannot be made without this field: nothing sensible could stand in its "
            "place. All else is optional."
        ),
        wrong="""\
kind: announcement
title: Etched takes more space in Milpitas
about: [etched]
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
        "B111",
        "an unknown field",
        reason=(
            "A misspelt field would be skipped without a word: the note would look complete "
            "in your editor and lack something on the page. Now and then that something is "
            "`tlp`."
        ),
        wrong="""\
kind: commentary
title: What a place in the queue is worth
sumary: An allocation can be worth more than a discount.
body: It cannot be bought on the day it is needed.
""",
        right="""\
kind: commentary
title: What a place in the queue is worth
summary: An allocation can be worth more than a discount.
body: It cannot be bought on the day it is needed.
""",
    ),
    Code(
        "B112",
        "not a day",
        reason=(
            "Days order the archive and decide what an issue may show, so each is written in "
            "one way and has to exist. `11/12` is two days, depending on who reads it."
        ),
        wrong="""\
kind: commentary
title: What the outage showed
date: 2026-11-31
body: Two providers stood on the same cluster.
""",
        right="""\
kind: commentary
title: What the outage showed
date: 2026-11-20
body: Two providers stood on the same cluster.
""",
    ),
    Code(
        "B113",
        "not a date expression",
        reason=(
            "Timelines and calendars sort by `when`. A form of its own keeps what is known, a "
            "quarter or a doubtful month, without pretending to know the day."
        ),
        wrong="""\
kind: announcement
title: Etched names a quarter for its first systems
event: product-release
when: Q3 2027
sources: [posts]
""",
        right="""\
kind: announcement
title: Etched names a quarter for its first systems
event: product-release
when: 2027-Q3?
sources: [posts]
""",
    ),
    Code(
        "B114",
        "not an instant",
        reason=(
            "An embargo ends at one moment everywhere. A time in words, or without its day, "
            "would be read differently by each machine that builds, and the note might go out "
            "early."
        ),
        wrong="""\
kind: commentary
title: Before the filing
embargoed_until: 22 November, 9 am
body: The prospectus names its suppliers.
""",
        right="""\
kind: commentary
title: Before the filing
embargoed_until: 2026-11-22T09:00:00+01:00
body: The prospectus names its suppliers.
""",
    ),
    Code(
        "B115",
        "not a word of the vocabulary",
        reason=(
            "Lists, filters and labels are made from these words. One of your own would stand "
            "alone in every table and be found by no query."
        ),
        wrong="""\
kind: announcement
title: Etched takes more space in Milpitas
event: expansion
sources: [posts]
""",
        right="""\
kind: announcement
title: Etched takes more space in Milpitas
event: facility-expansion
sources: [posts]
""",
    ),
    Code(
        "B116",
        "neither yes nor no",
        reason=(
            "This field is a switch with two positions. Anything between them would have to "
            "be guessed, and a guess here says that somebody was there who was not."
        ),
        wrong="""\
kind: observation
title: A panel on inference prices
setting: panel
observer: {role: attendee, firsthand: partly}
sources: [posts]
""",
        right="""\
kind: observation
title: A panel on inference prices
setting: panel
observer: {role: attendee, firsthand: no}
sources: [posts]
""",
    ),
    Code(
        "B117",
        "not a likelihood",
        reason=(
            "Readers take a likelihood from its printed range, and a ledger scores it later. "
            "Both need a number from 0.01 to 0.99 or one of the seven terms that have a "
            "range."
        ),
        wrong="""\
kind: commentary
title: Will there be a second source?
assessments:
  - text: A second foundry qualifies within a year.
    likelihood: a good chance
""",
        right="""\
kind: commentary
title: Will there be a second source?
assessments:
  - text: A second foundry qualifies within a year.
    likelihood: likely
""",
    ),
    Code(
        "B118",
        "not a number",
        reason=(
            "A comma is a decimal sign in one country and a separator in the next. Digits "
            "with a point before decimals mean the same everywhere; pages print the "
            "separators."
        ),
        wrong="""\
kind: announcement
title: Etched raises a round
event: funding
amount: {value: "120,000,000", currency: USD, of: round}
sources: [article]
""",
        right="""\
kind: announcement
title: Etched raises a round
event: funding
amount: {value: 120000000, currency: USD, of: round}
sources: [article]
""",
    ),
    Code(
        "B119",
        "the wrong shape",
        reason=(
            "A list, a mapping and a line of text are read in different ways. What is written "
            "in another shape than its field has cannot be taken over without a guess."
        ),
        wrong="""\
kind: announcement
title: Vercel offers GLM
event: product-release
about: vercel
sources: [posts]
""",
        right="""\
kind: announcement
title: Vercel offers GLM
event: product-release
about: [vercel]
sources: [posts]
""",
    ),
)
