"""Codes of Markdown text."""

from brief.diagnostics.code import Code

CODES = (
    Code(
        "B030",
        "an undefined footnote",
        reason=(
            "The mark promises the reader a source or an explanation that is not there. It "
            "would stand in the text as it was typed, brackets and all."
        ),
        wrong="""\
kind: commentary
title: What a wafer start costs
body: |
  Capacity is sold two years ahead.[^terms]
""",
        right="""\
kind: commentary
title: What a wafer start costs
body: |
  Capacity is sold two years ahead.[^terms]

  [^terms]: Long-term agreements with prepayment, where they are known at all.
""",
    ),
    Code(
        "B031",
        "a footnote that is never called",
        reason=(
            "A footnote appears only where the text calls it. What you wrote here would be in "
            "no output, and often it is the one caveat that mattered."
        ),
        wrong="""\
kind: commentary
title: What a wafer start costs
body: |
  Capacity is sold two years ahead.

  [^terms]: Long-term agreements with prepayment, where they are known at all.
""",
        right="""\
kind: commentary
title: What a wafer start costs
body: |
  Capacity is sold two years ahead.[^terms]

  [^terms]: Long-term agreements with prepayment, where they are known at all.
""",
    ),
    Code(
        "B032",
        "a footnote defined twice",
        reason=(
            "One mark leads to one note. The second text would be dropped without a word, and "
            "the reader would find the first under both marks."
        ),
        wrong="""\
kind: commentary
title: Two limits on output
body: |
  Packaging is short,[^limit] and so is memory.

  [^limit]: Stacked memory is placed beside the chip on one interposer.
  [^limit]: Three makers sell it.
""",
        right="""\
kind: commentary
title: Two limits on output
body: |
  Packaging is short,[^limit] and so is memory.[^makers]

  [^limit]: Stacked memory is placed beside the chip on one interposer.
  [^makers]: Three makers sell it.
""",
    ),
    Code(
        "B034",
        "an undefined link label",
        reason=(
            "A link by label needs a line that says where it leads. Without it readers see "
            "brackets, and the evidence cannot be followed."
        ),
        wrong="""\
kind: commentary
title: What the bill would reach
body: |
  Read [the definitions][bill] before the headline.
""",
        right="""\
kind: commentary
title: What the bill would reach
body: |
  Read [the definitions][bill] before the headline.

  [bill]: https://www.congress.example/bills/hr9999
""",
    ),
    Code(
        "B035",
        "a page without a head",
        reason=(
            "A page takes its title from a few lines of YAML between two lines of three "
            "dashes. Without them it has no name, in the browser or in any link to it."
        ),
        wrong="""\
=== briefs/pages/method.md
Likelihood and confidence are two sentences here, never one.
""",
        right="""\
=== briefs/pages/method.md
---
title: Method
---
Likelihood and confidence are two sentences here, never one.
""",
    ),
    Code(
        "B036",
        "Markdown nested too deeply",
        reason=(
            "Quotations or lists this deep come from something pasted, such as a long chain "
            "of mails. No page has room for them, and the innermost text would be dropped."
        ),
        wrong="""\
kind: commentary
title: The whole chain of mails
body: |
  Forwarded, as it came:

  > > > > > > > > > > > > > > > > > > > > > > > > Until March.
""",
        right="""\
kind: commentary
title: The whole chain of mails
body: |
  Forwarded, without the chain around it:

  > Until March.
""",
    ),
)
