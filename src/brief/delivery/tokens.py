"""The three values that mark one mail to one person: derived, never stored, never alike.

They come from a secret by HMAC, so a retry has the same ones even after a restored backup. The
ledger keeps their hashes. Lower-case base32, because some servers change the case of addresses.
"""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass

LENGTH = 26
"""Characters of a token: 16 bytes in base32 without its filling."""

SHORTEST_KEY = 32
"""Bytes that a key has at least: as many as its hash."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What marks one mail to one person; each serves one purpose and opens nothing else."""

    unsubscribe: str
    verp: str
    message_id: str


def derive(key: bytes, issue: str, kind: str, subscriber: str) -> Tokens:
    """Return the tokens of one mail: of an issue, `issue` or a correction, to a subscriber.

    Raises:
        ValueError: The key is shorter than 32 bytes.

    Source: RFC 2104 for HMAC; delivery.md, 2.3, for the purposes and the length.
    """
    if len(key) < SHORTEST_KEY:
        raise ValueError(f"the mail key has {len(key)} bytes; {SHORTEST_KEY} are the least")
    about = (issue, kind, subscriber)
    return Tokens(
        unsubscribe=_token(key, "unsubscribe", *about),
        verp=_token(key, "verp", *about),
        message_id=_token(key, "message-id", *about),
    )


def token_hash(token: str) -> str:
    """Return the SHA-256 under which a token is looked up, as 64 hexadecimal digits.

    The case of letters does not count: servers that a bounce passes may change it.
    """
    return hashlib.sha256(token.lower().encode()).hexdigest()


def _token(key: bytes, purpose: str, issue: str, kind: str, subscriber: str) -> str:
    # A list in JSON has one reading only: no two lists give the same bytes.
    said = json.dumps([purpose, issue, kind, subscriber]).encode()
    digest = hmac.new(key, said, hashlib.sha256).digest()[:16]
    return base64.b32encode(digest).decode().rstrip("=").lower()
