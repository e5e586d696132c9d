"""Who sends: the block `mail` with every default resolved, and the addresses it makes."""

from dataclasses import dataclass

from brief.delivery.tokens import Tokens
from brief.delivery.words import mailto
from brief.schema.mail import Bounces
from brief.schema.settings import Settings


@dataclass(frozen=True, slots=True)
class Sender:
    """What every mail of a newsletter says about where it comes from."""

    name: str
    address: str
    reply_to: str | None
    list_id: str
    domain: str
    bounces: Bounces | None
    leave: str
    service: str | None
    owner: str | None
    help: str
    bulk: bool

    def envelope(self, tokens: Tokens) -> str:
        """Return the sender of the envelope: with a token where bounces have a domain."""
        if self.bounces is None:
            return self.address
        each = self.bounces
        return f"{each.prefix}{each.separator}{tokens.verp}@{each.domain}"

    def leave_url(self, token: str) -> str | None:
        """Return the address that one click posts to; nothing without a service."""
        return f"{self.service.rstrip('/')}/u/{token}" if self.service else None

    def leave_mailto(self, token: str) -> str:
        """Return the address of mail that leaves the list."""
        local, _, domain = self.leave.rpartition("@")
        return f"{mailto(f'{local}+{token}@{domain}')}?subject=unsubscribe"


def sender_of(settings: Settings) -> Sender | None:
    """Return who sends; nothing where the settings have no `mail.from`."""
    mail = settings.mail
    if mail.from_ is None:
        return None
    domain = mail.from_.email.rpartition("@")[2]
    return Sender(
        name=mail.from_.name or " ".join(settings.title.split()),
        address=mail.from_.email,
        reply_to=mail.reply_to,
        list_id=mail.list or f"letter.{domain}",
        domain=mail.domain or domain,
        bounces=mail.bounces,
        leave=mail.leave or mail.from_.email,
        service=mail.service,
        owner=mail.owner or (settings.publisher.email if settings.publisher else None),
        help=mail.help or f"{settings.url}/",
        bulk=mail.bulk,
    )
