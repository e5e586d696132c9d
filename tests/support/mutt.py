"""Mutt, driven by its own keys on a terminal that nobody looks at."""

import os
import pty
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from support.tools import need_program

PATIENCE_S = 300

SETTINGS = """\
set folder="{folder}" tmpdir="{folder}/tmp" mailcap_path="{folder}/mailcap"
set charset="utf-8" sort=mailbox-order
set pipe_decode=yes pipe_split=yes wait_key=no quit=yes mark_old=no
ignore *
unignore from to subject
hdr_order from to subject
alternative_order text/plain
push "{keys}"
"""

# Each is called once for what it is given, and counts what is there.
TAKE = """\
#!/bin/sh
# Keep what mutt hands over in a file of its own: a message, or a part with what it is.
set -eu
to="{folder}/$1"
name=$(printf %05d "$(ls "$to" | wc -l)")
if [ "$1" = messages ]; then cat >"$to/$name"; exit; fi
shift
cp "$3" "$to/$name"
echo "$1 $2" >>"{folder}/types"
"""

LEAVES = ("text/plain", "text/html", "image/png", "application/pdf")


@dataclass(frozen=True, slots=True)
class Shown:
    """A mail as mutt shows it: its headers, its text, and every part as its user saves it.

    A part is its type, its charset and its bytes.
    """

    headers: tuple[str, ...]
    text: str
    parts: tuple[tuple[str, str, bytes], ...]


def shown(folder: Path, mails: Sequence[tuple[bytes, Sequence[str]]]) -> list[Shown]:
    """Return mails as mutt shows them. Each comes with the types of its parts, frames too.

    The types say which keys lead to a part; what is found there is what mutt says.
    """
    for each in ("box/cur", "box/new", "box/tmp", "messages", "parts", "tmp"):
        (folder / each).mkdir(parents=True)
    for number, (raw, _) in enumerate(mails):
        (folder / "box/cur" / f"{1_000_000_000 + number}.M0P1.host:2,").write_bytes(raw)
    take = folder / "take"
    take.write_text(TAKE.format(folder=folder), encoding="utf-8")
    take.chmod(0o755)
    (folder / "mailcap").write_text(
        "".join(f"{kind}; {take} parts %t %{{charset}} %s\n" for kind in LEAVES),
        encoding="utf-8",
    )
    keys = f"<tag-pattern>~A<enter><tag-prefix><pipe-message>{take} messages<enter>"
    keys += "<first-entry>" + "".join(_keys(types) for _, types in mails)
    settings = SETTINGS.format(folder=folder, keys=f"{keys}<exit>")
    (folder / "settings").write_text(settings, encoding="utf-8")
    _run(folder)
    return _read(folder, [sum(each in LEAVES for each in types) for _, types in mails])


def _keys(types: Sequence[str]) -> str:
    """Return the keys that open each part of a mail, and go on to the next mail."""
    # The outermost frame has no line of its own where it is one of files.
    listed = types[1:] if types[0] == "multipart/mixed" else types
    opened = "".join(
        ("<view-mailcap>" if each in LEAVES else "") + "<next-entry>" for each in listed
    )
    return f"<view-attachments><first-entry>{opened}<exit><next-entry>"


def _run(folder: Path) -> None:
    above, below = pty.openpty()
    mutt = [need_program("mutt"), "-n", "-R", "-F", str(folder / "settings")]
    running = subprocess.Popen(
        [*mutt, "-f", str(folder / "box")],
        stdin=below,
        stdout=below,
        stderr=below,
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": str(folder),
            "TERM": "vt100",
            "LC_ALL": "C.UTF-8",
        },
        start_new_session=True,
    )
    os.close(below)
    screen = bytearray()
    reader = threading.Thread(target=_drained, args=(above, screen), daemon=True)
    reader.start()
    try:
        ended = running.wait(PATIENCE_S)
    finally:
        running.kill()
        running.wait()
        reader.join(5)
        os.close(above)
    assert ended == 0, bytes(screen[-2000:])


def _drained(above: int, screen: bytearray) -> None:
    """Take what mutt paints: a terminal that is full would stop it."""
    try:
        while painted := os.read(above, 65536):
            screen += painted
    except OSError:
        return  # it has ended


def _read(folder: Path, counts: Sequence[int]) -> list[Shown]:
    messages = sorted((folder / "messages").iterdir())
    parts = sorted((folder / "parts").iterdir())
    types = (folder / "types").read_text(encoding="utf-8").split("\n")[:-1]
    assert len(messages) == len(counts)
    assert len(parts) == len(types) == sum(counts)
    found = []
    for message, count in zip(messages, counts, strict=True):
        head, _, text = message.read_text(encoding="utf-8").partition("\n\n")
        mine = tuple(
            (each.partition(" ")[0], each.partition(" ")[2], path.read_bytes())
            for each, path in zip(types[:count], parts[:count], strict=True)
        )
        del types[:count], parts[:count]
        found.append(Shown(tuple(head.split("\n")), text, mine))
    return found
