"""Starlette, uvicorn and watchfiles: a server on this machine that follows what is written."""

from brief.adapters.serve.answers import Door
from brief.adapters.serve.engine import Engine, Work
from brief.adapters.serve.server import bound, serve
from brief.adapters.serve.watching import Watch

__all__ = ["Door", "Engine", "Watch", "Work", "bound", "serve"]
