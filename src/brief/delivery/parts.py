"""The body of a mail: its parts, encoded alike wherever and whenever it is made.

`multipart/mixed{ multipart/alternative{ text, html }, pdf }`; without an attachment the
alternative alone. Pictures that no page of the site has stand beside the HTML, in a
`multipart/related`.
"""

import base64
from collections.abc import Sequence
from email.message import EmailMessage
from email.quoprimime import body_encode

from brief.delivery.headers import POLICY

# The library may end a line with `=` behind this, and two characters become six below.
_COLUMNS = 71


def quoted_printable(text: str, *, cut_at: str) -> str:
    """Return a text in quoted-printable, with each stand-in on a line of its own.

    A stand-in is cut out before its surroundings are encoded. The soft breaks around it vanish
    on decoding, so any token of at most 75 characters can take its place.
    """
    return f"=\n{cut_at}=\n".join(_chunk(each) for each in text.split(cut_at))


def _chunk(text: str) -> str:
    made = str(body_encode(text.encode().decode("latin-1"), maxlinelen=_COLUMNS))
    # Servers double a point that begins a line, mailboxes mark `From `: neither stands here.
    starts = {".": "=2E", "F": "=46"}
    return "\n".join(
        starts[line[0]] + line[1:] if line.startswith((".", "From ")) else line
        for line in made.split("\n")
    )


def text_part(subtype: str, text: str, *, cut_at: str) -> EmailMessage:
    """Return a part of text in UTF-8 that passes every relay as it is."""
    part = EmailMessage(policy=POLICY)
    part["Content-Type"] = f'text/{subtype}; charset="utf-8"'
    part["Content-Transfer-Encoding"] = "quoted-printable"
    part.set_payload(quoted_printable(text, cut_at=cut_at))
    return part


def file_part(media_type: str, content: bytes, **headers: str) -> EmailMessage:
    """Return a part of bytes in base64, with the headers given."""
    part = EmailMessage(policy=POLICY)
    part["Content-Type"] = media_type
    part["Content-Transfer-Encoding"] = "base64"
    for name, value in headers.items():
        part[name.replace("_", "-")] = value
    part.set_payload(base64.encodebytes(content).decode("ascii"))
    return part


def joined(
    into: EmailMessage, subtype: str, parts: Sequence[EmailMessage], boundary: str
) -> EmailMessage:
    """Make a message the frame of several parts.

    No encoded part can hold the boundary: `=_` is not quoted-printable, and no base64.
    """
    into["Content-Type"] = f'multipart/{subtype}; boundary="=_{subtype}_{boundary}"'
    for part in parts:
        into.attach(part)
    return into
