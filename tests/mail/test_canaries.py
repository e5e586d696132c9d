"""Five hundred words of hidden notes, looked for in the decoded mails of twenty editions."""

import json
import re
from collections.abc import Iterator, Mapping
from email import message_from_bytes, policy

import pytest

from brief.build.compile import Compilation
from brief.delivery.message import Attachment
from brief.delivery.published import letter
from support.canaries import AUDIENCES, layers
from support.canaries import letter as project
from support.command import run, tree, write
from support.mailing import filled, in_memory, sending
from support.projects import NOW

COUNT = 500
CANARY = re.compile(rb"qzcanary[a-j]{3}zq", re.IGNORECASE)

MAIL = ["mail", "pdf"]

# Twenty editions that may show nothing but what is free and clear, cut in every other way.
FREE = {
    **{f"{a}-{n}": {"audience": a, "formats": MAIL} for a in AUDIENCES for n in range(2)},
    **{f"open-{n}": {"tier": "free", "tlp_max": "CLEAR", "formats": MAIL} for n in range(12)},
}


@pytest.fixture(scope="module")
def done() -> Compilation:
    editions = {**FREE, "members": {"tier": "paid", "formats": MAIL}}
    compiled = in_memory(sending(project(COUNT, editions)))
    assert compiled.settings is not None
    return compiled


def decoded(raw: bytes) -> Iterator[bytes]:
    """Yield every part of a message as its reader gets it, and the message as it is sent."""
    yield raw
    for part in message_from_bytes(raw, policy=policy.default).walk():
        yield str(part.items()).encode()
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield from layers(part.get_filename() or "part", content)


def messages(done: Compilation, edition: str) -> Iterator[bytes]:
    def read(path: str) -> bytes | None:
        if path.endswith(".pdf"):
            return b"no more than its place"
        return done.editions[path].content if path in done.editions else None

    for choice in ("link", "none"):
        found = letter(read, "the-issue", edition, pdf=choice)
        assert found is not None, edition
        yield filled(found)


def test_no_word_of_a_hidden_note_reaches_a_free_address(done: Compilation) -> None:
    assert len(FREE) == 20
    sung = [
        (edition, found.decode())
        for edition in FREE
        for raw in messages(done, edition)
        for layer in decoded(raw)
        for found in CANARY.findall(layer)
    ]
    assert sung[:20] == []


def test_free_mails_say_what_is_free(done: Compilation) -> None:
    for edition in FREE:
        raw = next(messages(done, edition))
        assert any(b"What is shown" in each for each in decoded(raw)), edition


def test_members_get_the_words_that_are_theirs(done: Compilation) -> None:
    found = {
        each
        for raw in messages(done, "members")
        for layer in decoded(raw)
        for each in CANARY.findall(layer)
    }
    assert len(found) > COUNT / 10


def test_an_attached_pdf_holds_no_word_of_a_hidden_note(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    formats = ["pdf", "mail"]
    files = sending(project(60, {"public": {"formats": formats}}))
    settings = json.loads(files["briefs/newsletter.yaml"])
    settings |= {"cards": "off", "search": "off", "figures": "off"}
    root = tmp_path_factory.mktemp("canaries")
    write(root, {**files, "briefs/newsletter.yaml": json.dumps(settings)})
    built = run("build", cwd=root, env=NOW)
    assert built.returncode == 0, built.stderr
    made: Mapping[str, bytes] = tree(root / "editions")
    found = letter(made.get, "the-issue", "public", pdf="attach")
    assert found is not None
    assert isinstance(found.attachment, Attachment)
    raw = filled(found)
    parts = list(decoded(raw))
    assert any(b"What is shown" in each for each in layers("a.pdf", found.attachment.content))
    assert any(each.startswith(b"%PDF") for each in parts)
    assert [each for part in parts for each in CANARY.findall(part)] == []
