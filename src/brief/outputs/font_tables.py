"""Where the tables of a font stand in its bytes, and its maps from characters to glyphs."""

from collections.abc import Iterator
from struct import unpack_from


def tables(font: bytes) -> dict[bytes, int]:
    """Return the places of the tables of a font by tag; of a collection the first font counts.

    Source: OpenType specification 1.9.1, table directory and TTC header.

    Raises:
        struct.error: The bytes are no font.
    """
    start = unpack_from(">I", font, 12)[0] if font[:4] == b"ttcf" else 0
    rows = range(unpack_from(">H", font, start + 4)[0])
    found = (unpack_from(">4sIII", font, start + 12 + 16 * row) for row in rows)
    return {tag: offset for tag, _, offset, _ in found}


def unicode_maps(font: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    """Yield format and place of each map of Unicode in a table `cmap`.

    Source: OpenType specification 1.9.1, `cmap`, platforms 0 and 3.

    Raises:
        struct.error: The bytes are no font.
    """
    for row in range(unpack_from(">H", font, cmap + 2)[0]):
        platform, _, offset = unpack_from(">HHI", font, cmap + 4 + 8 * row)
        if platform in (0, 3):
            yield unpack_from(">H", font, cmap + offset)[0], cmap + offset
