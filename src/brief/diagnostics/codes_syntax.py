"""Codes of text that YAML cannot read: quotes, brackets, indents and colons."""

from brief.diagnostics.code import Code

CODES = (
    Code(
        "B013",
        "a quote that is not closed",
        reason=(
            "An open quote swallows all that follows, fields included, up to the next quote "
            "of the file. Nothing after it can be trusted."
        ),
        wrong="""\
kind: commentary
title: What open weights are not
summary: "Free to load does not mean free to use.
body: Read the licence before the benchmark.
""",
        right="""\
kind: commentary
title: What open weights are not
summary: "Free to load does not mean free to use."
body: Read the licence before the benchmark.
""",
    ),
    Code(
        "B014",
        "a bracket without its pair",
        reason=(
            "Without its end a list runs on into the next lines, and fields of the note would "
            "become items of the list."
        ),
        wrong="""\
kind: announcement
title: Vercel offers GLM
event: product-release
about: [vercel, glm
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
        "B015",
        "a bad indent",
        reason=(
            "Indentation says what belongs to what. A line between two levels belongs to "
            "neither, and a guess could hang a source on the wrong claim."
        ),
        wrong="""\
kind: announcement
title: Etched takes more space in Milpitas
event: facility-expansion
sources:
  - posts
 - article
""",
        right="""\
kind: announcement
title: Etched takes more space in Milpitas
event: facility-expansion
sources:
  - posts
  - article
""",
    ),
    Code(
        "B016",
        "a colon in an unquoted value",
        reason=(
            "A colon and a space make a field. In an unquoted headline YAML cannot tell the "
            "punctuation from a second field on the same line."
        ),
        wrong="""\
kind: commentary
title: Inference: who pays for idle chips
body: Whoever reserved them.
""",
        right="""\
kind: commentary
title: "Inference: who pays for idle chips"
body: Whoever reserved them.
""",
    ),
    Code(
        "B017",
        "a value begins with a reserved character",
        reason=(
            "YAML keeps `@`, the backtick and `%` at the beginning of a value for itself. In "
            "quotes they are text like any other."
        ),
        wrong="""\
kind: commentary
title: Who speaks for the lab
author: @desk
body: An account is not a spokesman.
""",
        right="""\
kind: commentary
title: Who speaks for the lab
author: "@desk"
body: An account is not a spokesman.
""",
    ),
    Code(
        "B018",
        "not YAML",
        reason=(
            "The text cannot be taken apart into fields here, so nothing of the file can be "
            "read. Most often a line of text lost its indent, or the field's name with its "
            "colon."
        ),
        wrong="""\
kind: commentary
title: What an allocation is worth
body: |
  A place in the queue can be worth more than a discount.
It cannot be bought on the day it is needed.
""",
        right="""\
kind: commentary
title: What an allocation is worth
body: |
  A place in the queue can be worth more than a discount.
  It cannot be bought on the day it is needed.
""",
    ),
    Code(
        "B019",
        "not a mapping of fields",
        reason=(
            "A note is made of named fields. Of text alone nobody can tell the title from the "
            "body, nor what sort of note it is."
        ),
        wrong="""\
Etched is said to be taking more space in Milpitas.
""",
        right="""\
kind: announcement
title: Etched takes more space in Milpitas
event: facility-expansion
sources: [posts]
body: Etched is said to be taking more space in Milpitas.
""",
    ),
    Code(
        "B020",
        "a key that is no word",
        reason=(
            "The name of a field is one word. A list or a mapping in its place names no "
            "field, so its value has nowhere to go."
        ),
        wrong="""\
kind: commentary
title: Lineage before benchmarks
body: A model inherits the rules of the model it came from.
so_what:
  [buyer, investor]: Ask vendors for model lineage.
""",
        right="""\
kind: commentary
title: Lineage before benchmarks
body: A model inherits the rules of the model it came from.
so_what:
  buyer: Ask vendors for model lineage.
  investor: Ask vendors for model lineage.
""",
    ),
    Code(
        "B021",
        "an unknown escape",
        reason=(
            "In double quotes a backslash begins an escape such as `\\n`. One that YAML does "
            "not know has no meaning, and the text would lose characters."
        ),
        wrong="""\
kind: commentary
title: Where the weights are kept
body: "They stand in D:\\weights, on one machine."
""",
        right="""\
kind: commentary
title: Where the weights are kept
body: 'They stand in D:\\weights, on one machine.'
""",
    ),
)
