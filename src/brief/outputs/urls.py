"""The only maker of paths and addresses.

They are directory URLs in lower-case ASCII, under the site's own path.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from brief.library.model import Key
from brief.schema.settings import SITE

# Families whose objects have a page of their own, and where.
FOLDERS = {
    "note": "notes",
    "entity": "entities",
    "issue": "issues",
    "forecast": "forecasts",
    "scenario": "scenarios",
}
# Families whose objects stand on one page together.
LISTS = {"source": "sources/", "class": "definitions/", "base-rate": "definitions/"}

# The search page, and the folder of the index that its script reads: the name is Pagefind's.
SEARCH = "search/"
INDEX = "pagefind/"

# Addresses that pages of an author must not take.
TAKEN = frozenset(
    (
        *FOLDERS.values(),
        "sources",
        "definitions",
        "topics",
        "assets",
        "feeds",
        "corrections",
        "exposure",
        "tracks",
        "changes",
        "search",
        "pagefind",
        "index",
        "404",
    )
)


class Place(NamedTuple):
    """Where an address leads: a file of the site, and the `id` of a part of it, if any."""

    file: str
    part: str


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses of one site. `url` is its public address, without a slash at its end."""

    url: str

    @property
    def base(self) -> str:
        """The path under which the site stands: `/`, or `/some/path/`."""
        return urlsplit(self.url).path.rstrip("/") + "/"

    @property
    def host(self) -> str:
        """The host of the site, for tag URIs."""
        return urlsplit(self.url).hostname or "localhost"

    @property
    def origin(self) -> str:
        """The scheme and host of the site, which its local addresses begin below."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"

    def absolute(self, path: str) -> str:
        """Return the public address of a path of the site."""
        return f"{self.url}/{path}"

    def local(self, path: str) -> str:
        """Return the address of a path as pages of the site link to it."""
        return self.base + path

    def place_of(self, address: str, page: str) -> Place | None:
        """Return where an address leads that stands in a file of the site; nothing elsewhere.

        What lies on our host, but not under the path of the site, is a file that no site has.
        """
        path, _, part = address.partition("#")
        path, asked, _ = path.partition("?")
        if not path:
            return Place(page, unquote(part)) if part or asked else None
        if path.rstrip("/") in (self.url, self.base.rstrip("/")):
            path = ""
        elif path.startswith(f"{self.url}/"):
            path = path.removeprefix(f"{self.url}/")
        elif re.match("//|[A-Za-z][A-Za-z0-9+.-]*:", path):
            return None
        elif path.startswith(self.base):
            path = path.removeprefix(self.base)
        elif not path.startswith("/"):
            path = urljoin(f"/{page}", path)[1:]
        return Place(file_of(unquote(path)), unquote(part))


def page_path(key: Key) -> str:
    """Return where an object is found, as a path of the site without its first slash."""
    family, name = key
    if family in FOLDERS:
        return f"{FOLDERS[family]}/{name}/"
    if family in LISTS:
        return f"{LISTS[family]}#{anchor(family, name)}"
    return f"{name}/"


def anchor(family: str, name: str) -> str:
    """Return the `id` of an object on the page it shares with others of its family."""
    return f"{family}-{slug(name)}"


def slug(text: str) -> str:
    """Return a text as part of an address: lower-case ASCII."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower())) or "x"


def file_of(path: str) -> str:
    """Return the file that serves a path: `index.html` in a folder."""
    bare = path.partition("#")[0]
    return f"{bare}index.html" if bare.endswith("/") or not bare else bare


def topic_path(tag: str) -> str:
    """Return where the notes of a tag are listed."""
    return f"topics/{slug(tag)}/"


def facet_path(folder: str, facet: str, value: str) -> str:
    """Return where the items of a list that share a value stand: `policy/stage/adopted/`.

    It lies two folders below the list and pages of objects one, so no id can collide with it.
    """
    return f"{folder}{facet}/{slug(value)}/"


def year_path(folder: str, year: int) -> str:
    """Return where the items of a year stand: `policy/2026/`.

    Where objects have their pages in the folder an id may be a number, so there it is
    `notes/year/2026/`.
    """
    inner = "year/" if folder.rstrip("/") in FOLDERS.values() else ""
    return f"{folder}{inner}{year}/"


def issue_pdf_path(issue: str) -> str:
    """Return where the public PDF of an issue stands."""
    return f"issues/{issue}/{issue}.pdf"


def edition_path(issue: str, edition: str, suffix: str) -> str:
    """Return where a file of an edition stands, below `editions/`."""
    return f"{issue}/{edition}.{suffix}"


def mail_path(issue: str, edition: str, suffix: str) -> str:
    """Return where a part of an issue's mail stands, below `editions/`."""
    return edition_path(issue, edition, f"mail.{suffix}")


def mail_picture_path(issue: str, digest: str, suffix: str) -> str:
    """Return where a picture that goes with mails of an issue stands, below `editions/`."""
    return f"{issue}/mail-{digest[:16]}.{suffix}"


def briefing_path(issue: str, edition: str, briefing: str) -> str:
    """Return where a PDF of an edition stands, below `editions/`."""
    name = edition if briefing == "issue" else f"{edition}-{briefing}"
    return edition_path(issue, name, "pdf")


def document_path(issue: str, edition: str, briefing: str) -> str:
    """Return where a PDF stands in the project: in `site/` or in `editions/`."""
    if edition == SITE and briefing == "issue":
        return f"site/{issue_pdf_path(issue)}"
    return f"editions/{briefing_path(issue, edition, briefing)}"


def asset_path(name: str, digest: str) -> str:
    """Return where an asset stands: its name, with its content's digest in it."""
    stem, dot, suffix = name.rpartition("/")[2].rpartition(".")
    return f"assets/{slug(stem)}.{digest[:10]}{dot}{suffix.lower()}"


def card_path(name: str, digest: str) -> str:
    """Return where a social card stands: what it is of, with its content's digest in it."""
    return f"assets/cards/{slug(name)}.{digest[:10]}.png"


def table_path(page: str, name: str) -> str:
    """Return where the data of a figure stands: beside its page, for good."""
    return f"{page}{name}.csv"


def site_link(addresses: Addresses, path: str, *, whole: bool = False) -> str:
    """Return the address that an author's relative link means: from the site's root.

    It is `whole`, with scheme and host, in files that are read outside the site.
    """
    quoted = quote(path.lstrip("/"), safe="/#?=&%.-_~")
    return addresses.absolute(quoted) if whole else addresses.local(quoted)
