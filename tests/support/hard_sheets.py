"""Documents that are hard to tag, each for one reason; all must conform."""

import struct
import zlib
from collections.abc import Mapping

from support.printing import CJK, DEJAVU, Sheet

_TEXT = (
    "The record holds 175 bills, of which S. 97 passed by 369-22 on 12 January 2026; the rest, "
    "among them HR 2683 and HR 6275, stand at https://www.congress.example/bill/119/hr/2683. "
)


def _png() -> bytes:
    """Return a picture of two by two pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        checked = name + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    rows = b"\0\xff\0\0\0\xff\0" * 2
    head = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def _rows(count: int) -> str:
    return "".join(
        f'<tr><th scope="row">HR {n}</th><td>2026-01-{n % 28 + 1:02}</td><td>{_TEXT}</td></tr>'
        for n in range(1000, 1000 + count)
    )


_LONG_TABLE = (
    "<table><caption>Bills of the 119th Congress</caption><thead><tr>"
    '<th scope="col">Bill</th><th scope="col">Day</th><th scope="col">What</th></tr></thead>'
    "<tfoot><tr><td>Sum</td><td>120</td><td>bills</td></tr></tfoot>"
    f"<tbody>{_rows(120)}</tbody></table>"
)

_SPANS = """
<table><thead>
<tr><th rowspan="2">Model</th><th colspan="2" scope="colgroup">Offered by</th></tr>
<tr><th>A lab</th><th>Others</th></tr></thead>
<tbody><tr><th scope="rowgroup" colspan="3">Open weights</th></tr>
<tr><th scope="row" rowspan="2">GLM</th><td>yes</td><td>14</td></tr>
<tr><td colspan="2">in two sizes</td></tr></tbody>
<tbody><tr><th>Kimi</th><td></td><td><p>none</p><ul><li>that we know</li></ul></td></tr></tbody>
</table>"""

_LISTS = f"""
<ul><li><p>Loose item.</p><p>{_TEXT * 3}</p><ul><li>inner<ol type="a"><li>first</li>
<li>second<pre><code>x = 1\n  y = 2</code></pre></li></ol></li></ul></li>
<li>Item with a table<table><thead><tr><th>Name</th></tr></thead><tbody><tr><td>Etched</td></tr>
</tbody></table></li><li></li></ul>
<ol start="7"><li>{_TEXT * 30}</li><li><blockquote><p>Quoted.</p></blockquote></li></ol>"""

_FOOTNOTES = "".join(
    f'<p>{_TEXT * 4}<span class="fn">Note {n}. {_TEXT * 5} <a href="https://a.example/{n}">'
    f"<em>Source</em> {n}</a>.</span> {_TEXT}</p>"
    for n in range(1, 16)
)

_ENDNOTES = """
<p>A claim<sup class="call"><a href="#fn-1" id="fn-1-call">1</a></sup>, and one with a
source<sup class="mark"><a href="#source-1" title="The posts of the author">1</a></sup>.</p>
<ol class="footnotes"><li id="fn-1"><p>What the note says.</p><p>It has two paragraphs.
<a class="back" href="#fn-1-call"
aria-label="Back to the call of footnote 1">↩</a></p></li></ol>
<section class="sources"><h2>Sources</h2><ol><li id="source-1">The posts.</li></ol></section>"""

_LINKS = """
<h2><a href="https://a.example/">A heading that <em>leads</em> on</a></h2>
<p><a href="https://a.example/x?y=1&amp;z=2"><em>Marked</em> and <code>code-like</code> and
<abbr title="International Organization for Standardization">ISO</abbr> over
several<br>lines of a narrow column, so that one link has many areas on its page</a></p>
<p><a href="#there"><img src="dot.png" alt="A red and a green dot" width="20" height="20"></a>
<a href="mailto:desk@letter.example">desk@letter.example</a></p>
<p id="there">There. <a>No link</a></p>"""

_FIGURES = """
<figure><img src="dot.png" alt="Two red and two green dots" style="width:40px">
<figcaption>Dots, enlarged.</figcaption></figure>
<figure><svg viewBox="0 0 100 20" width="200" height="40"><title>Days in stage</title>
<rect width="80" height="10" fill="#0b4f8a"/><text x="0" y="18" font-size="6"
font-family="Brief Sans">80 days</text></svg><figcaption>Most wait.</figcaption></figure>
<p>A line <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true"><rect width="9"
height="9"/></svg> of the eye alone, <img src="dot.png" alt="" width="9" height="9">,
<svg viewBox="0 0 9 9" width="9" height="9" role="img" aria-label="A square"><rect width="9"
height="9"/></svg> and <span role="img" aria-label="moderate confidence">●●○</span>.</p>"""

_CONTENTS = (
    '<nav class="toc"><h2>In this issue</h2><ol>'
    + "".join(f'<li><a href="#c{n}">Chapter {n}</a></li>' for n in range(1, 6))
    + "</ol></nav>"
    + "".join(f'<h2 id="c{n}">Chapter {n}</h2><p>{_TEXT * 12}</p>' for n in range(1, 6))
)

_TERMS = """
<dl class="facts"><div><dt>Stage</dt><dd>expected</dd></div><div><dt>Levers</dt><dt>Means</dt>
<dd>reports</dd><dd>duties</dd></div></dl>
<dl><dt>Alone</dt><dt>With one</dt><dd><p>Text.</p></dd></dl>"""

_LANGUAGES = """
<p>The word <em lang="de">Rechenzentrum</em> and <span lang="fr">le <b lang="fr">modèle</b>
</span> in English, <q>quoted</q>, <del>gone</del>, <mark>marked</mark>, H<sub>2</sub>O.</p>
<div lang="fr"><p>Tout un paragraphe.</p></div><p lang="ru">Искусственный интеллект</p>
<p lang="el">Τεχνητή νοημοσύνη</p>"""

_PLACED = f"""
<div style="float:right;width:40mm">Beside the text.</div><p>{_TEXT}</p>
<div style="display:grid;grid-template-columns:1fr 1fr"><div>One</div><div>Two</div></div>
<div style="display:flex"><p>Left</p><p>Right</p></div>
<p style="position:relative">Here <span style="position:absolute;right:0">at the edge</span></p>
<p><span style="display:inline-block;transform:rotate(3deg)">turned</span></p>
<div style="columns:2">{f"<p>{_TEXT}</p>" * 4}</div><p style="text-decoration:underline">under
<b>all</b> of it</p>"""

_HYPHENS = "<p>" + "intelligence\u00adsupply\u00adchain\u00adregulation " * 40 + "</p>"

HARD: Mapping[str, Sheet] = {
    "a long table": Sheet(f"<h1>Bills</h1>{_LONG_TABLE}"),
    "cells that span": Sheet(f"<h1>Models</h1>{_SPANS}"),
    "nested lists": Sheet(f"<h1>Lists</h1>{_LISTS}"),
    "footnotes over pages": Sheet(
        f"<h1>Notes</h1>{_FOOTNOTES}",
        ".fn{float:footnote;footnote-policy:line}"
        "::footnote-call{vertical-align:super;font-size:7pt}",
    ),
    "notes at the end": Sheet(f"<h1>Notes</h1>{_ENDNOTES}"),
    "links with markup": Sheet(
        f"<h1>Links</h1>{_LINKS}", assets={"dot.png": ("image/png", _png())}
    ),
    "figures": Sheet(f"<h1>Figures</h1>{_FIGURES}", assets={"dot.png": ("image/png", _png())}),
    "contents with leaders": Sheet(
        f"<h1>Contents</h1>{_CONTENTS}",
        ".toc a::after{float:none;content:leader('. ') target-counter(attr(href),page)}",
    ),
    "terms": Sheet(f"<h1>Terms</h1>{_TERMS}"),
    "foreign words": Sheet(
        f"<h1>Words</h1>{_LANGUAGES}",
        "@font-face{font-family:Wide;src:url(wide.ttf)} [lang=ru],[lang=el]{font-family:Wide}",
        assets={"wide.ttf": ("font/ttf", b"")},
    ),
    "boxes out of the flow": Sheet(f"<h1>Boxes</h1>{_PLACED}"),
    "soft hyphens": Sheet(f"<h1>Hyphens</h1>{_HYPHENS}"),
    "Chinese, Japanese and Korean": Sheet(
        '<h1 lang="zh">人工智能供应链</h1><p lang="zh">第十届会议于二〇二六年举行。</p>'
        '<p lang="ja">半導体の輸出規制について。</p><p lang="ko">인공지능 기본법</p>',
        "@font-face{font-family:Wide;src:url(wide.ttc)} html,h1{font-family:Wide}",
        language="zh",
        assets={"wide.ttc": ("font/collection", b"")},
    ),
    "right to left": Sheet(
        '<h1>שרשרת האספקה</h1><p>חוק 119 משנת 2026 <span lang="en" dir="ltr">HR 2683</span></p>'
        '<p lang="ar">سلسلة توريد الذكاء الاصطناعي</p><ul><li>פריט</li></ul>',
        "@font-face{font-family:Wide;src:url(wide.ttf)} html,h1{font-family:Wide} "
        "html{direction:rtl}",
        language="he",
        assets={"wide.ttf": ("font/ttf", b"")},
    ),
    "one page": Sheet("<h1>One</h1>"),
    "sixty pages": Sheet(
        "<h1>Sixty</h1>"
        + "".join(
            f"<section><h2>Part {n}</h2>{f'<p>{_TEXT}</p>' * 3}</section>" for n in range(1, 61)
        ),
        "h2{break-before:page}",
    ),
    "empty sections": Sheet(
        "<h1>Empty</h1><section><h2>Nothing here</h2></section><section></section><p></p><ul>"
        "</ul><div><p> </p></div><dl></dl><figure></figure><section><h2>More</h2><h3>Below</h3>"
        "</section>"
    ),
}
"""By what is hard in them. A font named `wide` is put in from the system when it is there."""

SYSTEM = {"foreign words": DEJAVU, "right to left": DEJAVU, "Chinese, Japanese and Korean": CJK}
"""The font that a sheet needs from the system."""
