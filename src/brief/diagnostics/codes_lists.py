"""Codes of lists of people: segments in the settings, and CSV on its way in."""

from brief.diagnostics.code import Code
from brief.diagnostics.model import Severity

CODES = (
    Code(
        "B530",
        "a segment that nobody can be in",
        reason=(
            "Everything that a segment says must be true of somebody at once. Days that "
            "exclude each other leave nobody, and a letter to the segment would go to no one."
        ),
        wrong="""\
=== briefs/newsletter.yaml
title: Example Letter
url: https://letter.example
description: A letter for tests.
publisher: {name: Example House, email: desk@letter.example}
tiers: [free, paid]
audiences:
  buyer: {name: Enterprise buyers}
  investor: {name: Investors}
editions:
  public: {tier: free}
  investor: {tier: paid, audience: investor}
segments:
  early: {since: 2026-07-01, before: 2026-01-01}
""",
        right="""\
=== briefs/newsletter.yaml
title: Example Letter
url: https://letter.example
description: A letter for tests.
publisher: {name: Example House, email: desk@letter.example}
tiers: [free, paid]
audiences:
  buyer: {name: Enterprise buyers}
  investor: {name: Investors}
editions:
  public: {tier: free}
  investor: {tier: paid, audience: investor}
segments:
  early: {since: 2026-01-01, before: 2026-07-01}
""",
    ),
    Code(
        "B540",
        "a list that is not in the encoding it seems to be",
        fixed=True,
        reason=(
            "Bytes that are no text in UTF-8 come from a program that wrote another encoding. "
            "A guess would turn names into others, and addresses too, so you say which it is "
            "with `--encoding`, or export the list again. The sign in the wrong example stands "
            "where such a byte was."
        ),
        wrong="""\
=== list.csv
email,name
juergen@reader.example.org,J\ufffdrgen
""",
        right="""\
=== list.csv
email,name
juergen@reader.example.org,Jürgen
""",
    ),
    Code(
        "B541",
        "quotes in a list that do not match",
        fixed=True,
        reason=(
            "A quote at the beginning of a cell opens it until the next quote, over line ends "
            "too. Where it is never closed, all the rest of the list would be one name."
        ),
        wrong="""\
=== list.csv
email,name
ann@reader.example.org,"Ann Lee
bob@reader.example.org,Bob
""",
        right="""\
=== list.csv
email,name
ann@reader.example.org,"Ann Lee"
bob@reader.example.org,Bob
""",
    ),
    Code(
        "B542",
        "a row with more or fewer cells than the header",
        fixed=True,
        reason=(
            "With a cell too many or too few, what follows stands in the wrong column: a city "
            "becomes a tier. A last row that is short shows that the file was cut off."
        ),
        wrong="""\
=== list.csv
email,name,language
ann@reader.example.org,Lee, Ann,en
""",
        right="""\
=== list.csv
email,name,language
ann@reader.example.org,"Lee, Ann",en
""",
    ),
    Code(
        "B543",
        "a list without a column that is needed",
        fixed=True,
        reason=(
            "Columns are known by the names that other systems give them, or by ours. A list "
            "with other names is read once you say which column holds what, as in "
            "`--column address=Adresse`."
        ),
        wrong="""\
=== list.csv
Adresse,Name
ann@reader.example.org,Ann Lee
""",
        right="""\
=== list.csv
Email,Name
ann@reader.example.org,Ann Lee
""",
    ),
    Code(
        "B544",
        "a text that is no address of mail",
        fixed=True,
        reason=(
            "It cannot be written to. Line breaks, signs that do not show and second addresses "
            "in one cell are refused besides, for they could become another recipient. "
            "Comments in brackets are, because many servers take them for a part of the name."
        ),
        wrong="""\
=== list.csv
email
ann.reader.example.org
""",
        right="""\
=== list.csv
email
ann@reader.example.org
""",
    ),
    Code(
        "B545",
        "an address that a list holds twice",
        fixed=True,
        severity=Severity.WARN,
        reason=(
            "Each address gets one letter. What the first row says counts, unless another row "
            "says that the person has left: that always counts. Capital letters do not make "
            "another address."
        ),
        wrong="""\
=== list.csv
email,tier
ann@reader.example.org,free
Ann@reader.example.org,paid
""",
        right="""\
=== list.csv
email,tier
ann@reader.example.org,paid
""",
    ),
    Code(
        "B546",
        "a name that cannot stand in a letter's head",
        fixed=True,
        reason=(
            "A name stands in the line `To` of a letter. A line break in it would begin "
            "another line of the head, signs that steer the direction of text would turn the "
            "address behind it, and one of 10,000 letters is no name."
        ),
        wrong="""\
=== list.csv
email,name
ann@reader.example.org,"Ann
Bcc: eve@reader.example.org"
""",
        right="""\
=== list.csv
email,name
ann@reader.example.org,Ann
""",
    ),
    Code(
        "B547",
        "a word that a column of a list cannot hold",
        fixed=True,
        reason=(
            "Tiers and audiences are those of `newsletter.yaml`; cadences are `every`, "
            "`weekly`, `monthly` and `paused`; the PDF is `attach`, `link` or `none`. Another "
            "word could only be guessed at, and the guess would decide what somebody may read."
        ),
        wrong="""\
=== list.csv
email,tier
ann@reader.example.org,gold
""",
        right="""\
=== list.csv
email,tier
ann@reader.example.org,paid
""",
    ),
    Code(
        "B548",
        "an address that the settings do not welcome",
        fixed=True,
        severity=Severity.WARN,
        reason=(
            "Boxes such as `info@` are read by many, none of whom may have asked, and complain "
            "more often than people do. `subscribers: {roles: refuse}` makes this an error, "
            "`allow` says nothing. Domains under `subscribers: {refuse: […]}` are refused."
        ),
        wrong="""\
=== list.csv
email
info@reader.example.org
""",
        right="""\
=== list.csv
email
ann@reader.example.org
""",
    ),
)
