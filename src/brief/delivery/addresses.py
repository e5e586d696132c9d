"""Addresses of mail: what is one, in which form it is written to, and when two are the same.

No name server is asked: a list must read alike on a train and at a desk.
"""

import re
import unicodedata
from dataclasses import dataclass
from email.utils import parseaddr
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

# Source: RFC 5321 4.5.3.1 and RFC 2142; the boxes of roles, which no single person reads.
ROLES = frozenset(
    (
        "abuse",
        "admin",
        "administrator",
        "contact",
        "ftp",
        "hostmaster",
        "info",
        "list",
        "mailer-daemon",
        "marketing",
        "news",
        "noc",
        "no-reply",
        "noreply",
        "office",
        "postmaster",
        "root",
        "sales",
        "security",
        "support",
        "usenet",
        "uucp",
        "webmaster",
        "www",
    )
)


@dataclass(frozen=True, slots=True)
class Address:
    """An address that mail can be sent to.

    `text` is what the envelope and `To` carry: the local part as it was written (in NFC), the
    domain in the ASCII of DNS. `norm` tells whether two are the same: in lower case besides.
    Dots and tags of a local part stay: only the host knows what they mean there. `smtputf8`
    says that the local part needs a relay with that extension (RFC 6531).
    """

    text: str
    norm: str
    name: str | None = None
    smtputf8: bool = False

    @property
    def local(self) -> str:
        """The part before the last `@`, in lower case."""
        return self.norm.rpartition("@")[0]

    @property
    def domain(self) -> str:
        """The domain in ASCII and lower case."""
        return self.norm.rpartition("@")[2]

    @property
    def is_role(self) -> bool:
        """Whether it is the box of a role (RFC 2142), such as `info@`."""
        return self.local.partition("+")[0] in ROLES


@dataclass(frozen=True, slots=True)
class NoAddress:
    """Why a text is no address, and what to write."""

    says: str
    hint: str | None = None


def address_of(text: str) -> Address | NoAddress:
    """Read one address, alone or as `Name <address>`. White space around it does not count.

    What could become a second header or a second recipient is refused: line breaks, control
    and invisible characters, commas and semicolons outside quotes. So are comments (RFC 5322),
    which many servers take for a part of the name.
    """
    bare = text.strip()
    if not bare:
        return NoAddress("there is no address")
    return _plain(bare) or validated(bare)


# Nine addresses in ten: nothing but the domain has to be looked at, and each domain once.
_PLAIN = re.compile(r"([A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*)@([A-Za-z0-9.-]+)")
_LONGEST = 254


def _plain(bare: str) -> Address | None:
    """Read an address without anything uncommon: a sixth of the time, and the same result."""
    found = _PLAIN.fullmatch(bare)
    domain = _sound_domain(found[2]) if found and len(bare) <= _LONGEST else None
    if found is None or domain is None or len(found[1]) > 64:  # noqa: PLR2004 - RFC 5321
        return None
    return Address(f"{found[1]}@{domain}", f"{found[1].lower()}@{domain}")


@lru_cache(maxsize=10_000)
def _sound_domain(domain: str) -> str | None:
    found = validated(f"a@{domain}")
    return found.domain if isinstance(found, Address) and not found.smtputf8 else None


def validated(bare: str) -> Address | NoAddress:
    """Read an address by email-validator, whatever it holds."""
    if any(unicodedata.category(each) in ("Cc", "Cf", "Zl", "Zp") for each in bare):
        return NoAddress("the address holds characters that do not show", "type it again")
    try:
        found = validate_email(
            bare,
            check_deliverability=False,
            allow_quoted_local=True,
            allow_display_name=True,
            strict=True,
        )
    except EmailNotValidError as error:
        return NoAddress(_reason(str(error)), _hint(bare))
    domain = found.ascii_domain.lower()
    local = found.local_part
    norm = unicodedata.normalize("NFC", local.lower())
    name = found.display_name.strip() if found.display_name else None
    return Address(f"{local}@{domain}", f"{norm}@{domain}", name or None, found.smtputf8)


def _reason(says: str) -> str:
    """Return a sentence of email-validator as one of ours: no capital, no full stop."""
    return says[:1].lower() + says[1:].rstrip(".")


def _hint(text: str) -> str | None:
    if text.lower().startswith("mailto:"):
        return f"write `{text[7:]}`"
    if "(" in text:
        bare = re.sub(r"\([^()]*\)", "", text)
        return f"leave the comment out: `{bare}`" if "(" not in bare else None
    if len(re.findall(r"[^\s,;<>]+@[^\s,;<>]+", text)) > 1:
        return "give each address a row of its own"
    if re.search(r"\s", text) and "<" not in text and '"' not in text:
        return _joined(text) if "@" in text else None
    return None


def _joined(text: str) -> str:
    joined = "".join(text.split())
    return f"did you mean `{joined}`?"


def readable(address: str) -> str:
    """Return an address as people write it: the domain in the letters of its language."""
    local, mark, domain = address.rpartition("@")
    if "xn--" not in domain:
        return address
    try:
        return f"{local}{mark}{domain.encode('ascii').decode('idna')}"
    except UnicodeError:
        return address


def masked(address: str) -> str:
    """Return an address that its owner knows and others do not: `a…n@example.org`."""
    local, mark, domain = address.rpartition("@")
    shown = f"{local[:1]}…{local[-1:]}" if len(local) > 2 else "…"  # noqa: PLR2004 - else all of it would show
    return f"{shown}{mark}{domain}"


def addresses_in(text: str) -> tuple[str, ...]:
    """Return the normalised address of a header such as `Final-Recipient`, or nothing."""
    found = address_of(parseaddr(text.rpartition(";")[2].strip())[1])
    return (found.norm,) if isinstance(found, Address) else ()
