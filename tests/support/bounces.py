"""Mail that comes back, in the forms that servers and people write it.

Written after what the named servers send: the parts, fields, subjects and sentences are theirs,
hosts and addresses are ours.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

HOST = "mx.reader.example.org"


@dataclass(frozen=True)
class Cause:
    """Why a letter came back: the class it is, and what a server says of it."""

    kind: str
    status: str
    says: str


CAUSES: Mapping[str, Cause] = {
    "unknown": Cause(
        "hard", "5.1.1", "550 5.1.1 <{to}>: Recipient address rejected: User unknown"
    ),
    "no-host": Cause("hard", "5.1.2", "550 5.1.2 {to}: Bad destination system address"),
    "moved": Cause("hard", "5.1.6", "551 5.1.6 {to}: Recipient no longer at this address"),
    "not-found": Cause(
        "hard", "5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found"
    ),
    "bare-unknown": Cause("hard", "5.0.0", "550 Unknown user"),
    "full": Cause("soft-permanent", "5.2.2", "552 5.2.2 {to}: Mailbox full"),
    "off": Cause("soft-permanent", "5.2.1", "550 5.2.1 The account {to} is disabled"),
    "bare-full": Cause("soft-permanent", "5.0.0", "552 mailbox for {to} is full"),
    "given-up": Cause("soft-permanent", "4.4.7", "421 4.4.7 {to}: delivery time expired"),
    "spam": Cause("policy", "5.7.1", "550 5.7.1 Message rejected as spam by policy"),
    "dmarc": Cause("policy", "5.7.26", "550 5.7.26 Unauthenticated email is not accepted"),
    "large": Cause("content", "5.3.4", "552 5.3.4 Message size exceeds fixed limit"),
    "odd": Cause("unknown-permanent", "5.5.4", "554 5.5.4 Transaction failed"),
}


@dataclass(frozen=True)
class Sent:
    """A letter that was sent, as a server that returns it saw it."""

    to: str
    verp: str
    leave: str
    message_id: str

    @property
    def head(self) -> str:
        """The head of the letter."""
        return (
            f"Return-Path: <{self.verp}>\n"
            "From: Example Letter <letter@letter.example>\n"
            f"To: {self.to}\n"
            "Subject: What moved this week\n"
            f"Message-ID: <{self.message_id}>\n"
            f"List-Unsubscribe: <mailto:{self.leave}?subject=unsubscribe>\n"
            "MIME-Version: 1.0\n"
            "Content-Type: text/plain; charset=utf-8\n"
        )

    @property
    def letter(self) -> str:
        """The whole letter."""
        return f"{self.head}\nEtched is said to grow. 550 people came, 5.1.1 of them twice.\n"


def _report(
    head: str, text: str, status: str, sent: Sent, *, original: bool, whole: bool = True
) -> str:
    plain = "Content-Description: Notification\nContent-Type: text/plain; charset=us-ascii"
    report = "Content-Description: Delivery report\nContent-Type: message/delivery-status"
    parts = [f"{plain}\n\n{text}\n", f"{report}\n\n{status}"]
    if original and whole:
        parts.append(
            "Content-Description: Undelivered Message\nContent-Type: message/rfc822\n\n"
            + sent.letter
        )
    elif original:
        parts.append(f"Content-Type: text/rfc822-headers\n\n{sent.head}")
    body = "".join(f"--=_b/1\n{part}\n" for part in parts) + "--=_b/1--\n"
    return (
        f"{head}MIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status;\n\tboundary="=_b/1"\n\n'
        f"This is a MIME-encapsulated message.\n\n{body}"
    )


def postfix(sent: Sent, cause: Cause, *, original: bool, action: str = "failed") -> str:
    """Return what Postfix 3 writes."""
    says = cause.says.format(to=sent.to)
    subject = "Delayed Mail (still being retried)"
    if action == "failed":
        subject = "Undelivered Mail Returned to Sender"
    head = (
        f"Return-Path: <>\nDelivered-To: {sent.verp}\n"
        "Date: Tue, 10 Nov 2026 09:00:00 +0000 (UTC)\n"
        f"From: MAILER-DAEMON@{HOST} (Mail Delivery System)\n"
        f"Subject: {subject}\nTo: {sent.verp}\nAuto-Submitted: auto-replied\n"
        f"Message-Id: <20261110090000.4F1A@{HOST}>\n"
    )
    text = (
        f"This is the mail system at host {HOST}.\n\n"
        "I'm sorry to have to inform you that your message could not\n"
        "be delivered to one or more recipients. It's attached below.\n\n"
        f"<{sent.to}>: host mail.reader.example.org[192.0.2.1] said:\n"
        f"    {says} (in reply to RCPT TO command)\n"
    )
    status = (
        f"Reporting-MTA: dns; {HOST}\nX-Postfix-Queue-ID: 4F1A\n"
        f"X-Postfix-Sender: rfc822; {sent.verp}\n\n"
        f"Final-Recipient: rfc822; {sent.to}\nOriginal-Recipient: rfc822;{sent.to}\n"
        f"Action: {action}\nStatus: {cause.status}\n"
        f"Remote-MTA: dns; mail.reader.example.org\nDiagnostic-Code: smtp; {says}\n"
    )
    return _report(head, text, status, sent, original=original)


def exim(sent: Sent, cause: Cause, *, original: bool) -> str:
    """Return what Exim 4.96 writes: a status of its own, the server's words beside it."""
    says = cause.says.format(to=sent.to)
    head = (
        f"Return-path: <>\nEnvelope-to: {sent.verp}\n"
        "Received: from Debian-exim by mx.reader.example.org with local (Exim 4.96)\n"
        f"\tid 1r2abc-0001\n\tfor {sent.verp};\n\tTue, 10 Nov 2026 09:00:00 +0000\n"
        f"X-Failed-Recipients: {sent.to}\nAuto-Submitted: auto-replied\n"
        f"From: Mail Delivery System <Mailer-Daemon@{HOST}>\nTo: {sent.verp}\n"
        "References: \n"
        "Subject: Mail delivery failed: returning message to sender\n"
    )
    text = (
        "This message was created automatically by mail delivery software.\n\n"
        "A message that you sent could not be delivered to one or more of its\n"
        "recipients. This is a permanent error. The following address(es) failed:\n\n"
        f"  {sent.to}\n    host mail.reader.example.org [192.0.2.1]\n"
        f"    SMTP error from remote mail server after RCPT TO:<{sent.to}>:\n    {says}\n"
    )
    status = (
        f"Reporting-MTA: dns; {HOST}\n\nAction: failed\n"
        f"Final-Recipient: rfc822;{sent.to}\nStatus: 5.0.0\n"
        f"Remote-MTA: dns; mail.reader.example.org\nDiagnostic-Code: smtp; {says}\n"
    )
    return _report(head, text, status, sent, original=original, whole=False)


