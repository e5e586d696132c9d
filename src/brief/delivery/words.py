"""Words of people in headers: plain where they may be, else encoded, and never decoded.

The library's own parser reads encoded-words in what it is given: a name such as
`=?utf-8?q?x=0D=0ABcc:_a@b.example?=` ends in a header of its own (Python 3.11.7). Here such a
name is text, and is encoded again.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence

FOLD = "\r\n "

# Columns of a line, and of one encoded-word (RFC 2047, section 2, allows 75). The first stands
# behind the header's name.
_WIDTH, _WORD = 76, 64

_PREFIX = {"q": "=?utf-8?q?", "b": "=?utf-8?b?"}
# What stands for itself in an encoded-word of a name. Source: RFC 2047, 5 (3).
_PLAIN_Q = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")

MOST_LABEL = 150
"""Characters of a name in an address. Longer ones are left out: no reader shows them."""


def refuse_breaks(name: str, value: str) -> None:
    """Refuse a value that could end its header, or that a reader might take for its end.

    Raises:
        ValueError: It holds a control character, a line or paragraph separator of Unicode, or
            half of a surrogate pair.
    """
    for character in value:
        if (
            character < " "
            or "\x7f" <= character <= "\x9f"
            or character in "\u2028\u2029"
            or "\ud800" <= character <= "\udfff"
        ):
            raise ValueError(f"the header {name} holds a control character")


def subject(name: str, text: str) -> str:
    """Return a text as the value of a header that holds any text, folded.

    Raises:
        ValueError: The text holds a control character.
    """
    refuse_breaks(name, text)
    if _is_plain(text):
        lines = _folded(text, _WIDTH - len(name) - 2)
        if lines is not None:
            return FOLD.join(lines)
    return _encoded(text)


def mailbox(name: str, label: str | None, address: str) -> str:
    """Return a name and an address as the value of a header that holds one address.

    Raises:
        ValueError: One of them holds a control character, or the address what none can.
    """
    refuse_breaks(name, label or "")
    refuse_breaks(name, address)
    local, at, domain = address.rpartition("@")
    quoted = local.startswith('"') and local.endswith('"') and len(local) > 2  # noqa: PLR2004 - its quotes
    if not (at and local and domain) or (
        not quoted and re.search(r'[\s<>()\[\],;:\\"]', local)
    ):
        raise ValueError(f"the header {name} has no address that can be written")
    if quoted and re.search(r'(?<!\\)(?:\\\\)*"', local[1:-1]):
        raise ValueError(f"the header {name} has no address that can be written")
    if re.search(r'[\s<>(),;:\\"@]', domain):
        raise ValueError(f"the header {name} has no address that can be written")
    whole = f"{local}@{ascii_domain(domain)}"
    label = " ".join((label or "").split())
    if not label or len(label) > MOST_LABEL:
        return whole
    shown = _label(label)
    last = len(shown.rpartition("\n")[2]) + (len(name) + 2 if FOLD not in shown else 0)
    between = " " if last + len(whole) + 3 <= _WIDTH else FOLD
    return f"{shown}{between}<{whole}>"


def ascii_domain(domain: str) -> str:
    """Return a domain in ASCII, as servers resolve it.

    Raises:
        ValueError: It has no such form.
    """
    return domain if domain.isascii() else domain.encode("idna").decode("ascii")


def ascii_url(url: str) -> str:
    """Return an address of the web in ASCII, as a header carries it.

    Raises:
        ValueError: Its host has no such form.

    Source: RFC 3987, 3.1.
    """
    scheme, _, rest = url.partition("://")
    host = re.split("[/?#]", rest, maxsplit=1)[0]
    name, colon, port = host.partition(":")
    path = "".join(
        each if each.isascii() else "".join(f"%{byte:02X}" for byte in each.encode())
        for each in rest[len(host) :]
    )
    return f"{scheme}://{ascii_domain(name)}{colon}{port}{path}"


def mailto(address: str) -> str:
    """Return the URL that writes to an address in ASCII.

    Source: RFC 6068, 2: what divides a URL is encoded, `+` and the rest stand as they are.
    """
    local, _, domain = address.rpartition("@")
    written = "".join(
        f"%{ord(each):02X}" if each in '%/?#[]&;="^`{|}' else each for each in local
    )
    return f"mailto:{written}@{domain}"


def needs_smtputf8(address: str) -> bool:
    """Tell whether a relay must offer SMTPUTF8 to take mail for an address."""
    return not address.rpartition("@")[0].isascii()


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable() and "=?" not in text and bool(text.strip())


def _folded(text: str, first: int) -> list[str] | None:
    """Return a text in lines, broken before single spaces; nothing where a word is too long."""
    lines: list[str] = []
    room = first
    line = ""
    for word in text.split(" "):
        if len(word) > _WIDTH - 2 or not word:
            return None
        if line and len(line) + 1 + len(word) > room:
            lines.append(line)
            line, room = word, _WIDTH - 1
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def _label(text: str) -> str:
    if _is_plain(text) and len(text) <= _WORD:
        if _ATOMS.fullmatch(text):
            return text
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return _encoded(text)


def _encoded(text: str) -> str:
    """Return a text as encoded-words, each of whole characters. Spaces between them vanish."""
    quoted = [_quoted(character) for character in text]
    # The shorter encoding; of equal ones that which people can read.
    bytes_ = len(text.encode())
    if sum(map(len, quoted)) <= bytes_ * 4 / 3 + 4:
        return FOLD.join(f"{_PREFIX['q']}{part}?=" for part in _runs(quoted, _WORD - 12))
    parts = _runs(list(text), (_WORD - 12) // 4 * 3, measure=lambda each: len(each.encode()))
    return FOLD.join(f"{_PREFIX['b']}{_base64(part)}?=" for part in parts)


def _base64(text: str) -> str:
    return b64encode(text.encode()).decode("ascii")


def _quoted(character: str) -> str:
    if character == " ":
        return "_"
    return "".join(
        chr(byte) if byte in _PLAIN_Q else f"={byte:02X}" for byte in character.encode()
    )


def _runs(
    pieces: Sequence[str], most: int, measure: Callable[[str], int] = len
) -> Iterator[str]:
    """Yield pieces joined, as many as there is room for."""
    run, size = "", 0
    for piece in pieces:
        if run and size + measure(piece) > most:
            yield run
            run, size = "", 0
        run += piece
        size += measure(piece)
    yield run
