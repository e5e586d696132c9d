"""A file of the project that pages may show."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the project that pages may show. Size in pixels, where it is an image."""

    path: str
    content: bytes
    digest: str
    media_type: str
    width: int | None = None
    height: int | None = None


Assets = Mapping[str, Asset]
