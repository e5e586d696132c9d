"""Keyed digests of addresses: what is kept of somebody who is forgotten, or wants no mail.

A plain digest of an address can be found by trying all addresses there are; one with a key
cannot by anybody without the key.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass

LEAST_BYTES = 32

_ADDRESS = b"brief suppressed address\0"
_CHECK = b"brief mail key\0"


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """The mail keys by number. New digests are made with all, so that any may be retired.

    `newest` has the highest number. A key never shows in a text made of this value.
    """

    by_number: Mapping[int, bytes]

    @property
    def newest(self) -> int:
        """The number of the key that is used for what is new."""
        return max(self.by_number)

    def digests(self, address_norm: str) -> dict[int, str]:
        """Return the digest of a normalised address by each key, as 64 digits."""
        return {
            number: address_digest(key, address_norm) for number, key in self.by_number.items()
        }


def address_digest(key: bytes, address_norm: str) -> str:
    """Return HMAC-SHA256 of a normalised address, as 64 hexadecimal digits."""
    return hmac.new(key, _ADDRESS + address_norm.encode(), hashlib.sha256).hexdigest()


def check_of(key: bytes) -> str:
    """Return what tells a key from another without saying it, as 16 hexadecimal digits."""
    return hmac.new(key, _CHECK, hashlib.sha256).hexdigest()[:16]
