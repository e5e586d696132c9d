"""Codes of YAML text: files that are no text, and what the strict rules refuse."""

from brief.diagnostics.code import Code

CODES = (
    Code(
        "B001",
        "a file is too large",
        reason=(
            "A note of 1 MiB would be 150,000 words: what is larger is a table or a log that "
            "got into a note. It would make one endless page, and slow every build."
        ),
        wrong="""\
kind: commentary
title: Who hosts models with open weights
body: |
  All rows of the export follow, two megabytes of them.
""",
        right="""\
kind: commentary
title: Who hosts models with open weights
body: |
  The export stands in `briefs/assets/`; this note says what follows from it.
""",
    ),
    Code(
        "B002",
        "a file is not UTF-8",
        reason=(
            "Bytes of another encoding would be guessed at, and names would come out garbled "
            "on every page. Most editors can save a file again as UTF-8."
        ),
        wrong="""\
kind: commentary
title: What the lab in Z�rich publishes
body: The weights are open, the data are not.
""",
        right="""\
kind: commentary
title: What the lab in Zürich publishes
body: The weights are open, the data are not.
""",
    ),
    Code(
        "B003",
        "a control character in the text",
        reason=(
            "Such a character is invisible in an editor and comes in by copying from a PDF or "
            "a terminal. Readers would get boxes or broken lines, and searches would miss the "
            "word."
        ),
        wrong="""\
kind: commentary
title: What a lead time of 52 weeks␇ means
body: Orders placed today are for chips of next year.
""",
        right="""\
kind: commentary
title: What a lead time of 52 weeks means
body: Orders placed today are for chips of next year.
""",
    ),
    Code(
        "B004",
        "a tab indents a line",
        reason=(
            "Indentation says what belongs to what, and a tab has no agreed width: two "
            "editors would show two different structures for the same file."
        ),
        wrong="""\
kind: announcement
title: Etched takes more space in Milpitas
event: facility-expansion
sources:
\t- posts
""",
        right="""\
kind: announcement
title: Etched takes more space in Milpitas
event: facility-expansion
sources:
  - posts
""",
    ),
    Code(
        "B005",
        "an anchor",
        reason=(
            "An anchor gives a value a name so that other lines can repeat it unseen. Whoever "
            "reads such a note has to look elsewhere for what it says; and text that merely "
            "begins with `&` would lose its first word."
        ),
        wrong="""\
kind: commentary
title: Packaging decides who ships
tags: &topics [packaging, wafers]
body: Wafers wait for packaging, not packaging for wafers.
""",
        right="""\
kind: commentary
title: Packaging decides who ships
tags: [packaging, wafers]
body: Wafers wait for packaging, not packaging for wafers.
""",
    ),
    Code(
        "B006",
        "an alias",
        reason=(
            "In YAML a `*` at the beginning of a value repeats another value and does not "
            "mean emphasis. The text would be lost, or replaced by something else."
        ),
        wrong="""\
kind: commentary
title: *Open* is not open source
body: Weights may be free to load and not free to use.
""",
        right="""\
kind: commentary
title: "*Open* is not open source"
body: Weights may be free to load and not free to use.
""",
    ),
    Code(
        "B007",
        "a tag",
        reason=(
            "A word that begins with `!` tells YAML to change the type of the value behind "
            "it, and would vanish from the text. Here the field decides the type."
        ),
        wrong="""\
kind: commentary
title: !Kimi ships weights again
body: The licence has changed since the last release.
""",
        right="""\
kind: commentary
title: "!Kimi ships weights again"
body: The licence has changed since the last release.
""",
    ),
    Code(
        "B008",
        "a merge key",
        reason=(
            "A merge key pulls fields in from elsewhere, so that the note no longer shows "
            "what it says. What every note should have belongs under `defaults` in "
            "newsletter.yaml."
        ),
        wrong="""\
kind: commentary
title: Export controls move the bottleneck
<<: {tier: paid, tags: [export-control]}
body: What cannot be bought as a chip is rented as an hour.
""",
        right="""\
kind: commentary
title: Export controls move the bottleneck
tier: paid
tags: [export-control]
body: What cannot be bought as a chip is rented as an hour.
""",
    ),
    Code(
        "B009",
        "a key given twice",
        reason=(
            "Only one of the two values could be kept, and nobody would notice which one was "
            "dropped."
        ),
        wrong="""\
kind: announcement
title: Vercel offers GLM
event: product-release
about: [vercel]
about: [glm]
sources: [posts]
""",
        right="""\
kind: announcement
title: Vercel offers GLM
event: product-release
about: [vercel, glm]
sources: [posts]
""",
    ),
    Code(
        "B010",
        "a key without a value",
        reason=(
            "An empty field may mean that there is nothing, that it is not known, or that it "
            "was forgotten. Those are three different things to say to a reader, so one is "
            "written."
        ),
        wrong="""\
kind: announcement
title: Etched takes more space in Milpitas
event: facility-expansion
when:
sources: [posts]
""",
        right="""\
kind: announcement
title: Etched takes more space in Milpitas
event: facility-expansion
when: unknown
sources: [posts]
""",
    ),
    Code(
        "B011",
        "a second document in one file",
        reason=(
            "One file is one note: its name gives the note its id and its address. A second "
            "note in the same file would have neither, and would not be published."
        ),
        wrong="""\
kind: commentary
title: What lithography decides
body: One maker, a few customers, and a queue.
---
kind: commentary
title: What memory decides
body: Three makers, and prices that move together.
""",
        right="""\
=== briefs/notes/2026-11-20-lithography.yaml
kind: commentary
title: What lithography decides
body: One maker, a few customers, and a queue.
=== briefs/notes/2026-11-20-memory.yaml
kind: commentary
title: What memory decides
body: Three makers, and prices that move together.
""",
    ),
    Code(
        "B012",
        "nested too deep",
        reason=(
            "No field goes deeper than a few levels, so brackets this deep are a slip or "
            "something pasted, and they could bring the reader of the file down."
        ),
        wrong="""\
kind: commentary
title: What stands behind a rack
body: Power, then cooling, then chips.
tags: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[power]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
""",
        right="""\
kind: commentary
title: What stands behind a rack
body: Power, then cooling, then chips.
tags: [power]
""",
    ),
)
