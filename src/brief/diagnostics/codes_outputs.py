"""Codes of templates, links and assets."""

from brief.diagnostics.code import Code
from brief.diagnostics.model import Severity

CODES = (
    Code(
        "B301",
        "a template that cannot be read",
        fixed=True,
        reason=(
            "The template's code is not whole: a block without its end, or a sign too few. No "
            "page that uses it can be made."
        ),
        wrong="""\
=== templates/not_found.html
{% extends "layout.html" %}
{% block main %}
<h1>{{ page.title }}</h1>
{% if site.home %}<p><a href="{{ site.home }}">To the newest issue</a></p>
{% endblock %}
""",
        right="""\
=== templates/not_found.html
{% extends "layout.html" %}
{% block main %}
<h1>{{ page.title }}</h1>
{% if site.home %}<p><a href="{{ site.home }}">To the newest issue</a></p>
{% endif %}
{% endblock %}
""",
    ),
    Code(
        "B302",
        "a template that is missing",
        fixed=True,
        reason=(
            "A template builds on another by name, and neither your folder `templates/` nor "
            "the built-in theme has one of that name."
        ),
        wrong="""\
=== templates/not_found.html
{% extends "base.html" %}
{% block main %}
<h1>{{ page.title }}</h1>
{% endblock %}
""",
        right="""\
=== templates/not_found.html
{% extends "layout.html" %}
{% block main %}
<h1>{{ page.title }}</h1>
{% endblock %}
""",
    ),
    Code(
        "B303",
        "an unknown filter or test",
        fixed=True,
        reason=(
            "Templates have the filters of Jinja and a few for dates. Those whose output "
            "differs from run to run are left out, so that two builds are equal byte for "
            "byte."
        ),
        wrong="""\
=== templates/not_found.html
{% extends "layout.html" %}
{% block main %}
<h1>{{ page.title | uppercase }}</h1>
{% endblock %}
""",
        right="""\
=== templates/not_found.html
{% extends "layout.html" %}
{% block main %}
<h1>{{ page.title | upper }}</h1>
{% endblock %}
""",
    ),
    Code(
        "B304",
        "an unknown name in a template",
        fixed=True,
        reason=(
            "A misspelt name would print nothing, and a heading or a marking would be missing "
            "from every page without anybody noticing."
        ),
        wrong="""\
=== templates/not_found.html
{% extends "layout.html" %}
{% block main %}
<h1>{{ page.titel }}</h1>
{% endblock %}
""",
        right="""\
=== templates/not_found.html
{% extends "layout.html" %}
{% block main %}
<h1>{{ page.title }}</h1>
{% endblock %}
""",
    ),
    Code(
        "B305",
        "a template that failed",
        fixed=True,
        reason=(
            "The template asked for something that cannot be done with what it got, such as "
            "adding a number to a text. The page would end in the middle."
        ),
        wrong="""\
=== templates/list.html
{% extends "layout.html" %}
{% block main %}
<h1>{{ "No. " + page.total }}</h1>
{% endblock %}
""",
        right="""\
=== templates/list.html
{% extends "layout.html" %}
{% block main %}
<h1>No. {{ page.total }}</h1>
{% endblock %}
""",
    ),
    Code(
        "B306",
        "an issue that cannot be printed",
        fixed=True,
        reason=(
            "A PDF is set from files of the project alone, so that it comes out the same on "
            "every machine and tells no other host who builds it. What stands elsewhere is "
            "not fetched."
        ),
        wrong="""\
=== templates/print.html
<!DOCTYPE html>
<html lang="{{ briefing.language }}">
<title>{{ page.card.title }}</title>
<img src="https://cdn.example/logo.png" alt="Example Letter">
<h1>{{ page.card.title }}</h1>
""",
        right="""\
=== templates/print.html
<!DOCTYPE html>
<html lang="{{ briefing.language }}">
<title>{{ page.card.title }}</title>
<p>Example Letter</p>
<h1>{{ page.card.title }}</h1>
""",
    ),
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
)