def opensmtpd(sent: Sent, cause: Cause, *, original: bool) -> str:
    """Return what OpenSMTPD 6.8 writes."""
    says = cause.says.format(to=sent.to)
    head = (
        f"Return-Path: <>\nDelivered-To: {sent.verp}\n"
        f"From: Mailer Daemon <MAILER-DAEMON@{HOST}>\nTo: {sent.verp}\n"
        "Subject: Delivery status notification: error\n"
        "Date: Tue, 10 Nov 2026 09:00:00 +0000 (UTC)\n"
    )
    text = (
        "    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this email.\n\n"
        "    An error has occurred while attempting to deliver a message for\n"
        f"    the following list of recipients:\n\n{sent.to}: {says}\n\n"
        "    Below is a copy of the original message:\n"
    )
    status = (
        f"Reporting-MTA: dns; {HOST}\n\nFinal-Recipient: rfc822; {sent.to}\n"
        f"Action: failed\nStatus: {cause.status}\nDiagnostic-Code: smtp; {says}\n"
    )
    return _report(head, text, status, sent, original=original, whole=False)


def gmail(sent: Sent, cause: Cause, *, original: bool) -> str:
    """Return what Gmail writes: HTML beside the text, replies over several lines."""
    says = cause.says.format(to=sent.to)
    code, _, rest = says.partition(" ")
    folded = f"{code}-{rest}\n {code} {cause.status} https://support.example/mail s12-20si.7"
    head = (
        "Return-Path: <>\nX-Received: by 2002:a05:6a00 with SMTP id x1\n"
        f"Delivered-To: {sent.verp.upper()}\nTo: {sent.verp}\nAuto-Submitted: auto-replied\n"
        f"X-Failed-Recipients: {sent.to}\n"
        "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\n"
        "Subject: Delivery Status Notification (Failure)\n"
        "In-Reply-To: <nothing-of-ours@googlemail.com>\n"
    )
    text = (
        "\n** Address not found **\n\n"
        f"Your message wasn't delivered to {sent.to}.\n\n"
        f"The response was:\n\n{folded}\n"
    )
    status = (
        "Reporting-MTA: dns; googlemail.com\n"
        f"X-Original-Message-ID: <{sent.message_id}>\n\n"
        f"Final-Recipient: rfc822; {sent.to}\nAction: failed\nStatus: {cause.status}\n"
        f"Remote-MTA: dns; mail.reader.example.org\nDiagnostic-Code: smtp; {folded}\n"
        "Last-Attempt-Date: Tue, 10 Nov 2026 01:00:00 -0800 (PST)\n"
    )
    return _report(head, text, status, sent, original=original)


