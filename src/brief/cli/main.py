"""The click group, which loads a command when it is asked for: `--help` loads none."""

import signal
import sys
import threading
from collections.abc import Mapping
from difflib import get_close_matches
from importlib import import_module
from types import FrameType
from typing import Any, NamedTuple, NoReturn

import click

import brief


class Place(NamedTuple):
    """Where a command is, and what the list of commands says of it."""

    module: str
    says: str


COMMANDS: Mapping[str, Place] = {
    "bounces": Place("bounces", "Go through mail that came back."),
    "build": Place("building", "Build `site/` and `editions/`."),
    "check": Place("building", "Report every problem of every file."),
    "explain": Place("projects", "Say what a diagnostic means, with examples."),
    "init": Place("projects", "Make a new project that builds at once."),
    "new": Place("projects", "Write a commented note, entity, source, …, ready to edit."),
    "outbox": Place("outbox", "Show what was sent and what became of it."),
    "release": Place("building", "Publish an issue, and record what readers will have read."),
    "schema": Place("projects", "Print the JSON Schema of a kind, for editors."),
    "send": Place("sending", "Send an issue by mail to those who get it."),
    "serve": Place("serving", "Show the newsletter in a browser while it is being written."),
    "stamp": Place("papers", "Make a personal copy of a PDF."),
    "subscribers": Place("subscribers", "Add, import, show, remove who reads by mail."),
    "verify": Place("papers", "Say what a PDF is, and whether it is as published."),
}


# What a shell says of a command that a signal ended.
ENDED_BY = 128


class TerminatedError(KeyboardInterrupt):
    """Somebody asked this process to end, as an interrupt does."""


def _end(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise TerminatedError


class Lazy(click.Group):
    """A group whose commands are loaded when they are asked for."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an interrupt ends it at once, with one line and everything whole."""
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, _end)
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as how:
            is_asked = isinstance(how, TerminatedError)
            for each in (signal.SIGINT, signal.SIGTERM):
                signal.signal(each, signal.SIG_IGN)  # once is enough
            start = "\r\033[K" if sys.stderr.isatty() else ""
            click.echo(f"{start}interrupted: no file is left half-written", err=True)
            ended_by = signal.SIGTERM if is_asked else signal.SIGINT
            raise SystemExit(ENDED_BY + ended_by) from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command; nothing where there is none of that name."""
        del ctx
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        found: click.Command = getattr(import_module(f"brief.cli.{place.module}"), cmd_name)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is asked for, or the one that may have been meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            close = get_close_matches(args[0], COMMANDS, n=1)
            if not close:
                raise
            message = f"{error.message}\nhint: did you mean `{close[0]}`?"
            raise click.UsageError(message, ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, place.says) for name, place in COMMANDS.items()])


@click.group(
    cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96}
)
@click.version_option(brief.__version__, message="brief %(version)s")
def main() -> None:
    """Compile typed notes into a newsletter: a site, and PDF briefings for subscribers."""
