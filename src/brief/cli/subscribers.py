"""The command `subscribers` and all below it."""

import click

from brief.cli.lists import export, import_, list_
from brief.cli.person import add, erase, remove, show, suppress, unsuppress


@click.group()
def subscribers() -> None:
    """Add, import, show, export and remove those who read by mail."""


for _command in (add, erase, export, import_, list_, remove, show, suppress, unsuppress):
    subscribers.add_command(_command)
