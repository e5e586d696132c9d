"""What a server says with each file: content security, media types, cache times, redirects.

Two hosts read `_headers` and `_redirects` from the tree; nginx and Caddy get a file of theirs.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from brief.library.model import Library
from brief.outputs.artefact import ATOM, CALENDAR, JSON_FEED, JSON_SCHEMA, PLAIN, RSS, File
from brief.outputs.scene import Scene
from brief.outputs.urls import Addresses, page_path

# site.md, section 7: nothing runs, nothing comes from elsewhere. `connect-src` lets a browser
# tool fetch robots.txt; no script of a page could use it.
READING = (
    "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'"
)
SEARCHING = f"{READING}; script-src 'self' 'wasm-unsafe-eval'"
SEARCH = "search/"

# A `meta` element cannot say this.
_FRAMES = "; frame-ancestors 'none'"

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(
        f"{name}=()"
        for name in (
            "accelerometer",
            "autoplay",
            "browsing-topics",
            "camera",
            "display-capture",
            "encrypted-media",
            "fullscreen",
            "geolocation",
            "gyroscope",
            "microphone",
            "midi",
            "payment",
            "picture-in-picture",
            "publickey-credentials-get",
            "screen-wake-lock",
            "usb",
            "xr-spatial-tracking",
        )
    ),
}
_FOREVER = "public, max-age=31536000, immutable"
_REVALIDATED = "public, max-age=0, must-revalidate"

# By file name, as feeds share `xml` and `json` with other things.
_TYPES = {
    "feed.atom": f"{ATOM}; charset=utf-8",
    "feed.xml": f"{RSS}; charset=utf-8",
    "feed.json": JSON_FEED,
    "calendar.ics": CALENDAR,
    "graph.schema.json": JSON_SCHEMA,
    "llms.txt": PLAIN,
}


class Redirect(NamedTuple):
    """A former address and the present one, both local."""

    old: str
    new: str


def page_policy(path: str) -> str:
    """Return the content security policy of a page, as a `meta` element may carry it."""
    return SEARCHING if path.startswith(SEARCH) else READING


def redirects(addresses: Addresses, library: Library) -> tuple[Redirect, ...]:
    """Return every former address of what a library shows, leading to the final one."""
    found = []
    for entry in library.entries.values():
        new = page_path(entry.key)
        for name in entry.object.former_ids:
            old = page_path((entry.family, name))
            if "#" not in old:
                found.append(Redirect(addresses.local(old), addresses.local(new)))
    return tuple(sorted(found))


def host_files(scene: Scene, paths: Collection[str]) -> dict[str, File]:
    """Return `_headers` and `_redirects` for a tree with some paths.

    No two rules give one header to one address: a host would join their values.
    """
    base = scene.addresses.base
    tops = sorted({path.partition("/")[0] + "/" for path in paths if "/" in path})
    pages = sorted(path for path in paths if "/" not in path and path.endswith(".html"))
    rules = [(f"{base}*", _ALWAYS)]
    rules += [
        (address, {"Content-Security-Policy": READING + _FRAMES})
        for address in (base, *(base + page for page in pages))
    ]
    for top in tops:
        if top == "assets/":
            rules.append((f"{base}{top}*", {"Cache-Control": _FOREVER}))
        else:
            policy = {"Content-Security-Policy": page_policy(top) + _FRAMES}
            rules.append((f"{base}{top}*", policy))
    # Hosts count rules, so the feeds of topics and entities keep the host's own types.
    rules += [
        (base + path, {"Content-Type": _TYPES[name]})
        for path in sorted(paths)
        if (name := path.rpartition("/")[2]) in _TYPES and path.count("/") <= 1
    ]
    text = "\n".join(_rule(address, headers) for address, headers in rules)
    files = {"_headers": File("_headers", text.encode(), PLAIN)}
    moved = redirects(scene.addresses, scene.library)
    if moved:
        lines = "".join(f"{each.old} {each.new} 301\n" for each in moved)
        files["_redirects"] = File("_redirects", lines.encode(), PLAIN)
    return files


def _rule(address: str, headers: Mapping[str, str]) -> str:
    lines = "".join(f"  {name}: {value}\n" for name, value in headers.items())
    return f"{address}\n{lines}"


def server_snippets(addresses: Addresses, moved: Iterable[Redirect]) -> dict[str, str]:
    """Return the configurations for nginx and Caddy, by file name.

    The folder that holds the site is the reader's to fill in: it stands in one line of each.
    """
    old_and_new = tuple(moved)
    return {
        "nginx.conf": _nginx(addresses, old_and_new),
        "Caddyfile": _caddy(addresses, old_and_new),
    }


def _nginx(addresses: Addresses, moved: tuple[Redirect, ...]) -> str:
    base, host = addresses.base, addresses.host
    types = "".join(
        f"    location ~ /{name.replace('.', '[.]')}$ {{\n"
        f'        types {{ }}\n        default_type "{value}";\n    }}\n'
        for name, value in _TYPES.items()
    )
    always = "".join(f'    add_header {n} "{v}" always;\n' for n, v in _ALWAYS.items())
    former = "".join(f"    {each.old} {each.new};\n" for each in moved)
    return f"""\
# To be included where `http` is configured. Set the folder that holds the site in `root`.
map $uri $brief_policy {{
    default "{READING}{_FRAMES}";
    "~^{base}{SEARCH}" "{SEARCHING}{_FRAMES}";
}}
map $uri $brief_cache {{
    default "{_REVALIDATED}";
    "~^{base}assets/" "{_FOREVER}";
}}
map $uri $brief_moved {{
    default "";
{former}}}
server {{
    listen 80;
    listen [::]:80;
    server_name {host};
    root /srv/{host};
    charset utf-8;
    index index.html;
    error_page 404 {base}404.html;
    add_header Content-Security-Policy $brief_policy always;
    add_header Cache-Control $brief_cache always;
{always}    if ($brief_moved) {{
        return 301 $brief_moved;
    }}
{types}    location {base} {{
        try_files $uri $uri/ =404;
    }}
}}
"""


def _caddy(addresses: Addresses, moved: tuple[Redirect, ...]) -> str:
    base, host = addresses.base, addresses.host
    always = "".join(f'\t\t{name} "{value}"\n' for name, value in _ALWAYS.items())
    types = "".join(
        f'\t@type-{number} path */{name}\n\theader @type-{number} Content-Type "{value}"\n'
        for number, (name, value) in enumerate(_TYPES.items(), 1)
    )
    former = "".join(f"\tredir {each.old} {each.new} 301\n" for each in moved)
    return f"""\
# Set the folder that holds the site in `root`.
{host} {{
\troot * /srv/{host}
\tencode zstd gzip
\theader {{
{always}\t}}
\t@searching path {base}{SEARCH}*
\t@reading not path {base}{SEARCH}*
\theader @searching Content-Security-Policy "{SEARCHING}{_FRAMES}"
\theader @reading Content-Security-Policy "{READING}{_FRAMES}"
\t@hashed path {base}assets/*
\t@other not path {base}assets/*
\theader @hashed Cache-Control "{_FOREVER}"
\theader @other Cache-Control "{_REVALIDATED}"
{types}{former}\tfile_server
\thandle_errors {{
\t\trewrite * {base}404.html
\t\tfile_server
\t}}
}}
"""
