"""What a server says of a failure, in codes or in words, to one of the classes of replies."""

import re
from dataclasses import dataclass

from brief.delivery.replies import Reply, Sort, verdict

# A mailbox that is not there, in words that leave no other reading. Servers without enhanced
# codes say it so; what may mean something else too is not here.
_NOBODY = re.compile(
    r"(user|recipient|mailbox|account|address)( name)? (is )?(unknown|not found|unavailable:"
    r" no such|does ?n[o']t exist)|(unknown|no such|invalid) (local )?(user|recipient|mailbox"
    r"|address|account)|no mailbox here by that name|address (does not exist|no longer exists)"
    r"|(does not|doesn't) (exist|have an? [\w.-]+ (account|mailbox))|unrouteable address"
    r"|not a (valid|known) (user|mailbox|recipient)|couldn't be found|wasn't found at"
    r"|account (has been|is) (deleted|closed)|not listed in [\w' ]*directory"
    r"|invalid final delivery userid",
    re.IGNORECASE,
)
_FULL = re.compile(
    r"(mailbox|inbox|quota)\b.{0,40}\b(full|exceeded|exhausted)|over ?quota|out of storage"
    r"|(account|mailbox|user) (is |has been )?(disabled|inactive|suspended|locked)"
    r"|exceed(ed|s)?.{0,20}quota",
    re.IGNORECASE,
)
# A name server that errs today may be right tomorrow: not for ever, unless it stays so.
_NO_HOST = re.compile(
    r"host (or domain )?(name )?(unknown|not found|lookup)|nxdomain|unknown host|no mx record"
    r"|domain (name )?(not found|is not reachable|could ?n[o']t be found)|invalid domain"
    r"|name service error|no such (domain|host)",
    re.IGNORECASE,
)
_CONTENT = re.compile(
    r"message (size|is too (large|big)|too large)|too large|size limit"
    r"|content (rejected|refused)",
    re.IGNORECASE,
)
_POLICY = re.compile(
    r"spam|blacklist|blocklist|blocked (using|by)|listed (in|at|by)|reputation|dmarc|spf"
    r"|dkim|policy|not allowed|access denied|banned",
    re.IGNORECASE,
)
_DELAYED = re.compile(
    r"this is a warning message only|you do not need to resend|delayed|has not yet been"
    r"|will (be retried|continue to|keep trying)|delivery attempts will continue",
    re.IGNORECASE,
)
_ENHANCED = re.compile(r"(?<![\d.])#?([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_CODE = re.compile(r"(?<![\d.#-])([45]\d\d)(?=[ \-#])")


@dataclass(frozen=True, slots=True)
class Status:
    """What is known of a failure. `text` is the line that says it."""

    sort: Sort
    enhanced: str | None = None
    code: int | None = None
    text: str = ""
    delayed: bool = False
    is_said: bool = False


def status_of(status: str, diagnostic: str) -> Status:
    """Class a failure by its fields `Status` and `Diagnostic-Code` (RFC 3464).

    A server in between may have made a status of its own, x.0.0 mostly; then the enhanced code
    in what the last server said is the better one.
    """
    found = _ENHANCED.search(status)
    enhanced = found[1] if found else None
    if enhanced is None or _tells_little(enhanced) or enhanced[0] == "4":
        inner = _ENHANCED.findall(diagnostic)
        telling = [each for each in inner if not _tells_little(each)]
        enhanced = next(iter((*telling, *inner)), enhanced)
    coded = _CODE.search(diagnostic)
    code = int(coded[1]) if coded else None
    return _classed(enhanced, code, diagnostic)


def from_text(text: str) -> Status:
    """Class a failure by what a mail in free form says; the first code counts."""
    line = next((row for row in text.splitlines() if _ENHANCED.search(row)), None)
    line = line or next((row for row in text.splitlines() if _CODE.search(row)), None)
    found = _ENHANCED.search(line or "")
    coded = _CODE.search(line or "")
    enhanced = found[1] if found else None
    code = int(coded[1]) if coded else None
    classed = _classed(enhanced, code, text)
    said = " ".join((line or text).split())
    permanent = enhanced is not None or code is not None or classed.sort != "unknown-permanent"
    # Words of patience count only where no code says that it is over.
    delayed = bool(_DELAYED.search(text)) and not (enhanced or "").startswith("5")
    return Status(classed.sort, enhanced, code, said, delayed, is_said=permanent)


def _classed(enhanced: str | None, code: int | None, text: str) -> Status:
    if enhanced is not None and not _tells_little(enhanced):
        return Status(_by_code(enhanced, code), enhanced, code, text)
    # Without a code that tells, words do; the most harmless reading first.
    if _FULL.search(text):
        return Status("soft-permanent", enhanced, code, text)
    if _NO_HOST.search(text):
        return Status("soft-permanent", enhanced, code, text)
    if _CONTENT.search(text):
        return Status("content", enhanced, code, text)
    if _NOBODY.search(text):
        return Status("hard", enhanced, code, text)
    if _POLICY.search(text):
        return Status("policy", enhanced, code, text)
    if code is not None and code < 500:  # noqa: PLR2004 - RFC 5321, 4.2.1
        return Status("soft-permanent", enhanced, code, text)
    return Status("unknown-permanent", enhanced, code, text)


def _tells_little(enhanced: str) -> bool:
    """Tell whether a code names a field at most: `5.2.0`. Servers write it for anything."""
    return enhanced.endswith(".0") or enhanced.startswith("5.5.") or enhanced == "5.4.4"


def _by_code(enhanced: str, code: int | None) -> Sort:
    """Class a failure by its enhanced code, as the reply of a server is classed."""
    if enhanced[0] != "5":
        # Given up after days of patience: the mailbox was not there to take it.
        return "soft-permanent"
    permanent = code if code is not None and code >= 500 else 550  # noqa: PLR2004 - the same
    return verdict(Reply("rcpt", permanent, enhanced, "")).sort
