"""A site on loopback, as a host would serve it: under its path, and with its own 404 page."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Policy = str | Callable[[str], str]

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


@contextmanager
def served(folder: Path, base: str = "/", policy: Policy = "") -> Iterator[str]:
    """Serve a folder below a path and give the address of its home page.

    `policy` is the content security policy of all files, or tells that of one by its path.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            file = folder / path.removeprefix(base)
            file = file / "index.html" if path.endswith("/") else file
            found = path.startswith(base) and file.is_file()
            file = file if found else folder / "404.html"
            content = file.read_bytes()
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", TYPES.get(file.suffix, "application/octet-stream"))
            self.send_header("Content-Length", str(len(content)))
            said = policy if isinstance(policy, str) else policy(path.removeprefix(base))
            self.send_header("Content-Security-Policy", said)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{base}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
