"""The mail keys, from the environment alone: no file of the project holds a secret."""

import os
import re

from brief.delivery.keyed import LEAST_BYTES, Keys
from brief.diagnostics.world import BriefError

VARIABLE = "BRIEF_MAIL_KEY"

_NUMBERED = re.compile(rf"{VARIABLE}(?:_([0-9]{{1,4}}))?")

HINT = (
    'make one with `python3 -c "import secrets; print(secrets.token_hex(32))"`, set '
    f"{VARIABLE} to it, and keep it for ever: without it, nobody who left is known"
)


def mail_keys() -> Keys:
    """Return the mail keys: `BRIEF_MAIL_KEY` is the first, `BRIEF_MAIL_KEY_2` the second.

    A key is the UTF-8 of the text, without white space around it.

    Raises:
        BriefError: There is none, or one is shorter than 32 bytes.
    """
    found: dict[int, bytes] = {}
    for name in sorted(os.environ):
        matched = _NUMBERED.fullmatch(name)
        text = os.environ[name].strip()
        if matched is None or not text:
            continue
        number = int(matched[1] or 1)
        key = text.encode("utf-8", "surrogateescape")
        if len(key) < LEAST_BYTES:
            message = f"{name} has {len(key)} bytes; {LEAST_BYTES} are the least"
            raise BriefError(message, HINT)
        if number in found and found[number] != key:
            raise BriefError(f"two variables give the mail key {number}", f"unset {name}")
        found[number] = key
    if not found:
        raise BriefError(f"{VARIABLE} is not set", HINT)
    return Keys(found)
