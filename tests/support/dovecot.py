"""Dovecot from Debian's packages, unpacked and not installed: IMAP for one mailbox."""

import imaplib
import json
import os
import re
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

from support.debian import libraries, unpacked

# With those libraries of it that few machines have.
PACKAGES = ("dovecot-core", "dovecot-imapd", "libsodium23", "libunwind8")

# Its server drops the rights of root and refuses to serve root itself.
NOBODY = 65534

SETTINGS = """\
base_dir = {folder}/run
state_dir = {folder}/run
libexec_dir = {root}/usr/lib/dovecot
mail_plugin_dir = {root}/usr/lib/dovecot/modules
mail_location = maildir:{folder}/mail
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 0
first_valid_gid = 0
protocols = imap
ssl = no
stats_writer_socket_path =
"""

# An atom, a quoted string, a parenthesis: what responses are made of. Source: RFC 3501, 9.
TOKEN = re.compile(rb'[()]|"(?:[^"\\]|\\.)*"|[^()\s"]+')


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a mail: where it stands, its type with its parameters, how it is encoded."""

    section: str
    kind: str
    parameters: Mapping[str, str]
    encoding: str


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A mailbox that Dovecot serves, opened by a client."""

    client: imaplib.IMAP4
    folder: Path
    root: Path

    def ask(self, number: int, what: str) -> list[Any]:
        """Return what Dovecot says of a mail, as nested lists of strings."""
        told, answer = self.client.fetch(str(number), f"({what})")
        assert told == "OK", answer
        ((_, items),) = _nested(answer)
        return list(items[1])

    def parts(self, number: int) -> list[Part]:
        """Return the parts of a mail, each frame before what it holds."""
        return list(_parts(self.ask(number, "BODYSTRUCTURE"), ""))

    def decoded(self, number: int, section: str) -> bytes:
        """Return a part as Dovecot decodes it. Source: RFC 3516."""
        told, answer = self.client.fetch(str(number), f"(BINARY.PEEK[{section}])")
        assert told == "OK", answer
        first = answer[0]
        if isinstance(first, tuple):
            return bytes(first[1])
        # What is empty or short comes in quotes.
        quoted = re.search(rb'"(.*)"\)$', first or b"", re.DOTALL)
        assert quoted is not None, answer
        return re.sub(rb"\\(.)", rb"\1", quoted[1])

    def headers(self, names: Sequence[str]) -> list[Mapping[str, str]]:
        """Return headers of all mails as Dovecot decodes them, for its search and its lists."""
        fields = " ".join(f"hdr.{name}.utf8" for name in names)
        done = subprocess.run(
            [
                *_configured(self.root, self.folder, "doveadm"),
                *(str(self.root / "usr/bin/doveadm"), "-f", "json", "fetch", fields, "all"),
            ],
            env=_around(self.root, self.folder),
            capture_output=True,
            check=True,
        )
        return [
            {name: each[f"hdr.{name}.utf8"] for name in names}
            for each in json.loads(done.stdout)
        ]


@contextmanager
def serving(mails: Sequence[bytes]) -> Iterator[Mailbox]:
    """Serve mails from a Maildir, in their order, while the block runs.

    The server speaks over a pipe with a client that is known already: no port, no password. If
    it logs more than that it ended, the block fails.
    """
    root = unpacked("dovecot", PACKAGES)
    # Not below pytest's own folder, which is closed to the user that the server becomes.
    folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
    try:
        _laid(root, folder, mails)
        around = [f"{name}={each}" for name, each in _around(root, folder).items()]
        server = str(root / "usr/lib/dovecot/imap")
        command = shlex.join(["env", "-i", *around, *_configured(root, folder, "imap"), server])
        client = imaplib.IMAP4_stream(f"{command} 2>{shlex.quote(str(folder / 'log'))}")
        try:
            told, count = client.select("INBOX", readonly=True)
            assert (told, count) == ("OK", [b"%d" % len(mails)])
            yield Mailbox(client, folder, root)
        finally:
            client.logout()
        logged = (folder / "log").read_text(encoding="utf-8").splitlines()
        assert [each for each in logged if " Info: " not in each] == []
    finally:
        shutil.rmtree(folder)


def _laid(root: Path, folder: Path, mails: Sequence[bytes]) -> None:
    """Write a Maildir and what Dovecot has to know, for the user that it runs as."""
    folder.chmod(0o755)
    for each in ("cur", "new", "tmp"):
        (folder / "mail" / each).mkdir(parents=True)
    for number, raw in enumerate(mails):
        (folder / "mail/cur" / f"{1_000_000_000 + number}.M0P1.host:2,").write_bytes(raw)
    root_runs = os.geteuid() == 0
    user, group = (NOBODY, NOBODY) if root_runs else (os.getuid(), os.getgid())
    if root_runs:
        for path in (folder, folder / "mail", *(folder / "mail").rglob("*")):
            os.chown(path, user, group)
    settings = SETTINGS.format(folder=folder, root=root, user=user, group=group)
    (folder / "conf").write_text(settings, encoding="utf-8")


def _configured(root: Path, folder: Path, service: str) -> list[str]:
    """Return what runs a program of Dovecot with our settings, not those of `/etc`."""
    doveconf = [str(root / "usr/bin/doveconf"), "-c", str(folder / "conf")]
    return [*doveconf, "-f", f"service={service}", "-m", service, "-e"]


def _around(root: Path, folder: Path) -> dict[str, str]:
    return {
        "LD_LIBRARY_PATH": libraries(root, "usr/lib/dovecot"),
        "HOME": str(folder),
        "USER": "reader",
        "PATH": "/usr/bin:/bin",
        "LC_ALL": "C.UTF-8",
    }


def _nested(answer: Sequence[bytes | tuple[bytes, bytes] | None]) -> list[Any]:
    """Return a response as nested lists; what came as a literal is a string like others."""
    stack: list[list[Any]] = [[]]
    for piece in answer:
        head, literal = piece if isinstance(piece, tuple) else (piece or b"", None)
        for token in TOKEN.findall(re.sub(rb"~?\{\d+\+?\}$", b"", head)):
            if token == b"(":
                stack.append([])
            elif token == b")":
                done = stack.pop()
                stack[-1].append(done)
            elif token.startswith(b'"'):
                stack[-1].append(re.sub(rb"\\(.)", rb"\1", token[1:-1]).decode())
            else:
                stack[-1].append(None if token == b"NIL" else token.decode())
        if literal is not None:
            stack[-1].append(literal.decode())
    assert len(stack) == 1, answer
    flat = stack[0]
    return [(flat[n], flat[n + 1]) for n in range(0, len(flat), 2)]


def _parts(said: list[Any], section: str) -> Iterator[Part]:
    if not isinstance(said[0], list):
        pairs = said[2] or []
        parameters = dict(zip(pairs[::2], pairs[1::2], strict=True))
        kind = f"{said[0]}/{said[1]}".lower()
        yield Part(section or "1", kind, parameters, str(said[5]).lower())
        return
    subs = list(takewhile(lambda each: isinstance(each, list), said))
    yield Part(section, f"multipart/{said[len(subs)]}", {}, "")
    for number, each in enumerate(subs, 1):
        yield from _parts(each, f"{section}.{number}".lstrip("."))
