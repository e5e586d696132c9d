"""Numbers of issues, as their files say them: for commands that compile nothing."""

import re
from collections.abc import Mapping

from brief.library.read import declared_ids
from brief.schema.layout import family_of

_NUMBER = re.compile(rb"^number:\s*(\d{1,9})\s*(?:#.*)?$", re.MULTILINE)


def next_number(texts: Mapping[str, bytes]) -> int:
    """Return the number after the highest of all issues."""
    return max((number for _, number in _numbers(texts)), default=0) + 1


def numbered(texts: Mapping[str, bytes], number: int) -> tuple[str, ...]:
    """Return the ids of the issues that have a number; of sound files, one at most."""
    paths = (path for path, found in _numbers(texts) if found == number)
    return tuple(declared_ids(path, "issue", texts[path])[0] for path in sorted(paths))


def _numbers(texts: Mapping[str, bytes]) -> list[tuple[str, int]]:
    found = []
    for path, content in texts.items():
        written = _NUMBER.search(content) if family_of(path) == "issue" else None
        found += [(path, int(written[1]))] if written else []
    return found