def outlook(sent: Sent, cause: Cause, *, original: bool) -> str:
    """Return what Exchange Online writes: base64, and a page of HTML for people."""
    says = cause.says.format(to=sent.to)
    head = (
        "Return-Path: <>\n"
        "From: postmaster@reader.onmicrosoft.example\n"
        f"To: <{sent.verp}>\n"
        "Subject: =?utf-8?B?VW5kZWxpdmVyYWJsZTogV2hhdCBtb3ZlZCB0aGlzIHdlZWs=?=\n"
        f"In-Reply-To: <{sent.message_id}>\nX-MS-Exchange-Message-Is-Ndr:\n"
        "Auto-Submitted: auto-replied\n"
    )
    text = (
        f"Your message to {sent.to} couldn't be delivered.\n\nRemote Server returned '{says}'\n"
    )
    status = (
        "Reporting-MTA: dns;AM0PR01.eurprd01.prod.outlook.example\n"
        "Received-From-MTA: dns;letter.example\n\n"
        f"Original-Recipient: rfc822;{sent.to}\nFinal-Recipient: rfc822;{sent.to}\n"
        f"Action: failed\nStatus: {cause.status}\nDiagnostic-Code: smtp;{says}\n"
    )
    return _report(head, text, status, sent, original=original, whole=False)


def qmail(sent: Sent, cause: Cause, *, original: bool) -> str:
    """Return what qmail writes: words, a code in brackets, the letter below a line."""
    says = cause.says.format(to=sent.to)
    text = (
        f"Return-Path: <>\nDelivered-To: {sent.verp}\nFrom: MAILER-DAEMON@{HOST}\n"
        f"To: {sent.verp}\nSubject: failure notice\n\n"
        f"Hi. This is the qmail-send program at {HOST}.\n"
        "I'm afraid I wasn't able to deliver your message to the following addresses.\n"
        "This is a permanent error; I've given up. Sorry it didn't work out.\n\n"
        f"<{sent.to}>:\n192.0.2.1 does not like recipient.\n"
        f"Remote host said: {says} (#{cause.status})\nGiving up on 192.0.2.1.\n"
    )
    return text + (
        f"\n--- Below this line is a copy of the message.\n\n{sent.letter}" if original else ""
    )


def words(sent: Sent, cause: Cause, *, original: bool) -> str:
    """Return what a gateway without codes writes: sentences, without any structure."""
    sentence = {
        "hard": "the user does not exist here",
        "soft-permanent": "the quota of the mailbox is exceeded",
        "policy": "the message was blocked by our spam filter",
        "content": "the message is too large",
        "unknown-permanent": "it was refused",
    }[cause.kind]
    text = (
        f"Return-Path: <>\nFrom: Mail Gateway <postmaster@{HOST}>\nTo: {sent.verp}\n"
        "Subject: Undeliverable mail\nContent-Type: text/plain; charset=iso-8859-1\n\n"
        f"Your mail to {sent.to} could not be delivered:\n{sentence}.\n"
    )
    return text + (f"\n----- Original message -----\n{sent.letter}" if original else "")


Form = Callable[..., str]
FORMS: Mapping[str, Form] = {
    "postfix": postfix,
    "exim": exim,
    "opensmtpd": opensmtpd,
    "gmail": gmail,
    "outlook": outlook,
    "qmail": qmail,
    "words": words,
}


def absence(sent: Sent) -> str:
    """Return a notice of absence by a mail program."""
    return (
        f"Return-Path: <>\nFrom: Ann Lee <{sent.to}>\nTo: {sent.verp}\n"
        f"Subject: Automatic reply: What moved this week\nAuto-Submitted: auto-replied\n"
        f"In-Reply-To: <{sent.message_id}>\n\n"
        "I am out of the office. User unknown to you? 550 5.1.1 is my room.\n"
    )


def old_absence(sent: Sent) -> str:
    """Return a notice of absence by a program that names itself nowhere."""
    return (
        f"From: {sent.to}\nTo: {sent.verp}\nSubject: Abwesenheitsnotiz: What moved\n\n"
        "Ich bin nicht im Hause.\n"
    )


def delivered(sent: Sent) -> str:
    """Return a report of success."""
    cause = Cause("delivered", "2.0.0", "250 2.0.0 Ok")
    return postfix(sent, cause, original=False, action="delivered")


def delayed(sent: Sent) -> str:
    """Return a warning that a server still tries."""
    cause = Cause("delay", "4.4.1", "connect to mail.reader.example.org: timed out")
    return postfix(sent, cause, original=True, action="delayed")


def complaint(sent: Sent, *, original: bool) -> str:
    """Return a report of abuse (RFC 5965)."""
    letter = sent.letter if original else "Subject: redacted\n\n"
    return (
        "Return-Path: <>\nFrom: complaints@feedback.example\nTo: abuse@letter.example\n"
        "Subject: Abuse report\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=feedback-report; boundary="b1"\n\n'
        "--b1\nContent-Type: text/plain\n\nThis is an abuse report.\n"
        "--b1\nContent-Type: message/feedback-report\n\n"
        "Feedback-Type: abuse\nUser-Agent: SomeGenerator/1.0\nVersion: 1\n"
        f"Original-Mail-From: <{sent.verp}>\nOriginal-Rcpt-To: <{sent.to}>\n\n"
        f"--b1\nContent-Type: message/rfc822\n\n{letter}\n--b1--\n"
    )


def wish(sent: Sent) -> str:
    """Return the mail that a mail program writes when somebody leaves."""
    return (
        f"From: Ann <{sent.to}>\nTo: {sent.leave}\nSubject: unsubscribe\n"
        "Date: Tue, 10 Nov 2026 09:00:00 +0000\n\n"
    )
