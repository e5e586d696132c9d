"""Codes of links, images and files: inside the site, in the project, on other hosts."""

from brief.diagnostics.code import Code
from brief.diagnostics.model import Severity

CODES = (
    Code(
        "B401",
        "a link with a scheme that is not allowed",
        reason=(
            "Readers click on trust. Links that run a script, open a program or reach into a "
            "machine's own files have no place in a letter, and mail filters reject them."
        ),
        wrong="""\
kind: commentary
title: Where the weights can be had
body: |
  A mirror stands [at the university](ftp://mirror.example/glm).
""",
        right="""\
kind: commentary
title: Where the weights can be had
body: |
  A mirror stands [at the university](https://mirror.example/glm).
""",
    ),
    Code(
        "B402",
        "an image that is not there",
        reason=(
            "No file of that name stands beside the note or in `briefs/assets/`. Readers "
            "would see an empty frame."
        ),
        wrong="""\
=== briefs/assets/floor-plan.svg
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"/>
=== briefs/notes/2026-11-20-example.yaml
kind: commentary
title: What the floor plan shows
body: |
  ![Two halls, one of them empty](floorplan.svg)
""",
        right="""\
=== briefs/assets/floor-plan.svg
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"/>
=== briefs/notes/2026-11-20-example.yaml
kind: commentary
title: What the floor plan shows
body: |
  ![Two halls, one of them empty](floor-plan.svg)
""",
    ),
    Code(
        "B403",
        "a path that leads out of the project",
        reason=(
            "A file outside the project is missing on every other machine, and a path that "
            "climbs out could publish what was never meant to be read."
        ),
        wrong="""\
kind: commentary
title: What the floor plan shows
body: |
  ![Two halls, one of them empty](../../../pictures/floor-plan.svg)
""",
        right="""\
=== briefs/assets/floor-plan.svg
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"/>
=== briefs/notes/2026-11-20-example.yaml
kind: commentary
title: What the floor plan shows
body: |
  ![Two halls, one of them empty](floor-plan.svg)
""",
    ),
    Code(
        "B404",
        "an image on another host",
        reason=(
            "The other host would learn who reads you, and could change or drop the image at "
            "any time. A file of the project stays what it is, in print too."
        ),
        wrong="""\
kind: commentary
title: What the floor plan shows
body: |
  ![Two halls, one of them empty](https://paper.example/plan.svg)
""",
        right="""\
=== briefs/assets/plan.svg
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"/>
=== briefs/notes/2026-11-20-example.yaml
kind: commentary
title: What the floor plan shows
body: |
  ![Two halls, one of them empty](plan.svg)
""",
    ),
    Code(
        "B405",
        "an image without a text alternative",
        reason=(
            "Screen readers, mail without images and the text edition show these words in "
            "place of the image. Without them part of your readers get nothing."
        ),
        wrong="""\
=== briefs/assets/floor-plan.svg
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"/>
=== briefs/notes/2026-11-20-example.yaml
kind: commentary
title: What the floor plan shows
body: |
  ![](floor-plan.svg)
""",
        right="""\
=== briefs/assets/floor-plan.svg
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"/>
=== briefs/notes/2026-11-20-example.yaml
kind: commentary
title: What the floor plan shows
body: |
  ![Two halls, one of them empty](floor-plan.svg)
""",
    ),
    Code(
        "B410",
        "a file that is not read",
        severity=Severity.WARN,
        reason=(
            "The file looks like a note, yet its ending or its folder keeps it out. You would "
            "wait for a page that never comes."
        ),
        wrong="""\
=== briefs/notes/2026-11-20-example.yml
kind: commentary
title: Why allocation beats price
body: A place in the queue cannot be bought on the day it is needed.
""",
        right="""\
=== briefs/notes/2026-11-20-example.yaml
kind: commentary
title: Why allocation beats price
body: A place in the queue cannot be bought on the day it is needed.
""",
    ),
    Code(
        "B411",
        "a link of the file system that leads out of the project",
        fixed=True,
        reason=(
            "Whoever clones the project gets a link to nothing, and on your machine it could "
            "publish a private file. Below, the text of the first file is where the link "
            "leads."
        ),
        wrong="""\
=== briefs/assets/floor-plan.svg
../../../pictures/floor-plan.svg
""",
        right="""\
=== briefs/assets/floor-plan.svg
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"/>
""",
    ),
    Code(
        "B412",
        "two pages with one address",
        fixed=True,
        reason=(
            "One address shows one page. The other could not be reached by anybody, and which "
            "of the two is lost would depend on the order of the build."
        ),
        wrong="""\
=== briefs/pages/sources.md
---
title: How we treat sources
---
Repeats are reach, never corroboration.
""",
        right="""\
=== briefs/pages/on-sources.md
---
title: How we treat sources
---
Repeats are reach, never corroboration.
""",
    ),
    Code(
        "B413",
        "a link inside the site that leads nowhere",
        reason=(
            "Every page and every part of a page is known before the site is written, so a "
            "link that leads to none of them is a mistake that readers need not find. A file "
            "that you put into `site/` yourself is not known: `lint: {B413: warn}` lets such "
            "links pass."
        ),
        wrong="""\
kind: commentary
title: Why allocation beats price
body: |
  Earlier we wrote [about the queue](/notes/bass/).
""",
        right="""\
kind: commentary
title: Why allocation beats price
body: |
  Earlier we wrote [about the queue](/notes/base/).
""",
    ),
    Code(
        "B420",
        "an address that is dead",
        severity=Severity.WARN,
        reason=(
            "`brief check --links` asked, and the host answered that there is no such page. "
            "Readers who want to see the source cannot. A copy under `archive` keeps it in "
            "sight; the day of the answer is given, for pages come back."
        ),
        wrong="""\
=== briefs/sources/gone.yaml
report:
  title: A report on queues
  publisher: A paper
  url: https://paper.example/gone
""",
        right="""\
=== briefs/sources/gone.yaml
report:
  title: A report on queues
  publisher: A paper
  url: https://paper.example/gone
  archive: {url: "https://archive.example/gone"}
""",
    ),
    Code(
        "B421",
        "an address that has moved for good",
        severity=Severity.OFF,
        reason=(
            "`brief check --links` was sent on to another address, and told that this one will "
            "not come back. Redirects are kept for some years, seldom for ever."
        ),
        wrong="""\
=== briefs/sources/moved.yaml
report:
  title: A report on queues
  publisher: A paper
  url: https://paper.example/moved
""",
        right="""\
=== briefs/sources/moved.yaml
report:
  title: A report on queues
  publisher: A paper
  url: https://paper.example/new
""",
    ),
)
