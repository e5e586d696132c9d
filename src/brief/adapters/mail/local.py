"""Transports without a relay: a folder of .eml files, one mbox, or the program sendmail.

The order is that of SMTP: the content is written where nobody looks, the ledger is asked, and
one last act hands it over.
"""

import fcntl
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from brief.app.ports import Handed
from brief.delivery.replies import Reply, no_reply
from brief.diagnostics.world import BriefError

# What Postfix, Exim and others mean by "try again later". Source: sysexits.h, EX_TEMPFAIL.
_TRY_AGAIN = 75
_SENDMAIL_S = 600.0

_ID = re.compile(rb"^Message-ID: <([^>@\s]+)@", re.MULTILINE | re.IGNORECASE)


def _private(path: str, flags: int) -> int:
    """Open a file that its owner alone may read, where it is made: people are in it."""
    return os.open(path, flags, 0o600)


def _make_private(folder: Path) -> None:
    """Make a folder that its owner alone may open; leave one that is there as it is."""
    if not folder.is_dir():
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)


class _Line:
    """A way that is open during a mail alone, and cannot be cut short: that ends by itself."""

    def close(self) -> None:
        """Nothing is open between mails."""

    def abort(self) -> None:
        """What has begun is waited for."""


class FolderLine(_Line):
    """Writes each mail as a file, named by its Message-ID: the same mail is the same file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def hand_over(
        self,
        sender: str,
        recipient: str,
        name: str,
        content: bytes,
        expose: Callable[[], bool],
    ) -> Handed | None:
        """Write a mail under a temporary name, and rename it when it may be handed over."""
        del sender, recipient
        found = _ID.search(content)
        target = self._folder / f"{found[1].decode('ascii', 'replace') if found else name}.eml"
        temporary = target.with_suffix(".tmp")
        try:
            _make_private(self._folder)
            with open(temporary, "wb", opener=_private) as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            message = f"cannot write mails to {self._folder}: {error.strerror}"
            raise BriefError(message) from error
        if not expose():
            temporary.unlink(missing_ok=True)
            return None
        try:
            temporary.replace(target)
        except OSError as error:
            return Handed(Reply("dot", 450, "4.3.0", f"{target}: {error.strerror}"))
        return Handed(Reply("dot", 250, "2.0.0", "written"), target.name)


class FolderTransport:
    """A folder of .eml files, to look at."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def line(self) -> FolderLine:
        """Return a way into the folder."""
        return FolderLine(self._folder)


class MboxLine(_Line):
    """Appends each mail to one file, which readers of mail open: mboxrd, with its lock."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def hand_over(
        self,
        sender: str,
        recipient: str,
        name: str,
        content: bytes,
        expose: Callable[[], bool],
    ) -> Handed | None:
        """Append a mail; what was not written whole is cut off again."""
        del recipient, name
        text = content.replace(b"\r\n", b"\n")
        quoted = re.sub(rb"^(>*From )", rb">\1", text, flags=re.MULTILINE)
        # The date is not that of today: the file is the same whenever it was written.
        head = f"From {sender} Thu Jan  1 00:00:00 1970\n".encode()
        try:
            _make_private(self._path.parent)
            # Without a buffer, which would write its rest when the file is cut off again.
            with open(self._path, "ab", buffering=0, opener=_private) as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                start = file.seek(0, os.SEEK_END)
                if not expose():
                    return None
                try:
                    left = memoryview(head + quoted + b"\n")
                    while left:
                        left = left[file.write(left) :]
                    os.fsync(file.fileno())
                except OSError as error:
                    file.truncate(start)
                    return Handed(Reply("dot", 450, "4.3.0", str(error.strerror)))
        except OSError as error:
            message = f"cannot write mails to {self._path}: {error.strerror}"
            raise BriefError(message) from error
        return Handed(Reply("dot", 250, "2.0.0", "written"))


class MboxTransport:
    """One mbox, to look at."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def line(self) -> MboxLine:
        """Return a way into the file."""
        return MboxLine(self._path)


class SendmailLine(_Line):
    """Gives each mail to the program `sendmail` of this machine."""

    def __init__(self, program: str) -> None:
        self._program = program

    def hand_over(
        self,
        sender: str,
        recipient: str,
        name: str,
        content: bytes,
        expose: Callable[[], bool],
    ) -> Handed | None:
        """Start the program, write the mail, and end it: its end is the dot."""
        del name
        # No shell; `--` keeps an address from being an option; -i keeps a dot a dot.
        command = [self._program, "-i", "-f", sender, "--", recipient]
        try:
            running = subprocess.Popen(  # noqa: S603 - the program that the settings name
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
        except OSError as error:
            return Handed(no_reply("connect", f"{self._program}: {error.strerror}"))
        assert running.stdin is not None
        if not expose():
            # It has read no mail yet, and gets none.
            running.kill()
            running.communicate()
            return None
        try:
            _, said = running.communicate(content.replace(b"\r\n", b"\n"), _SENDMAIL_S)
        except (OSError, subprocess.TimeoutExpired):
            running.kill()
            running.communicate()
            return Handed(no_reply("dot", f"{self._program} did not end"))
        text = said.decode("utf-8", "replace").strip() or f"exit status {running.returncode}"
        return Handed(_reply(running.returncode, text))


def _reply(status: int, text: str) -> Reply:
    if status == 0:
        return Reply("dot", 250, "2.0.0", text)
    if status < 0:
        # Killed: nobody knows how far it came.
        return no_reply("dot", text)
    if status == _TRY_AGAIN:
        return Reply("dot", 450, "4.3.0", text)
    return Reply("dot", 550, "5.0.0", text)


class SendmailTransport:
    """The mailer of this machine."""

    def __init__(self, program: str) -> None:
        self._program = program

    def line(self) -> SendmailLine:
        """Return a way to the program."""
        return SendmailLine(self._program)
