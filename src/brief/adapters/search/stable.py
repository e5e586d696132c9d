"""Give an index the same bytes each time: Pagefind 1.5 writes filters in any order.

Fragments and word indexes are stable since 1.3 (Pagefind/pagefind#638). The values of filters
come in the order of a hash map, so the names of their files, which are digests, change, and
with them the list of files and its name. Here they are sorted and named anew, and written
without compression, whose bytes differ between builds of zlib; the runtime reads both.
"""

import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

# What begins every file, inside its compression.
MARK = b"pagefind_dcd"

ENTRY = "pagefind-entry.json"

# Where the list of files names its filters, as pairs of name and file.
_FILTERS = 3

Value = int | str | list["Value"]


def stable(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of an index with filters in the order of their names.

    Raises:
        ValueError: They are not in the form of Pagefind 1.5.
    """
    found = dict(files)
    entry = json.loads(found[ENTRY])
    for language in sorted(entry["languages"]):
        known = entry["languages"][language]
        listed: list[Any] = _unpacked(found.pop(f"pagefind.{known['hash']}.pf_meta"))
        filters = []
        for name, file in listed[_FILTERS]:
            content: list[Any] = _unpacked(found.pop(f"filter/{file}.pf_filter"))
            content[1] = sorted(content[1])
            packed = _packed(content)
            # As many digits as Pagefind takes: its own names were digests too.
            renamed = f"{file.rpartition('_')[0]}_{_digest(packed, 7)}"
            found[f"filter/{renamed}.pf_filter"] = packed
            filters.append([name, renamed])
        listed[_FILTERS] = sorted(filters)
        packed = _packed(listed)
        known["hash"] = f"{language}_{_digest(packed, 10)}"
        found[f"pagefind.{known['hash']}.pf_meta"] = packed
    found[ENTRY] = json.dumps(entry, sort_keys=True, ensure_ascii=False).encode()
    return found


def _digest(content: bytes, digits: int) -> str:
    return hashlib.sha256(content).hexdigest()[:digits]


def _unpacked(content: bytes) -> list[Any]:
    whole = gzip.decompress(content)
    packed = whole.removeprefix(MARK)
    value, end = _read(packed, 0)
    if len(packed) == len(whole) or end != len(packed) or not isinstance(value, list):
        raise ValueError("a file of the index has another form")
    if b"".join(_written(value)) != packed:
        raise ValueError("a file of the index holds values of other sorts")
    return value


def _packed(value: Value) -> bytes:
    return MARK + b"".join(_written(value))


# Three sorts of value are all that these files hold. Source: RFC 8949, section 3: the upper
# three bits of the first byte tell the sort, the lower five the number or how wide it is.
_WHOLE, _TEXT, _LIST = 0, 3, 4
_DIRECT = 24


def _read(data: bytes, at: int) -> tuple[Value, int]:
    """Return the value that begins at a place, and the place behind it."""
    sort, number = data[at] >> 5, data[at] & 31
    at += 1
    if number >= _DIRECT:
        width = 1 << (number - _DIRECT)
        number, at = int.from_bytes(data[at : at + width], "big"), at + width
    if sort == _WHOLE:
        return number, at
    if sort == _TEXT:
        return data[at : at + number].decode(), at + number
    if sort == _LIST:
        items = []
        for _ in range(number):
            item, at = _read(data, at)
            items.append(item)
        return items, at
    raise ValueError(f"a file of the index holds a value of sort {sort}")


def _written(value: Value) -> Iterator[bytes]:
    if isinstance(value, int):
        yield _head(_WHOLE, value)
    elif isinstance(value, str):
        content = value.encode()
        yield _head(_TEXT, len(content)) + content
    else:
        yield _head(_LIST, len(value))
        for item in value:
            yield from _written(item)


def _head(sort: int, number: int) -> bytes:
    if number < _DIRECT:
        return bytes([sort << 5 | number])
    power = next(power for power in range(4) if number < 1 << (8 << power))
    return bytes([sort << 5 | _DIRECT + power]) + number.to_bytes(1 << power, "big")
