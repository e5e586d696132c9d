"""Codes of templates: what cannot be read, rendered, printed or searched."""

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
<meta name="dcterms.created" content="{{ briefing.on }}T00:00:00Z">
<meta name="dcterms.modified" content="{{ briefing.on }}T00:00:00Z">
<h1>{{ page.card.title }}</h1>
<img src="https://cdn.example/logo.png" alt="Example Letter">
""",
        right="""\
=== templates/print.html
<!DOCTYPE html>
<html lang="{{ briefing.language }}">
<title>{{ page.card.title }}</title>
<meta name="dcterms.created" content="{{ briefing.on }}T00:00:00Z">
<meta name="dcterms.modified" content="{{ briefing.on }}T00:00:00Z">
<h1>{{ page.card.title }}</h1>
<p>Example Letter</p>
""",
    ),
    Code(
        "B307",
        "a social card that cannot be drawn",
        fixed=True,
        reason=(
            "A card is drawn from `card.svg` alone, with the fonts of the theme, so that it "
            "comes out the same on every machine. SVG that is no XML has no picture, and a "
            "file or a host that it names is not looked at."
        ),
        wrong="""\
=== templates/card.svg
<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630">
<image href="https://cdn.example/logo.png" width="100" height="100"/>
</svg>
""",
        right="""\
=== templates/card.svg
<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630">
<circle cx="100" cy="100" r="50" fill="{{ card.ink.accent }}"/>
</svg>
""",
    ),
    Code(
        "B308",
        "a page that search does not see",
        severity=Severity.WARN,
        reason=(
            "Search reads what stands inside elements with `data-pagefind-body`. A template of "
            "your own without one makes pages that no search finds."
        ),
        wrong="""\
=== templates/entity_page.html
{% extends "layout.html" %}
{% block main %}
<h1>{{ page.name }}</h1>
{{ page.html }}
{% endblock %}
""",
        right="""\
=== templates/entity_page.html
{% extends "layout.html" %}
{% block main %}
<article data-pagefind-body>
<h1>{{ page.name }}</h1>
{{ page.html }}
</article>
{% endblock %}
""",
    ),
    Code(
        "B309",
        "a character that no face shows",
        reason=(
            "A PDF is set in fonts that travel with the project. They hold Latin, Greek and "
            "Cyrillic, Hebrew and Arabic. A character that none of them has would be printed "
            "as an empty box, and nobody would know the name that stood there. Chinese, "
            "Japanese and Korean come from a font package that the settings name; any other "
            "font can be put into `templates/fonts/`."
        ),
        fixed=True,
        wrong="""\
=== briefs/notes/2026-11-02-base.yaml
kind: announcement
title: Etched takes more space
event: facility-expansion
about: [etched]
sources: [posts]
body: |
  The sign at the gate reads \u16a0\u16a2\u16a6.
""",
        right="""\
=== briefs/notes/2026-11-02-base.yaml
kind: announcement
title: Etched takes more space
event: facility-expansion
about: [etched]
sources: [posts]
body: |
  The sign at the gate reads "futh", in runes.
""",
    ),
    Code(
        "B310",
        "a footnote that has no room on its page",
        severity=Severity.WARN,
        reason=(
            "In a PDF a footnote stands at the foot of the page that calls it, so that the eye "
            "need not leave the page. One of several paragraphs, or a very long one, would be "
            "pushed to the next page whole. It stands at the end of its text instead, as on "
            "the site and in mail, and nothing is lost. The same happens to a note to a note, "
            "and to one that is called in the head of a table."
        ),
        wrong="""\
=== briefs/notes/2026-11-02-base.yaml
kind: announcement
title: Etched takes more space
event: facility-expansion
about: [etched]
sources: [posts]
body: |
  The lease runs for ten years.[^lease]

  [^lease]: The letter names the county's register.

      It was filed on the second of November.
""",
        right="""\
=== briefs/notes/2026-11-02-base.yaml
kind: announcement
title: Etched takes more space
event: facility-expansion
about: [etched]
sources: [posts]
body: |
  The lease runs for ten years.[^lease]

  [^lease]: The letter names the county's register; it was filed on the second of November.
""",
    ),
)
