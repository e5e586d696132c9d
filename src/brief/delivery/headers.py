"""How headers are written: structural ones on one line of ASCII, never folded or encoded.

The library's own policy rewrites a token that does not fit its line as an encoded-word. In
`List-Unsubscribe` that ends one-click without any error. A wider line would widen bodies too.
Headers with words of people are written by `words`, since the library decodes what it is given.
"""

from email.policy import EmailPolicy
from typing import Any

from brief.delivery.words import FOLD, refuse_breaks

WIDTH = 76
"""Columns of a line of a body. Source: RFC 2045, 6.7 and 6.8; encoded-words stay below 75."""

LONGEST_LINE = 998
"""Bytes of a line without its end. Source: RFC 5322, 2.1.1."""

STRUCTURAL = frozenset(
    (
        "message-id",
        "list-id",
        "list-unsubscribe",
        "list-unsubscribe-post",
        "list-archive",
        "list-help",
        "list-owner",
        "list-post",
        "feedback-id",
        "x-auto-response-suppress",
        "precedence",
        "auto-submitted",
        "content-language",
        "date",
        "mime-version",
    )
)
"""Headers that programs read letter by letter."""


WRITTEN = frozenset(("from", "to", "reply-to", "subject"))
"""Headers with words of people, which `words` has encoded and folded."""


class MailPolicy(EmailPolicy):
    """The policy of every mail: CRLF, 76 columns, our own headers as they are given."""

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        """Return a header as it is kept: ours unread, since reading would decode words."""
        if name.lower() in STRUCTURAL | WRITTEN:
            return name, str(value)
        return super().header_store_parse(name, value)

    def fold(self, name: str, value: Any) -> str:
        """Return a header as it is written."""
        if name.lower() in STRUCTURAL:
            return one_line(name, value)
        if name.lower() in WRITTEN:
            return lines(name, value)
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Return a header as bytes."""
        if name.lower() in STRUCTURAL | WRITTEN:
            return self.fold(name, value).encode()
        return bytes(super().fold_binary(name, value))


def one_line(name: str, value: str) -> str:
    """Return a structural header, on one line.

    Raises:
        ValueError: It is longer than 998 bytes, or holds more than printable ASCII.
    """
    line = f"{name}: {value}"
    if len(line) > LONGEST_LINE:
        raise ValueError(
            f"the header {name} has {len(line)} bytes; {LONGEST_LINE} are the most"
        )
    if not (line.isascii() and line.isprintable()):
        raise ValueError(f"the header {name} holds more than printable ASCII")
    return f"{line}\r\n"


def lines(name: str, value: str) -> str:
    """Return a header whose value `words` has folded.

    Raises:
        ValueError: A line is too long, or one breaks where no fold is.
    """
    for line in value.split(FOLD):
        refuse_breaks(name, line)
    whole = f"{name}: {value}\r\n"
    if any(len(line.encode()) > LONGEST_LINE for line in whole.split("\r\n")):
        raise ValueError(f"the header {name} has a line of more than {LONGEST_LINE} bytes")
    return whole


POLICY = MailPolicy(
    linesep="\r\n", max_line_length=WIDTH, cte_type="7bit", raise_on_defect=True
)
