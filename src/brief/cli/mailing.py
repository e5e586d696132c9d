"""What commands of delivery share: the settings, the database and the list of a project."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from brief.adapters.database.engine import database_url, open_database
from brief.adapters.database.people import People, open_people
from brief.adapters.files import DiskFiles
from brief.adapters.mail_keys import mail_keys
from brief.app.settings import settings_of
from brief.cli.wiring import root_of
from brief.delivery.addresses import Address, NoAddress, address_of
from brief.delivery.cells import Words
from brief.schema.settings import Settings


@dataclass(frozen=True, slots=True)
class Desk:
    """The list of a project, open, with the settings that say what it may hold."""

    settings: Settings
    people: People

    @property
    def words(self) -> Words:
        """What the columns of a list may say."""
        settings = self.settings
        tiers = settings.tiers
        return Words(
            tiers=tiers,
            audiences=tuple(settings.audience_names()),
            paid=tiers[min(1, len(tiers) - 1)],
            roles=settings.subscribers.roles,
            refused=frozenset(settings.subscribers.refuse),
        )


@contextmanager
def desk(root: Path | None) -> Iterator[Desk]:
    """Open the list of a project: the keys of the environment, the database, its tables."""
    folder = root_of(root)
    settings = settings_of(DiskFiles(folder))
    keys = mail_keys()
    database = open_database(database_url(folder))
    try:
        yield Desk(settings, open_people(database, keys))
    finally:
        database.close()


class AddressType(click.ParamType[Address]):
    """An address of mail on the command line."""

    name = "address"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Address:
        """Read one address."""
        if isinstance(value, Address):
            return value
        found = address_of(value)
        if isinstance(found, NoAddress):
            hint = f"\nhint: {found.hint}" if found.hint else ""
            self.fail(f"{value!r}: {found.says}{hint}", param, ctx)
        return found


format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the result is printed.",
)

address_argument = click.argument("address", type=AddressType())
