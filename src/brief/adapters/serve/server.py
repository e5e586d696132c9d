"""The web server below the preview: where it listens, and how it ends."""

import asyncio
import contextlib
import socket
from collections.abc import Callable
from typing import Any

import uvicorn

from brief.adapters.serve.answers import Door, application
from brief.adapters.serve.engine import Engine
from brief.diagnostics.world import BriefError


def bound(host: str, port: int, *, others: int) -> socket.socket:
    """Return a socket on the first free port from one on.

    Raises:
        BriefError: None of them is free, or the host is not ours.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for number in range(port, port + others + 1):
        found = socket.socket(family, socket.SOCK_STREAM)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((host, number))
            found.listen(128)
        except OSError as error:
            found.close()
            why = error
            continue
        return found
    message = f"cannot listen on {host}, port {port}: {why.strerror or why}"
    raise BriefError(message, "choose another with `--port`, or another `--host`")


class _Server(uvicorn.Server):
    """Ends at the first interrupt, with every open page let go."""

    def __init__(
        self, config: uvicorn.Config, engine: Engine, ready: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._engine = engine
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Say that it answers: not before, or an interrupt would find nobody to hear it."""
        await super().startup(sockets)
        self._ready()

    def handle_exit(self, sig: int, frame: Any) -> None:  # noqa: ARG002 - uvicorn's shape
        """Stop; the signal is not raised again, an interrupt is how a preview ends."""
        self.should_exit = True
        self._engine.close()


async def serve(
    engine: Engine, door: Door, listening: socket.socket, ready: Callable[[], None]
) -> None:
    """Serve until the process is told to end. `ready` is called once it answers."""
    config = uvicorn.Config(
        application(engine, door),
        log_level="critical",
        access_log=False,
        lifespan="off",
        ws="none",
        http="h11",
        loop="asyncio",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=1,
    )
    server = _Server(config, engine, ready)
    with contextlib.suppress(asyncio.CancelledError):
        await server.serve(sockets=[listening])
