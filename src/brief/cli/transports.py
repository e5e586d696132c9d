"""How mail leaves, by the settings: passwords come from the environment alone."""

import os
import shutil
from pathlib import Path

from brief.adapters.mail.dialogue import Relay
from brief.adapters.mail.local import FolderTransport, MboxTransport, SendmailTransport
from brief.adapters.mail.smtp import SmtpTransport
from brief.app.ports import Transport
from brief.diagnostics.world import BriefError
from brief.schema.mail import LOOPBACK
from brief.schema.mail import Transport as Wanted

USER, PASSWORD = "BRIEF_SMTP_USER", "BRIEF_SMTP_PASSWORD"

# Where most systems keep the mailer, which is often not in the path of a service.
_SENDMAIL = "/usr/sbin/sendmail"


def transport_of(root: Path, wanted: Wanted) -> Transport:
    """Return the transport of a project.

    Raises:
        BriefError: The settings name no relay, or the environment half a login.
    """
    if wanted.kind == "eml":
        return FolderTransport(root / (wanted.path or "state/mail"))
    if wanted.kind == "mbox":
        return MboxTransport(root / (wanted.path or "state/mail.mbox"))
    if wanted.kind == "sendmail":
        return SendmailTransport(wanted.path or shutil.which("sendmail") or _SENDMAIL)
    if wanted.host is None:
        hint = "write `transport: {host: smtp.example.org}` below `mail:` in newsletter.yaml"
        raise BriefError("the settings name no relay to send by", hint)
    user, password = os.environ.get(USER), os.environ.get(PASSWORD)
    if (user is None) != (password is None):
        message = f"{USER} and {PASSWORD} belong together, and one is not set"
        raise BriefError(message, "set both, or neither where the relay asks for no login")
    if wanted.tls == "none" and wanted.host not in LOOPBACK:
        raise BriefError(f"mail would go to {wanted.host} in plain text", "use `tls: starttls`")
    return SmtpTransport(
        Relay(
            host=wanted.host,
            port=wanted.port_number,
            tls=wanted.tls,
            user=user,
            password=password,
            mails_per_connection=wanted.mails_per_connection,
        )
    )
