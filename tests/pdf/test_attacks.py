"""The renderer against those who write templates, styles or images: it fetches nothing."""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from support.documents import page, set_all

SECRET = "a-secret-of-the-machine"  # noqa: S105 - a canary

PIXEL = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


class _Counting(http.server.BaseHTTPRequestHandler):
    """Counts who asks; a redirect leads to a file."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(302)
        self.send_header("Location", "file:///etc/hostname")
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Counting) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}"
        listening.shutdown()


def attacks(server: str, folder: Path) -> dict[str, str]:
    """Return hostile documents by name. Each asks for something that was not declared."""
    secret = folder / "secret.txt"
    secret.write_text(SECRET)
    link = folder / "link.svg"
    link.symlink_to(secret)
    file = secret.as_uri()
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>t</title>{}</svg>'
    )
    return {
        "image from a file": page(f'<h1>A</h1><img src="{file}" alt="a">'),
        "image through a symlink": page(f'<h1>A</h1><img src="{link.as_uri()}" alt="a">'),
        "image over http": page(f'<h1>A</h1><img src="{server}/a.png" alt="a">'),
        "image behind a redirect": page(f'<h1>A</h1><img src="{server}/redirect" alt="a">'),
        "image over ftp": page('<h1>A</h1><img src="ftp://127.0.0.1/a.png" alt="a">'),
        "image without a scheme": page('<h1>A</h1><img src="//127.0.0.1/a.png" alt="a">'),
        "image as data": page('<h1>A</h1><img src="data:image/png;base64,AAAA" alt="a">'),
        "image out of the base": page('<h1>A</h1><img src="../../etc/passwd" alt="a">'),
        "image with a query": page('<h1>A</h1><img src="print.css?x" alt="a">'),
        "background": page(f'<h1 style="background:url({server}/b.png)">A</h1>'),
        "import of a file": page("<h1>A</h1>", head=f'<style>@import "{file}";</style>'),
        "import over http": page(
            "<h1>A</h1>", head=f'<style>@import "{server}/c.css";</style>'
        ),
        "stylesheet": page("<h1>A</h1>", head=f'<link rel="stylesheet" href="{server}/d.css">'),
        "font": page(
            '<h1 style="font-family:x">A</h1>',
            head=f"<style>@font-face{{font-family:x;src:url({file})}}</style>",
        ),
        "attachment by link": page(
            "<h1>A</h1>", head=f'<link rel="attachment" href="{file}" title="s">'
        ),
        "attachment by anchor": page(f'<h1>A</h1><a rel="attachment" href="{file}">s</a>'),
        "object": page(f'<h1>A</h1><object data="{file}"></object>'),
        "embed": page(f'<h1>A</h1><embed src="{server}/e.svg">'),
        "another base": page(
            '<h1>A</h1><img src="x.png" alt="a">', head=f'<base href="{server}/">'
        ),
        "file inside an SVG": page("<h1>A</h1>" + svg.format(f'<image href="{file}"/>')),
        "use of an SVG elsewhere": page(
            "<h1>A</h1>" + svg.format(f'<use href="{server}/f#g"/>')
        ),
        "content of a style": page(
            "<h1>A</h1><p>b</p>", head=f"<style>p::before{{content:url({file})}}</style>"
        ),
        "list marker": page(
            f'<h1>A</h1><ul style="list-style-image:url({server}/g.png)"><li>b</ul>'
        ),
        "nested too deeply": page("<h1>A</h1>" + "<div>" * 900 + "x" + "</div>" * 900),
        "too large": page("<h1>A</h1><p>" + "word " * 500_000 + "</p>"),
        "too many pages": page("<h1>A</h1>" + '<p style="break-before:page">x</p>' * 210),
        "a word wider than the page": page(
            '<h1>A</h1><article id="long"><p style="white-space:nowrap">'
            + "x" * 300
            + "</p></article>"
        ),
        "a heading alone at the end": page(
            '<h1>A</h1><p style="height:205mm">text</p><article id="alone">'
            '<h2 style="break-after:auto">B</h2>'
            '<p style="break-before:page">c</p></article>'
        ),
        "contents that lie": page(
            '<h1>A</h1><nav class="toc"><a href="#b">B</a></nav>'
            '<h2 id="b" style="break-before:page">B</h2>',
            head="<style>.toc a::after{content:'7' !important}</style>",
        ),
        "a character without a face": page("<h1>A</h1><p>\U0001f600</p>"),
    }


def test_whatever_was_not_declared_stops_the_document(server: str, tmp_path: Path) -> None:
    hostile = attacks(server, tmp_path)
    assert len(hostile) >= 20
    results = dict(zip(hostile, set_all(list(hostile.values()), jobs=2), strict=True))
    made = [name for name, result in results.items() if result.startswith(b"%PDF")]
    assert made == []
    assert _Counting.asked == []
    assert not [name for name, result in results.items() if SECRET.encode() in result]
    assert b"in `long`" in results["a word wider than the page"]
    assert b"in `alone`" in results["a heading alone at the end"]
    assert b"211 pages" in results["too many pages"]


def test_the_same_document_without_the_attack_is_set() -> None:
    asset = {"x.svg": ("image/svg+xml", PIXEL)}
    (result,) = set_all([page('<h1>A</h1><img src="x.svg" alt="a">')], assets=asset)
    assert result.startswith(b"%PDF")
    assert b"brief.invalid" not in result
