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


# The signal that asks this process to end, once it has come. Libraries may make another
# exception of an interrupt that comes while they are loaded or call us back.
ASKED_TO_END: list[int] = []


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    ASKED_TO_END.append(number)
    raise KeyboardInterrupt


def _listen() -> None:
    """Hear interrupts and requests to end, unless somebody chose otherwise for us."""
    ASKED_TO_END.clear()
    if threading.current_thread() is not threading.main_thread():
        return
    for each, usual in (
        (signal.SIGINT, signal.default_int_handler),
        (signal.SIGTERM, signal.SIG_DFL),
    ):
        if signal.getsignal(each) == usual:
            signal.signal(each, _end)


class Lazy(click.Group):
    """A group whose commands are loaded when they are asked for."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an interrupt ends it at once, with one line and everything whole."""
        _listen()
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            for each in (signal.SIGINT, signal.SIGTERM):
                signal.signal(each, signal.SIG_IGN)  # once is enough
            start = "\r\033[K" if sys.stderr.isatty() else ""
            click.echo(f"{start}interrupted: no file is left half-written", err=True)
            number = ASKED_TO_END[0] if ASKED_TO_END else signal.SIGINT
            raise SystemExit(ENDED_BY + number) from None

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
