"""What commands share: options, exit statuses, the last stop of exceptions."""

import os
import sys
import traceback
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

import click

from brief.adapters.figures import figure_tools
from brief.adapters.files import find_root
from brief.cli.main import ASKED_TO_END
from brief.diagnostics.world import BriefError

ERRORS, USAGE, WORLD, BUG = 1, 2, 3, 70

P = ParamSpec("P")


class _Day(click.ParamType[date]):
    """A day on the command line."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read YYYY-MM-DD."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as YYYY-MM-DD", param, ctx)


def guarded(command: Callable[P, None]) -> Callable[P, None]:
    """Say what the world did in one line, and own up to our own mistakes."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
            sys.stdout.flush()
        except BriefError as error:
            click.secho(f"error: {error.message}", fg="red", err=True)
            if error.hint:
                click.echo(f"hint: {error.hint}", err=True)
            raise SystemExit(WORLD) from None
        except (click.ClickException, click.exceptions.Exit, click.Abort, KeyboardInterrupt):
            raise
        except BrokenPipeError:
            # The reader has gone. What is still in the buffer must not be tried again at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(0) from None
        except Exception:  # noqa: BLE001 - the last stop
            if ASKED_TO_END:
                raise KeyboardInterrupt from None
            traceback.print_exc()
            click.secho("this is a bug in brief; please report it", fg="red", err=True)
            raise SystemExit(BUG) from None

    return run


def root_of(given: Path | None) -> Path:
    """Return the root of the project that a command is for.

    Raises:
        click.UsageError: There is none.
    """
    root = find_root(given or Path.cwd())
    if root is None or (given and root != given.resolve()):
        where = given or Path.cwd()
        message = f"no project here: {where} has no briefs/newsletter.yaml"
        raise click.UsageError(f"{message}\nhint: `brief init` makes one")
    return root


root_option = click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the project (default: the nearest one upwards).",
)
quiet_option = click.option("--quiet", is_flag=True, help="Print results only.")
as_of_option = click.option(
    "--as-of", type=_Day(), help="Build as at the end of this day (UTC), and not of now."
)
drafts_option = click.option("--drafts", is_flag=True, help="Show drafts too; never published.")


def tool_versions(*, no_pdf: bool) -> dict[str, str]:
    """Return what draws and prints on this machine, with versions."""
    if no_pdf:
        return figure_tools()
    from brief.adapters.toolchain import toolchain  # noqa: PLC0415 - needs native libraries

    return {**toolchain(), **figure_tools()}
