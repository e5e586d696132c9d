"""The transport over SMTP: connections that are used for many mails, opened anew when lost."""

import re
from collections.abc import Callable

from brief.adapters.mail.dialogue import Dialogue, Envelope, Failed, Relay, Stop
from brief.app.ports import Handed

# How Postfix, Exim and OpenSMTPD name what they have taken.
_TAKEN_AS = re.compile(r"queued as (\S+)|\bid=(\S+)|2\.0\.0:? (\S+) Message accepted")


class SmtpLine:
    """One connection at a time to a relay, for one sender."""

    def __init__(self, relay: Relay, stop: Stop = lambda _: None) -> None:
        self._relay = relay
        self._stop = stop
        self._open: Dialogue | None = None

    def hand_over(
        self, sender: str, recipient: str, name: str, content: bytes, expose: Callable[[], bool]
    ) -> Handed | None:
        """Hand a mail over, on a connection that is opened where there is none."""
        if self._open is None:
            try:
                self._open = Dialogue(self._relay, self._stop)
            except Failed as failed:
                return Handed(failed.reply)
        dialogue = self._open
        reply = dialogue.hand_over(Envelope(sender, recipient, name), content, expose)
        self._after(dialogue, taken=reply is not None and _is_taken(reply.code, reply.phase))
        if reply is None:
            return None
        found = _TAKEN_AS.search(reply.text) if reply.phase == "dot" else None
        taken_as = next((each for each in found.groups() if each), None) if found else None
        return Handed(reply, taken_as)

    def _after(self, dialogue: Dialogue, *, taken: bool) -> None:
        """Keep a connection that can take another mail, and close any other."""
        if not dialogue.is_open:
            self._open = None
        elif dialogue.mails >= self._relay.mails_per_connection:
            self.close()
        elif not taken and not dialogue.again():
            dialogue.close()
            self._open = None

    def close(self) -> None:
        """Say goodbye."""
        dialogue, self._open = self._open, None
        if dialogue is not None:
            dialogue.quit()

    def abort(self) -> None:
        """End a wait of another thread, unless it is for the reply to a dot."""
        dialogue = self._open
        if dialogue is not None:
            dialogue.abort()


def _is_taken(code: int | None, phase: str) -> bool:
    return phase == "dot" and code is not None and code < 300  # noqa: PLR2004 - RFC 5321, 4.2.1


class SmtpTransport:
    """Lines to one relay."""

    def __init__(self, relay: Relay, stop: Stop = lambda _: None) -> None:
        self._relay = relay
        self._stop = stop

    def line(self) -> SmtpLine:
        """Return a line, which connects when it has a mail."""
        return SmtpLine(self._relay, self._stop)
