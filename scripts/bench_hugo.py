"""Plain templates by which Hugo makes the pages and feeds that `brief` makes of the same notes.

Plain means: the text, its facts and its links, in a frame; nothing is inferred or checked.
"""

from pathlib import Path

CONFIG = """\
baseURL = "https://bench.example/"
title = "Bench"
disableKinds = []
enableRobotsTXT = true
[taxonomies]
topic = "topics"
entity = "entities"
kind = "kinds"
year = "years"
cut = "cuts"
[outputs]
home = ["html", "atom", "rss", "jsonfeed"]
section = ["html", "atom", "rss", "jsonfeed"]
term = ["html", "atom", "rss", "jsonfeed"]
taxonomy = ["html"]
[outputFormats.atom]
mediaType = "application/atom+xml"
baseName = "feed"
[outputFormats.rss]
mediaType = "application/rss+xml"
baseName = "feed"
[outputFormats.jsonfeed]
mediaType = "application/feed+json"
baseName = "feed"
isPlainText = true
[mediaTypes."application/atom+xml"]
suffixes = ["atom"]
[mediaTypes."application/rss+xml"]
suffixes = ["xml"]
[mediaTypes."application/feed+json"]
suffixes = ["json"]
"""

FILES = {
    "baseof.html": """\
<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ .Title }} - {{ site.Title }}</title>
<meta name="description" content="{{ .Params.summary }}">
<link rel="canonical" href="{{ .Permalink }}"><link rel="stylesheet" href="/site.css">
<link rel="alternate" type="application/atom+xml" href="/feed.atom"></head>
<body><header><nav><a href="/">{{ site.Title }}</a> <a href="/notes/">Notes</a>
<a href="/issues/">Issues</a> <a href="/topics/">Topics</a> <a href="/entities/">Entities</a>
</nav></header><main>{{ block "main" . }}{{ end }}</main>
<footer><p>{{ site.Title }}</p></footer></body></html>
""",
    "single.html": """\
{{ define "main" }}<article><h1>{{ .Title }}</h1>
{{ with .Params.number }}<p>No. {{ . }}</p>{{ end }}
<p><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time>
{{ range .GetTerms "kinds" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ .ReadingTime }} min</p>
<p class="summary">{{ .Params.summary }}</p>{{ .Content }}
{{ with .Params.claims }}<h2>Claims</h2><ul>{{ range . }}<li>{{ . }}</li>{{ end }}</ul>{{ end }}
{{ with .Params.unknowns }}<h2>Unknown</h2><ul>{{ range . }}<li>{{ . }}</li>{{ end }}</ul>
{{ end }}
<p>{{ range .GetTerms "entities" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}
{{ range .GetTerms "topics" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</p>
{{ range .Params.listed }}{{ with site.GetPage (printf "/notes/%s" .) }}
<section><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>
<p>{{ .Params.summary }}</p>{{ .Content }}</section>{{ end }}{{ end }}
<nav>{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>
</article>{{ end }}
""",
    "list.html": """\
{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Pages }}<li>
<a href="{{ .RelPermalink }}">{{ .Title }}</a>
<time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time>
<p>{{ .Params.summary }}</p></li>{{ end }}</ul>{{ end }}
""",
    "plain.html": """\
{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}{{ end }}
""",
    "404.html": """\
{{ define "main" }}<h1>Not found</h1>{{ end }}
""",
    "home.html": """\
{{ define "main" }}<h1>{{ .Title }}</h1><ul>
{{ range first 20 (where site.RegularPages "Section" "notes") }}<li>
<a href="{{ .RelPermalink }}">{{ .Title }}</a><p>{{ .Params.summary }}</p></li>{{ end }}</ul>
{{ end }}
""",
    "list.atom.atom": """\
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>{{ .Title }}</title><id>{{ .Permalink }}</id>
{{ range first 50 .RegularPages.ByDate.Reverse }}<entry><title>{{ .Title }}</title>
<id>{{ .Permalink }}</id><link href="{{ .Permalink }}"/>
<updated>{{ .Date.Format "2006-01-02T15:04:05Z" }}</updated>
<summary>{{ .Params.summary }}</summary>
<content type="html">{{ .Content | transform.XMLEscape | safeHTML }}</content></entry>
{{ end }}</feed>
""",
    "list.rss.xml": """\
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>{{ .Title }}</title><link>{{ .Permalink }}</link><description>{{ .Title }}</description>
{{ range first 50 .RegularPages.ByDate.Reverse }}<item><title>{{ .Title }}</title>
<link>{{ .Permalink }}</link><guid>{{ .Permalink }}</guid>
<pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 GMT" }}</pubDate>
<description>{{ .Params.summary }}</description>
<content:encoded>{{ .Content | transform.XMLEscape | safeHTML }}</content:encoded></item>
{{ end }}</channel></rss>
""",
    "list.jsonfeed.json": """\
{"version":"https://jsonfeed.org/version/1.1","title":{{ .Title | jsonify }},"items":[
{{- range $n, $page := first 50 .RegularPages.ByDate.Reverse -}}{{ if $n }},{{ end }}
{"id":{{ .Permalink | jsonify }},"title":{{ .Title | jsonify }},
"content_html":{{ .Content | jsonify }},"date_published":{{ .Date | jsonify }}}
{{- end }}]}
""",
}

# Pages that `brief` makes once a site: their text matters little, their number does.
ONCE = ("sources", "corrections", "feeds")


def write_templates(folder: Path) -> None:
    """Write settings and templates of Hugo."""
    (folder / "hugo.toml").write_text(CONFIG)
    layouts = folder / "layouts/_default"
    layouts.mkdir(parents=True)
    for name, text in FILES.items():
        (layouts / name).write_text(text)
    (layouts.parent / "404.html").write_text(FILES["404.html"])
    (layouts.parent / "index.html").write_text(FILES["home.html"])
    for name in ("atom.atom", "rss.xml", "jsonfeed.json"):
        (layouts.parent / f"index.{name}").write_text(FILES[f"list.{name}"])
    for name in ONCE:
        page = f'{{"title": "{name}", "layout": "plain", "url": "/{name}/"}}\n\n'
        (folder / f"content/{name}.md").write_text(page)
    (folder / "static").mkdir()
    (folder / "static/site.css").write_text("body{max-width:40rem;margin:auto}\n")
