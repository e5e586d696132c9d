"""Codes of values that a standard or a rule decides: addresses, ids, countries, colours."""

from brief.diagnostics.code import Code

CODES = (
    Code(
        "B120",
        "not a web address",
        reason=(
            "Readers follow addresses from pages, mail and print. Only http and https lead "
            "anywhere in all three, and an address without its scheme leads into your own "
            "site."
        ),
        wrong="""\
kind: announcement
title: Vercel offers GLM
event: product-release
sources:
  - {title: Release notes, url: www.vercel.example/glm}
""",
        right="""\
kind: announcement
title: Vercel offers GLM
event: product-release
sources:
  - {title: Release notes, url: "https://www.vercel.example/glm"}
""",
    ),
    Code(
        "B121",
        "not an id",
        reason=(
            "An id becomes part of an address that is never to change. Capitals, spaces and "
            "accents are written differently by every system that passes an address on."
        ),
        wrong="""\
kind: announcement
title: Etched takes more space in Milpitas
event: facility-expansion
about: [Etched]
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
        "B122",
        "not a country or jurisdiction",
        reason=(
            "Policies are matched to companies by jurisdiction, letter by letter. A code of "
            "your own would match nothing, and a company would look unaffected."
        ),
        wrong="""\
kind: announcement
title: Etched opens a design office
event: facility-expansion
place: {name: Cambridge, country: UK}
sources: [posts]
""",
        right="""\
kind: announcement
title: Etched opens a design office
event: facility-expansion
place: {name: Cambridge, country: GB}
sources: [posts]
""",
    ),
    Code(
        "B123",
        "not a currency",
        reason=(
            "A dollar sign belongs to twenty currencies. Three letters of ISO 4217 belong to "
            "one, and amounts stay comparable."
        ),
        wrong="""\
kind: announcement
title: Etched raises a round
event: funding
amount: {value: 120000000, currency: $, of: round}
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
        "B124",
        "not a language",
        reason=(
            "The language decides hyphenation, quotation marks, the names of months and how a "
            "screen reader speaks. It is named by a tag, not by its English name."
        ),
        wrong="""\
=== briefs/newsletter.yaml
title: Example Letter
url: https://letter.example
language: english
""",
        right="""\
=== briefs/newsletter.yaml
title: Example Letter
url: https://letter.example
language: en-GB
""",
    ),
    Code(
        "B125",
        "not a licence expression",
        reason=(
            "Whether a model may be used turns on the exact licence, and many have names that "
            "sound alike. SPDX gives each one identifier; `LicenseRef-` is for what it does "
            "not list."
        ),
        wrong="""\
=== briefs/entities/glm-air.yaml
type: model
name: GLM Air
weights: open
licence: MIT style
""",
        right="""\
=== briefs/entities/glm-air.yaml
type: model
name: GLM Air
weights: open
licence: LicenseRef-GLM
""",
    ),
    Code(
        "B126",
        "not a tag",
        reason=(
            "Each tag has a page with an address. Written in one way only, a topic is not "
            "spread over three pages by capitals and signs."
        ),
        wrong="""\
kind: commentary
title: Packaging decides who ships
tags: ["#Packaging"]
body: Wafers wait for packaging.
""",
        right="""\
kind: commentary
title: Packaging decides who ships
tags: [packaging]
body: Wafers wait for packaging.
""",
    ),
    Code(
        "B127",
        "an empty value, or a line break in one line",
        reason=(
            "Titles and names go into lists, tabs and subject lines, which hold one line. "
            "Empty quotes leave a hole there that nobody can click."
        ),
        wrong="""\
kind: commentary
title: |
  Packaging decides
  who ships
body: Wafers wait for packaging.
""",
        right="""\
kind: commentary
title: Packaging decides who ships
body: Wafers wait for packaging.
""",
    ),
    Code(
        "B128",
        "not a colour",
        reason=(
            "The accent is checked for contrast and goes into style sheets, mail and print. "
            "Six hexadecimal digits mean one colour in all of them; a name or a short form "
            "does not."
        ),
        wrong="""\
=== briefs/newsletter.yaml
title: Example Letter
url: https://letter.example
theme: {accent: navy}
""",
        right="""\
=== briefs/newsletter.yaml
title: Example Letter
url: https://letter.example
theme: {accent: "#0b4f8a"}
""",
    ),
    Code(
        "B129",
        "a likelihood of the second row",
        reason=(
            "ICD 203 has two rows of terms for the same ranges and says not to mix them. A "
            "reader who meets `probable` beside `likely` looks for a difference that is not "
            "there."
        ),
        wrong="""\
kind: commentary
title: Will there be a second source?
assessments:
  - text: A second foundry qualifies within a year.
    likelihood: probable
""",
        right="""\
kind: commentary
title: Will there be a second source?
assessments:
  - text: A second foundry qualifies within a year.
    likelihood: likely
""",
    ),
)
