"""The sitemap, robots.txt and security.txt: what machines look for before they read.

Source: sitemaps.org protocol 0.9; RFC 9309; RFC 9116.
"""

from collections.abc import Iterable
from datetime import date

from brief.outputs.artefact import PLAIN, XML, File
from brief.outputs.chrome import MetaView
from brief.outputs.feed_xml import DECLARATION, around, element
from brief.outputs.scene import Scene

# The protocol allows no more in one file.
MOST_ADDRESSES = 50_000

_SPACE = {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def sitemap_files(
    scene: Scene, heads: Iterable[MetaView | None], *, most: int = MOST_ADDRESSES
) -> dict[str, File]:
    """Return the sitemap of all pages that may be indexed; a long one as an index of parts."""
    rows = sorted(
        {
            head.canonical: head.modified for head in heads if head is not None and head.indexed
        }.items()
    )
    written = [_row("url", *row) for row in rows]
    if len(written) <= most:
        return {"sitemap.xml": _file("sitemap.xml", "urlset", written)}
    files = {}
    parts = []
    for number, start in enumerate(range(0, len(written), most), 1):
        path = f"sitemap-{number}.xml"
        files[path] = _file(path, "urlset", written[start : start + most])
        newest = max((last for _, last in rows[start : start + most] if last), default=None)
        parts.append(_row("sitemap", scene.addresses.absolute(path), newest))
    files["sitemap.xml"] = _file("sitemap.xml", "sitemapindex", parts)
    return files


def _row(name: str, address: str, modified: str | None) -> str:
    last = element("lastmod", modified) if modified else ""
    return around(name, element("loc", address) + last)


def _file(path: str, root: str, rows: list[str]) -> File:
    return File(path, (DECLARATION + around(root, "".join(rows), _SPACE)).encode(), XML)


def robots(scene: Scene) -> File:
    """Return robots.txt: everything may be read, and where the sitemap is."""
    where = scene.addresses.absolute("sitemap.xml")
    text = f"User-agent: *\nAllow: {scene.addresses.base}\n\nSitemap: {where}\n"
    return File("robots.txt", text.encode(), PLAIN)


def security(scene: Scene) -> File | None:
    """Return security.txt where the settings say until when it holds and whom to write to."""
    said = scene.settings.security
    publisher = scene.settings.publisher
    contact = (said and said.contact) or (publisher and publisher.email)
    if said is None or not contact:
        return None
    path = ".well-known/security.txt"
    reached = contact if ":" in contact else f"mailto:{contact}"
    lines = (
        f"Contact: {reached}",
        f"Expires: {_end(said.expires)}",
        f"Preferred-Languages: {scene.settings.language}",
        f"Canonical: {scene.addresses.absolute(path)}",
    )
    return File(path, "".join(f"{line}\n" for line in lines).encode(), PLAIN)


def _end(day: date) -> str:
    return f"{day.isoformat()}T23:59:59Z"
