"""What the preview answers: what there is to be asked for, and who may ask.

Paths are looked up in what was compiled, never on a disk. Only GET and HEAD are answered.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import (
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from brief.adapters.serve.engine import Engine
from brief.app.mailed import HTML, TEXT, about_path, previewed
from brief.app.places import Link, linked, places
from brief.app.served import HOME, digest, with_script
from brief.build.setting import unpacked
from brief.delivery.choice import choice_of
from brief.diagnostics.world import BriefError
from brief.outputs.artefact import PDF, File
from brief.outputs.urls import file_of

STATIC = Path(__file__).parent / "static"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}

# The shell and what belongs to it: its own files, and pages of the site in frames.
_SHELL_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
    " img-src 'self'; font-src 'self'; frame-src 'self'; object-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
_ALWAYS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}

# A proxy or a browser drops a silent connection after a while.
_BREATH_S = 15


class Door(NamedTuple):
    """How the server is reached, and how a place in a file is opened."""

    hosts: tuple[str, ...]
    link: Link


class _Headers:
    """Adds what every answer says."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def said(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Content-Security-Policy", "frame-ancestors 'self'")
            await send(message)

        await self.app(scope, receive, said)


def application(engine: Engine, door: Door) -> Starlette:
    """Return the application: the site as published, and the preview's own under one path."""
    site = _Site(engine, door)
    routes = [
        Route(HOME, site.shell),
        Route(f"{HOME}state", site.state),
        Route(f"{HOME}events", site.events),
        Route(f"{HOME}places", site.places),
        Route(f"{HOME}pdf/{{path:path}}", site.pdf),
        Route(f"{HOME}mail/{{path:path}}", site.edition),
        Route(f"{HOME}{{name}}", site.own),
        Route("/{path:path}", site.page),
    ]
    middleware = [
        Middleware(_Headers),
        Middleware(TrustedHostMiddleware, allowed_hosts=list(door.hosts), www_redirect=False),
    ]
    return Starlette(routes=routes, middleware=middleware)


