"""Codes of delivery by mail: who sends, how mail leaves, what it must say."""

from brief.diagnostics.code import Code
from brief.diagnostics.model import Severity

_SETTINGS = """\
=== briefs/newsletter.yaml
title: Example Letter
url: https://letter.example
publisher: {name: Example House, email: desk@letter.example, address: 1 Example Street}
tiers: [free, paid]
audiences:
  buyer: {name: Enterprise buyers}
  investor: {name: Investors}
editions:
  public: {tier: free}
  investor: {tier: paid, audience: investor}
"""

_SENDING = _SETTINGS + "mail: {from: post@letter.example}"

CODES = (
    Code(
        "B501",
        "not an address of mail",
        reason=(
            "The addresses of a newsletter stand in envelope and headers of every mail. "
            "Servers differ on quoted, commented and non-ASCII forms, and one that is "
            "misread loses bounces and requests to leave."
        ),
        wrong=_SETTINGS + "mail: {from: Example Letter, reply_to: desk@letter.example}\n",
        right=_SETTINGS + "mail: {from: post@letter.example, reply_to: desk@letter.example}\n",
    ),
    Code(
        "B502",
        "not a domain",
        reason=(
            "Message-IDs, the list's id and bounce addresses end in a domain, and receivers "
            "compare it byte for byte. Letters of other scripts are written differently by "
            "every program on the way, so the form of ASCII is asked for."
        ),
        wrong=_SETTINGS + "mail: {from: post@letter.example, bounces: localhost}\n",
        right=_SETTINGS + "mail: {from: post@letter.example, bounces: b.letter.example}\n",
    ),
    Code(
        "B503",
        "settings of mail that do not go together",
        reason=(
            "A setting that is read by nothing looks as if it did something. Mail and "
            "passwords leave this machine encrypted or not at all, and mail programs leave a "
            "list by https only."
        ),
        wrong=_SETTINGS
        + "mail: {from: post@letter.example, transport: {host: relay.example, tls: none}}\n",
        right=_SETTINGS
        + "mail: {from: post@letter.example, transport: {host: relay.example, tls: tls}}\n",
    ),
    Code(
        "B504",
        "mail without a postal address",
        severity=Severity.WARN,
        reason=(
            "Several countries ask for a postal address in every mail to a list, among them "
            "the United States (15 U.S.C. 7704) and, for a business, Germany (DDG, section 5). "
            "Filters know that and count its absence."
        ),
        wrong="""\
=== briefs/newsletter.yaml
title: Example Letter
url: https://letter.example
publisher: {name: Example House, email: desk@letter.example}
tiers: [free, paid]
audiences:
  buyer: {name: Enterprise buyers}
  investor: {name: Investors}
editions:
  public: {tier: free}
  investor: {tier: paid, audience: investor}
mail: {from: post@letter.example}
""",
        right=_SETTINGS + "mail: {from: post@letter.example}\n",
    ),
    Code(
        "B505",
        "mail with nobody to write to",
        severity=Severity.WARN,
        reason=(
            "Every mail names a person who answers for the list (List-Owner). Readers who fail "
            "to leave by the link press the button for spam when there is no one to ask, "
            "and that harms the delivery to all others."
        ),
        wrong="""\
=== briefs/newsletter.yaml
title: Example Letter
url: https://letter.example
publisher: {name: Example House, address: 1 Example Street}
tiers: [free, paid]
audiences:
  buyer: {name: Enterprise buyers}
  investor: {name: Investors}
editions:
  public: {tier: free}
  investor: {tier: paid, audience: investor}
mail: {from: post@letter.example}
""",
        right=_SETTINGS + "mail: {from: post@letter.example, owner: person@letter.example}\n",
    ),
    Code(
        "B506",
        "a mail that is too large",
        reason=(
            "Mail programs cut a mail near 100,000 bytes, and what goes first is its end: the "
            "link to leave and the address of the publisher. Notes are given in short where "
            "there is no room for them, but lead and bottom line always stand in full."
        ),
        wrong=f"""\
{_SENDING.replace("audience: investor}", "audience: investor, formats: [html]}")}
=== briefs/issues/2026-11-10-first.yaml
number: 1
title: The first
sections:
  - {{title: News, notes: [base]}}
lead: |
  A paragraph of a report, one of some thousand.
""",
        right=f"""\
{_SENDING}
=== briefs/issues/2026-11-10-first.yaml
number: 1
title: The first
sections:
  - {{title: News, notes: [base]}}
lead: |
  A paragraph that says what the report says.
""",
    ),
    Code(
        "B507",
        "a note that no reader of a mail can reach in full",
        reason=(
            "A long mail gives notes in short and leads to the rest: to their pages, or to the "
            "PDF that it carries. Where an edition has neither, its readers would be shown "
            "half a note and no way to the other half."
        ),
        wrong=f"""\
{_SENDING.replace("audience: investor}", "audience: investor, formats: [mail]}")}
=== briefs/notes/2026-11-04-long.yaml
kind: commentary
title: A long report
tier: paid
sources: [article]
body: |
  A paragraph of a report, one of some thousand.
=== briefs/issues/2026-11-10-first.yaml
number: 1
title: The first
sections:
  - {{title: News, notes: [base, long]}}
""",
        right=f"""\
{_SENDING}
=== briefs/notes/2026-11-04-long.yaml
kind: commentary
title: A long report
tier: paid
sources: [article]
body: |
  A paragraph of a report, one of some thousand.
=== briefs/issues/2026-11-10-first.yaml
number: 1
title: The first
sections:
  - {{title: News, notes: [base, long]}}
""",
    ),
)
