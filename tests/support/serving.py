"""A server on this machine alone that sends a built site as its host is meant to send it.

It knows the file `_headers` of the site: patterns of paths, below each the headers of those
paths. A site without one gets the policy that every page must live with.
"""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SEARCH_POLICY = f"{POLICY}; script-src 'self' 'wasm-unsafe-eval'"
CSP = "Content-Security-Policy"

TYPES = {
    ".atom": "application/atom+xml",
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".opml": "text/x-opml; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
# What hosts compress on the way; the rest is compressed already.
TEXTS = (".atom", ".css", ".csv", ".html", ".ics", ".js", ".json", ".svg", ".txt", ".xml")

Rules = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def header_rules(text: str) -> Rules:
    """Read a `_headers` file: patterns at the margin, `Name: value` indented below each."""
    rules: list[tuple[str, list[tuple[str, str]]]] = []
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            rules.append((line.strip(), []))
        else:
            name, _, value = line.strip().partition(":")
            rules[-1][1].append((name.strip(), value.strip()))
    return tuple((pattern, tuple(found)) for pattern, found in rules)


def headers_for(rules: Rules, path: str) -> dict[str, str]:
    """Return the headers of a path: of rules that name one header, the later one wins."""
    found: dict[str, str] = {}
    for pattern, headers in rules:
        if _matches(pattern, path):
            for name, value in headers:
                found[name.title()] = value
    return found


def _matches(pattern: str, path: str) -> bool:
    # `*` stands for any characters, slashes too.
    start, *rest = pattern.split("*")
    if not path.startswith(start):
        return False
    left = path[len(start) :]
    for part in rest:
        at = left.find(part)
        if at < 0:
            return False
        left = left[at + len(part) :]
    return not left or pattern.endswith("*")


@contextmanager
def served(folder: Path, base: str = "/", *, policy: str | None = None) -> Iterator[str]:
    """Serve a site below a path of this machine; give the address of its home page.

    With `policy` every file is sent with that content security policy in place of its own.
    """
    own = folder / "_headers"
    rules = header_rules(own.read_text(encoding="utf-8")) if own.is_file() else None
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(_Handler, folder, base, rules, policy)
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{base}"
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    """Answers for one site."""

    protocol_version = "HTTP/1.1"

    def __init__(
        self, folder: Path, base: str, rules: Rules | None, policy: str | None, *args: object
    ) -> None:
        self.folder, self.base, self.rules, self.policy = folder, base, rules, policy
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if not path.startswith(self.base):
            self._answer(404, self.folder / "404.html", path)
            return
        file = self.folder / path.removeprefix(self.base)
        if path.endswith("/"):
            file /= "index.html"
        if file.is_file() and self.folder in file.resolve().parents:
            self._answer(200, file, path)
        else:
            self._answer(404, self.folder / "404.html", path)

    def do_HEAD(self) -> None:
        self.do_GET()

    def _answer(self, status: int, file: Path, path: str) -> None:
        content = file.read_bytes()
        headers = {"Content-Type": TYPES.get(file.suffix, "application/octet-stream")}
        if self.rules is None:
            searching = path.startswith(f"{self.base}search/")
            headers[CSP] = SEARCH_POLICY if searching else POLICY
        else:
            headers |= headers_for(self.rules, path)
        if self.policy is not None:
            headers[CSP] = self.policy
        if file.suffix in TEXTS and "gzip" in self.headers.get("Accept-Encoding", ""):
            content = gzip.compress(content, mtime=0)
            headers["Content-Encoding"] = "gzip"
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """Say nothing: what was asked for is seen in the browser."""
