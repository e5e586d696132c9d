"""The command `serve`: wires the preview to a project, a port, a browser and a terminal."""

import contextlib
import gc
import importlib.util
import sys
from datetime import date
from functools import partial
from pathlib import Path

import click

from brief.adapters.clock import build_instant
from brief.adapters.files import theme_folder
from brief.app.places import EDITORS, editor_link
from brief.cli.wiring import (
    as_of_option,
    drafts_option,
    guarded,
    quiet_option,
    root_of,
    root_option,
)
from brief.diagnostics.world import BriefError

NEEDED = ("starlette", "uvicorn", "watchfiles")

# How many ports after the first are tried before one gives up.
OTHER_PORTS = 20


@click.command()
@root_option
@quiet_option
@as_of_option
@drafts_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="Where to listen; the next free one if it is taken.",
)
@click.option("--open", "opens", is_flag=True, help="Open a browser.")
@click.option(
    "--editor",
    default="vscode",
    show_default=True,
    help=f"What opens a file: {', '.join(EDITORS)}, or an address with"
    " {path}, {line} and {column}.",
)
@guarded
def serve(  # noqa: PLR0913 - one parameter an option
    *,
    root: Path | None,
    quiet: bool,
    as_of: date | None,
    drafts: bool,
    host: str,
    port: int,
    opens: bool,
    editor: str,
) -> None:
    """Show the newsletter in a browser while it is being written.

    A page reloads when a save changes it; what is wrong stands over it, with links to file and
    line. Nothing is written into site/ or editions/.
    """
    need_server()
    folder = root_of(root)
    template = editor_template(editor)
    # Loaded only here: no other command waits for a web server.
    import asyncio  # noqa: PLC0415
    import webbrowser  # noqa: PLC0415

    from brief.adapters.serve import Door, Engine, Watch, Work, bound  # noqa: PLC0415
    from brief.adapters.serve import serve as serve_site  # noqa: PLC0415
    from brief.cli.preview import Preview  # noqa: PLC0415
    from brief.cli.telling import Teller  # noqa: PLC0415

    instant = partial(build_instant, as_of)
    instant()  # a wrong clock is said before anything begins
    preview = Preview(folder, instant, drafts=drafts)
    listening = bound(host, port, others=OTHER_PORTS)
    address = _address(host, listening.getsockname()[1])
    if not _is_loopback(host):
        warning = f"warning: {address} can be read by everyone who reaches this machine"
        click.secho(f"{warning}, drafts included" if drafts else warning, fg="yellow", err=True)
    link = partial(editor_link, template, str(folder))
    door = Door(_hosts(host), link)

    async def run() -> None:
        work = Work(preview.glance, preview.whole, preview.set_pdf)
        engine = Engine(work, Teller(folder, quiet=quiet))
        loop = asyncio.get_running_loop()

        def saved() -> None:
            with contextlib.suppress(RuntimeError):  # the loop has just ended
                loop.call_soon_threadsafe(engine.saved)

        watch = Watch(_folders(folder), saved)

        def ready() -> None:
            click.echo(f"{address}_brief/")
            if not quiet:
                click.echo("stop with Ctrl-C", err=True)
            sys.stdout.flush()
            if opens:
                webbrowser.open(f"{address}_brief/")

        watch.start()
        engine.start()
        try:
            await serve_site(engine, door, listening, ready)
        finally:
            engine.close()
            watch.close()
            preview.close()

    # A compilation leaves some hundred thousand objects that stay: looking through them again
    # and again for rubbish takes a third of a glance (measured with 1,000 notes).
    gc.set_threshold(100_000, 20, 10)
    asyncio.run(run())


def need_server() -> None:
    """Say so if there is nothing to serve with.

    Raises:
        BriefError: A package is missing.
    """
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        names = ", ".join(missing)
        raise BriefError(
            f"`brief serve` needs what is not here: {names}", "`pip install 'brief[serve]'`"
        )


def editor_template(editor: str) -> str:
    """Return the address that an editor listens to, by its name or as given.

    Raises:
        click.UsageError: It is neither a name nor an address with a path.
    """
    found = EDITORS.get(editor, editor)
    if "{path}" not in found or found.partition(":")[0].lower() in ("javascript", "data"):
        names = ", ".join(EDITORS)
        raise click.UsageError(f"--editor is one of {names}, or an address with {{path}}")
    return found


def _folders(folder: Path) -> tuple[Path, ...]:
    """Return what is watched; the theme too, for those who work on it."""
    return folder / "briefs", folder / "templates", theme_folder()


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    import ipaddress  # noqa: PLC0415 - as above

    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _address(host: str, port: int) -> str:
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 - its name
    return f"http://{f'[{name}]' if ':' in name and name[0] != '[' else name}:{port}/"


def _hosts(host: str) -> tuple[str, ...]:
    """Return the names that a request may ask for: another name may be somebody's trap."""
    names = ["localhost", "127.0.0.1", "::1", "[::1]", host, f"[{host}]"]
    if not _is_loopback(host):
        import socket  # noqa: PLC0415 - as above

        own = socket.gethostname()
        names.append(own)
        with contextlib.suppress(OSError):
            names += [str(each[4][0]) for each in socket.getaddrinfo(own, None)]
    return tuple(dict.fromkeys(names))
