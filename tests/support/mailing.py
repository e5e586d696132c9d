"""Letters for tests: projects that send mail, their mails, and messages made of them."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime

from brief.build.compile import Compilation, compile_snapshot
from brief.build.options import Options as Compiling
from brief.build.steps import PURE, in_place
from brief.delivery.message import Letter, Personal, Variant, encode
from brief.delivery.published import letter
from brief.delivery.sender import Sender, sender_of
from brief.delivery.tokens import Tokens, derive
from brief.schema.mail import Bounces
from support.compiling import AT, compiled, snapshot

KEY = bytes(range(32))
THEN = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)

MAIL = {
    "from": {"email": "post@letter.example", "name": "The Letter of Tests"},
    "reply_to": "desk@letter.example",
    "list": "letter.lists.example",
    "bounces": "bounces.letter.example",
    "leave": "leave@letter.example",
    "service": "https://news.letter.example",
    "owner": "person@letter.example",
}

SENDER = Sender(
    name="The Letter of Tests",
    address="post@letter.example",
    reply_to="desk@letter.example",
    list_id="letter.lists.example",
    domain="letter.example",
    bounces=Bounces(domain="bounces.letter.example"),
    leave="leave@letter.example",
    service="https://news.letter.example",
    owner="person@letter.example",
    help="https://letter.example/",
    bulk=False,
)

Files = Mapping[str, str | bytes]


def sending(files: Files, **mail: object) -> dict[str, str | bytes]:
    """Return a project with a block `mail` in its settings, and a postal address."""
    path = "briefs/newsletter.yaml"
    written = files[path]
    text = written.decode() if isinstance(written, bytes) else written
    block = json.dumps({**MAIL, **mail}, ensure_ascii=False)
    if text.lstrip().startswith("{"):
        settings = json.loads(text)
        settings["mail"] = {**MAIL, **mail}
        settings.setdefault("publisher", {"name": "A House"})
        settings["publisher"].setdefault("address", "1 Example Street")
        return {**files, path: json.dumps(settings, ensure_ascii=False)}
    bare = re.sub(r"(?m)^mail:.*\n(?:[ \t]+.*\n)*", "", text)
    return {**files, path: f"{bare.rstrip()}\nmail: {block}\n"}


def letters(done: Compilation, issue: str, edition: str, pdf: str = "link") -> Letter:
    """Return the letter of a compiled edition."""
    found = letter(
        lambda path: done.editions[path].content if path in done.editions else None,
        issue,
        edition,
        pdf=pdf,  # type: ignore[arg-type]
    )
    assert found is not None, sorted(done.editions)
    return found


def posted(files: Files, issue: str, edition: str, pdf: str = "link") -> Letter:
    """Compile a project without its PDFs, and return a letter of it."""
    done = compiled(files)
    assert done.settings is not None, done.diagnostics
    assert sender_of(done.settings) is not None
    return letters(done, issue, edition, pdf)


def tokens(subscriber: str = "s-1", issue: str = "first") -> Tokens:
    return derive(KEY, issue, "issue", subscriber)


def personal(to: str = "reader@there.example", name: str | None = "A Reader") -> Personal:
    return Personal(to, name, THEN, tokens())


def filled(made: Letter, to: Personal | None = None, sender: Sender = SENDER) -> bytes:
    """Return one copy of a letter."""
    return variant(made, sender).fill(to or personal())


def variant(made: Letter, sender: Sender = SENDER) -> Variant:
    return encode(made, sender)


def in_memory(files: Files, *, pdf: bool = False) -> Compilation:
    """Compile a project in memory."""
    return compile_snapshot(snapshot(files, at=AT), Compiling(pdf=pdf), in_place(PURE))