class _Site:
    """Answers from the shelf of one engine."""

    def __init__(self, engine: Engine, door: Door) -> None:
        self._engine = engine
        self._door = door

    async def page(self, request: Request) -> Response:
        """Return a file of the site, or its page for missing addresses."""
        asked = str(request.path_params["path"])
        if self._engine.shelf.base is None:
            await self._engine.fresh("index.html")
        base = self._engine.shelf.base or "/"
        if not f"/{asked}".startswith(base):
            return await self._missing(asked) if asked else RedirectResponse(base)
        name = file_of(f"/{asked}".removeprefix(base))
        if "." not in name.rpartition("/")[2] and await self._found(f"{name}/index.html"):
            return RedirectResponse(f"{request.url.path}/")
        found = await self._found(name)
        if found is None:
            return await self._missing(name)
        if found.media_type == PDF:
            return await self._set(f"site/{name}")
        return self._sent(found, name)

    async def _found(self, name: str) -> File | None:
        shelf = self._engine.shelf
        if name.endswith(".html"):
            await self._engine.fresh(name)
        elif shelf.get(f"site/{name}") is None and not shelf.broken:
            await self._engine.whole()
        return shelf.get(f"site/{name}")

    async def _missing(self, name: str) -> Response:
        """Return the site's page for missing addresses, or an empty one with the script."""
        await self._engine.fresh("404.html")
        found = self._engine.shelf.get("site/404.html")
        content = found.content if found else (STATIC / "empty.html").read_bytes()
        status = 404 if found else 503
        body = with_script(content, name, "none")
        return Response(body, status, media_type=TYPES[".html"])

    def _sent(self, file: File, name: str) -> Response:
        content = file.content
        if file.media_type.startswith("text/html"):
            content = with_script(content, name, digest(content))
        return Response(content, media_type=file.media_type)

    async def edition(self, request: Request) -> Response:
        """Return a file of an edition as it is sent; a mail as its readers get it."""
        await self._engine.whole()
        path = f"editions/{request.path_params['path']}"
        shelf = self._engine.shelf
        found = shelf.get(path)
        if found is None or found.media_type == PDF:
            return PlainTextResponse("there is no such file", 404)
        content = found.content
        about = shelf.get(about_path(path)) if path.endswith((HTML, TEXT)) else None
        if about is not None:
            wanted = request.query_params.get("pdf", "link")
            content = previewed(content, about.content, choice_of(wanted))
        return Response(content, media_type=found.media_type)

    async def pdf(self, request: Request) -> Response:
        """Return a PDF of the site or of an edition, set now unless it is known."""
        return await self._set(str(request.path_params["path"]))

    async def _set(self, path: str) -> Response:
        await self._engine.whole()
        documents = {each.path: each for each in self._engine.shelf.documents()}
        found = documents.get(path)
        if found is None:
            return PlainTextResponse("there is no such PDF", 404)
        try:
            setting = unpacked(await self._engine.pdf(found.key))
        except BriefError as error:
            return PlainTextResponse(error.message, 503)
        if setting.pdf is None:
            return PlainTextResponse(f"the PDF cannot be set: {setting.fault}", 500)
        return Response(setting.pdf, media_type=PDF)

    async def shell(self, _request: Request) -> Response:
        """Return the page with the panes."""
        return _static("shell.html")

    async def own(self, request: Request) -> Response:
        """Return a script or style of the preview itself."""
        name = str(request.path_params["name"])
        return _static(name) if name in _OWN else PlainTextResponse("not found", 404)

    async def state(self, _request: Request) -> Response:
        """Return what there is to say, with the documents there are."""
        shelf = self._engine.shelf
        said: dict[str, Any] = self._state("")
        said["documents"] = [each._asdict() for each in shelf.documents()]
        said["mails"] = [each._asdict() for each in shelf.mails()]
        said["base"] = shelf.base or "/"
        return JSONResponse(said)

    def _state(self, page: str) -> dict[str, Any]:
        shelf = self._engine.shelf
        shown = shelf.get(f"site/{page}") if page else None
        took = self._engine.took_s
        return {
            "version": shelf.version,
            "whole": shelf.whole_version == shelf.version,
            "broken": shelf.broken or self._engine.fault is not None,
            "fault": self._engine.fault,
            "took_ms": round(took * 1000) if took is not None else None,
            "page": digest(shown.content) if shown else "none",
            "diagnostics": [linked(each, self._door.link) for each in shelf.diagnostics],
        }

    async def places(self, request: Request) -> Response:
        """Return where what a page shows was written."""
        shelf = self._engine.shelf
        found = places(shelf.library, _asked(request)) if shelf.library else ()
        rows = [
            {
                "id": each.id,
                "path": each.path,
                "href": self._door.link(each.path, each.line, each.column),
                "lines": [
                    [line.text, self._door.link(each.path, line.line, line.column)]
                    for line in each.lines
                ],
            }
            for each in found
        ]
        return JSONResponse(rows)

    async def events(self, request: Request) -> Response:
        """Tell a page of each change, as long as it is open."""
        page = _asked(request)
        await self._engine.fresh(page)
        stream = self._told(page)
        return StreamingResponse(stream, media_type="text/event-stream")

    async def _told(self, page: str) -> AsyncIterator[str]:
        before = ""
        with self._engine.listening(page) as event:
            while not self._engine.closing:
                event.clear()
                said = json.dumps(self._state(page), ensure_ascii=False)
                if said != before:
                    before = said
                    yield f"data: {said}\n\n"
                try:
                    await asyncio.wait_for(event.wait(), _BREATH_S)
                except TimeoutError:
                    yield ":\n\n"


_OWN = ("live.js", "live.css", "shell.js", "shell.css", "icon.svg")


def _asked(request: Request) -> str:
    return request.query_params.get("page", "index.html")


def _static(name: str) -> Response:
    content = (STATIC / name).read_bytes()
    headers: Mapping[str, str] = {"Content-Security-Policy": _SHELL_POLICY}
    kind = TYPES[Path(name).suffix]
    return Response(content, media_type=kind, headers=headers)
