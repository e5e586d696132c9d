"""Write docs/reference/ from models, catalogue and commands; `--check` only compares."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from pydantic import BaseModel

from brief.cli import main as command
from brief.diagnostics.catalogue import CODES
from brief.kinds import KINDS
from brief.schema.describe import models_of, rows
from brief.schema.settings import Settings

REFERENCE = Path(__file__).parent.parent / "docs" / "reference"
NOTE = "<!-- Written by scripts/reference.py. Change the code and run `make golden`. -->\n\n"


def pages() -> dict[str, str]:
    """Return every page of the reference by file name."""
    return {
        "kinds.md": NOTE + "".join(_kinds()),
        "settings.md": NOTE + "".join(_settings()),
        "diagnostics.md": NOTE + "".join(_codes()),
        "commands.md": NOTE + "".join(_commands()),
    }


def _kinds() -> Iterator[str]:
    parts: dict[type[BaseModel], None] = {}
    yield "# Kinds\n\nEvery field of every kind. `*` marks a required field.\n"
    for kind in KINDS:
        module = sys.modules[kind.view.__module__]
        yield f"\n## {kind.name}\n\n{(module.__doc__ or '').strip()}\n\n"
        yield from _table(kind.model)
        parts |= dict.fromkeys(models_of(kind.model))
    yield "\n# Parts\n\nWhat stands inside the fields above.\n"
    for model in sorted(parts, key=lambda part: part.__name__):
        yield f"\n## {model.__name__}\n\n"
        yield f"{(model.__doc__ or '').strip().splitlines()[0]}\n\n"
        yield from _table(model)


def _table(model: type[BaseModel]) -> Iterator[str]:
    yield "| field | holds | meaning |\n|---|---|---|\n"
    for name, required, holds, meaning in rows(model):
        star = "*" if required else ""
        yield f"| `{name}`{star} | {_cell(holds)} | {_cell(meaning)} |\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _settings() -> Iterator[str]:
    yield "# Settings\n\nThe fields of `briefs/newsletter.yaml`."
    yield " `*` marks a required field.\n\n"
    yield from _table(Settings)
    for model in models_of(Settings):
        yield f"\n## {model.__name__}\n\n{(model.__doc__ or '').strip().splitlines()[0]}\n\n"
        yield from _table(model)


def _codes() -> Iterator[str]:
    yield "# Diagnostics\n\nEvery code, as `brief explain CODE` prints it.\n"
    words = {"error": "An error.", "warn": "A warning.", "off": "Off unless asked for."}
    for code in CODES.values():
        fixed = "" if code.changeable else " Its severity cannot be changed."
        yield f"\n## {code.code}: {code.title}\n\n{code.reason.strip()}\n\n"
        yield f"{words[code.severity]}{fixed}\n\n"
        yield f"Wrong:\n\n```yaml\n{code.wrong.rstrip()}\n```\n\n"
        yield f"Right:\n\n```yaml\n{code.right.rstrip()}\n```\n"


def _commands() -> Iterator[str]:
    yield "# Commands\n\nThe help of every command.\n\n```\n"
    with click.Context(command, info_name="brief", terminal_width=88) as context:
        yield command.get_help(context) + "\n```\n"
        for name in sorted(command.list_commands(context)):
            each = command.get_command(context, name)
            assert each is not None
            yield from _help(each, name, context)


def _help(command: click.Command, name: str, above: click.Context) -> Iterator[str]:
    """Yield the help of a command, and of those below it."""
    with click.Context(command, info_name=name, parent=above, terminal_width=88) as context:
        yield f"\n## {context.command_path}\n\n```\n{command.get_help(context)}\n```\n"
        if isinstance(command, click.Group):
            for below in command.list_commands(context):
                each = command.get_command(context, below)
                assert each is not None
                yield from _help(each, below, context)


def main() -> None:
    """Write the reference, or say which pages are stale."""
    stale = []
    for name, text in pages().items():
        path = REFERENCE / name
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            REFERENCE.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    if stale and "--check" in sys.argv:
        sys.exit(f"stale in docs/reference: {', '.join(stale)}; run `make golden`")


if __name__ == "__main__":
    main()
