"""What tests of the files for programs share: a project that has something for each of them."""

from collections.abc import Mapping
from functools import cache

from brief.build.compile import Compilation
from support.compiling import SOUND, compiled

URL = "https://letter.example"

RICHER: Mapping[str, str] = {
    **SOUND,
    "briefs/newsletter.yaml": SOUND["briefs/newsletter.yaml"]
    + "rights: CC BY 4.0\nsecurity: {expires: 2027-11-22}\n",
    "briefs/notes/2026-11-20-moved.yaml": """\
kind: policy
title: "A <rule> & </script><!-- its \\"title\\""
former_ids: [old-name]
jurisdiction: US
instrument: final-rule
stage: adopted
official_id: RIN 1234
author: Ada Writer
about: [glm]
tags: [open weights]
targets: [open-weights]
reach: [{edge: developed-by}]
sources: [article]
effective: {start: 2027-01-15, end: 2028-Q1}
milestones:
  - {when: 2026-12-01, what: "Comments close; a, b and *c*"}
  - when: 2026-12-02?
    what: "A hearing, Ärzte und Köche, in a line far too long for one line of a calendar"
  - {when: 2027-Q2, what: Review}
claims: [{text: It is adopted.}]
corrections:
  - {date: 2026-11-21, type: correction, was: a bill, is: a rule, effect: Read *adopted*.}
body: |
  Text with a [link](/entities/) and [[glm]].
""",
    "briefs/forecasts/will.yaml": """\
question: Will it come?
counts_as_yes: [It comes.]
resolution_sources: [The register]
closes: 2027-06-30
resolves_by: 2027-07-31
reference_class: {none: Nothing like it is counted.}
updates: [{date: 2026-11-15, p: 0.3}]
""",
}


@cache
def richer() -> Compilation:
    """Return what the project compiles to."""
    done = compiled(RICHER)
    assert done.errors == 0, done.diagnostics
    return done


def published(path: str) -> str:
    """Return a file of its site as text."""
    return richer().site[path].content.decode()
