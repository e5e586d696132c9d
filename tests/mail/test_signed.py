"""A relay signs our mails: what we hand over can be signed, and stays as it was signed.

Three programs sign: dkimpy, Mail::DKIM in Perl, and the library of OpenDKIM, by which relays do
it. The first two verify. Keys are answered from memory; no name is looked up.
"""

import re
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import dkim
import pytest

from support.debian import libraries, unpacked
from support.mailing import SENDER, filled, personal
from support.synthetic import synthetic
from support.tools import need_perl, need_program

DOMAIN, SELECTOR = "letter.example", "test"
NAME = f"{SELECTOR}._domainkey.{DOMAIN}"
PERL = Path(__file__).parent.parent / "support/dkim.pl"

# What receivers ask for, and what RFC 8058, 4, demands. Source: RFC 6376, 5.4.1.
SIGNED = (
    *("From", "Reply-To", "To", "Subject", "Date", "Message-ID", "MIME-Version"),
    *("Content-Type", "Content-Language", "List-Id", "List-Unsubscribe"),
    *("List-Unsubscribe-Post", "List-Archive", "List-Help", "List-Owner", "List-Post"),
    "Feedback-ID",
)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a private key made for this run."""
    path = tmp_path_factory.mktemp("key") / "key.pem"
    command = [need_program("openssl"), "genrsa", "-traditional", "-out", str(path), "2048"]
    subprocess.run(command, capture_output=True, check=True)
    return path


@pytest.fixture(scope="module")
def record(key: Path) -> str:
    """Return what the DNS would say of the key."""
    made = subprocess.run(
        [need_program("openssl"), "rsa", "-in", str(key), "-pubout"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return f"v=DKIM1; k=rsa; p={''.join(made.splitlines()[1:-1])}"


@pytest.fixture(scope="module")
def mails() -> dict[str, bytes]:
    """Return mails of many shapes: of issues with odd texts, and with a very long header."""
    made = {f"issue {mail.number}": mail.raw for mail in synthetic(range(9))}
    first = next(mail for mail in synthetic((0,)))
    far = replace(SENDER, service=f"https://news.letter.example/{'far/' * 190}")
    made["a long header"] = filled(first.letter, personal(), far)
    assert 900 < max(map(len, made["a long header"].split(b"\r\n"))) <= 998
    return made


def by_dkimpy(raw: bytes, key: Path, _folder: Path) -> bytes:
    header = dkim.sign(
        raw,
        SELECTOR.encode(),
        DOMAIN.encode(),
        key.read_bytes(),
        canonicalize=(b"relaxed", b"relaxed"),
        include_headers=[name.lower().encode() for name in SIGNED],
    )
    return bytes(header) + raw


def by_perl(raw: bytes, key: Path, folder: Path) -> bytes:
    path = folder / "unsigned.eml"
    path.write_bytes(raw)
    done = subprocess.run(
        [
            *(need_perl("Mail::DKIM"), str(PERL), "sign", DOMAIN, SELECTOR, str(key)),
            *(":".join(SIGNED), str(path)),
        ],
        capture_output=True,
        check=True,
    )
    return done.stdout + raw


def by_opendkim(raw: bytes, key: Path, _folder: Path) -> bytes:
    """Sign as OpenDKIM does that was told nothing: it chooses the headers itself."""
    root = unpacked("opendkim", ("opendkim-tools", "libopendkim11", "libbsd0", "libmd0"))
    signer = str(root / "usr/sbin/opendkim-testmsg")
    return subprocess.run(
        [signer, "-C", "-d", DOMAIN, "-s", SELECTOR, "-k", str(key)],
        input=raw,
        env={"LD_LIBRARY_PATH": libraries(root), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        check=True,
    ).stdout


def judged(signed: Sequence[bytes], record: str, folder: Path) -> tuple[list[bool], list[str]]:
    """Return what dkimpy and Mail::DKIM say of mails."""

    def answer(name: bytes, timeout: int = 5) -> bytes | None:
        assert timeout
        return record.encode() if name.decode().rstrip(".") == NAME else None

    paths = []
    for number, raw in enumerate(signed):
        paths.append(folder / f"signed-{number}.eml")
        paths[-1].write_bytes(raw)
    perl = subprocess.run(
        [need_perl("Mail::DKIM"), str(PERL), "verify", NAME, record, *map(str, paths)],
        capture_output=True,
        text=True,
        check=True,
    )
    return [dkim.verify(raw, dnsfunc=answer) for raw in signed], perl.stdout.splitlines()


SIGNERS = pytest.mark.parametrize(
    "signer", [by_dkimpy, by_perl, by_opendkim], ids=["dkimpy", "perl", "opendkim"]
)
Signer = Callable[[bytes, Path, Path], bytes]


@SIGNERS
def test_what_one_program_signs_others_verify(
    mails: dict[str, bytes], key: Path, record: str, folder: Path, signer: Signer
) -> None:
    signed = [signer(raw, key, folder) for raw in mails.values()]
    for raw in signed:
        (found,) = re.findall(rb"[;\s]h=([^;]*);", raw.split(b"\r\nDate", 1)[0])
        named = [name.lower() for name in re.sub(rb"\s", b"", found).decode().split(":")]
        assert {"list-unsubscribe", "list-unsubscribe-post"} < set(named)
        # OpenDKIM signs one more of ours.
        assert set(named) - {"x-auto-response-suppress"} == {name.lower() for name in SIGNED}
    ours, theirs = judged(signed, record, folder)
    assert dict(zip(mails, ours, strict=True)) == dict.fromkeys(mails, True)
    assert dict(zip(mails, theirs, strict=True)) == dict.fromkeys(mails, "pass")


def with_trace(raw: bytes) -> bytes:
    return (
        b"Return-Path: <b+x@bounces.letter.example>\r\n"
        b"Received: from a.example by b.example; Mon, 23 Nov 2026 09:31:00 +0000\r\n"
    ) + raw


def refolded(raw: bytes) -> bytes:
    return raw.replace(b">, <mailto:leave", b">,\r\n\t<mailto:leave")


def bare(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n")


def padded(raw: bytes) -> bytes:
    return raw + b"\r\n\r\n"


# What relays and mailboxes do to mails, and what relaxed signatures allow.
HARMLESS = {"trace": with_trace, "folds": refolded, "line ends": bare, "last lines": padded}


@SIGNERS
@pytest.mark.parametrize("way", HARMLESS.values(), ids=HARMLESS)
def test_what_relays_do_on_the_way_breaks_no_signature(
    mails: dict[str, bytes],
    key: Path,
    record: str,
    folder: Path,
    signer: Signer,
    way: Callable[[bytes], bytes],
) -> None:
    signed = [signer(mails[name], key, folder) for name in ("issue 1", "issue 4")]
    changed = [way(raw) for raw in signed]
    assert all(one != other for one, other in zip(signed, changed, strict=True))
    # A program that reads a mailbox gets whole lines back before it verifies.
    whole = [re.sub(rb"\r?\n", b"\r\n", raw) for raw in changed]
    assert judged(whole, record, folder) == ([True, True], ["pass", "pass"])


HARMFUL = {
    "a byte of the text": (b"EXAMPLE LETTER", b"EXAMPLE LETTEr"),
    "a byte of the HTML": (b"<!DOCTYPE html>", b"<!DOCTYPE hTml>"),
    "a byte of the way to leave": (b"<mailto:leave+", b"<mailto:Leave+"),
    "no click": (b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", b""),
    "another reader": (b"\r\nTo: ", b"\r\nTo: x"),
    "a fold inside a word": (b"Content-Language: en", b"Content-Language: e\r\n n"),
}


@SIGNERS
@pytest.mark.parametrize("change", HARMFUL.values(), ids=HARMFUL)
def test_one_byte_that_is_changed_breaks_the_signature(
    mails: dict[str, bytes],
    key: Path,
    record: str,
    folder: Path,
    signer: Signer,
    change: tuple[bytes, bytes],
) -> None:
    signed = signer(mails["issue 0"], key, folder)
    assert signed.count(change[0]) == 1
    (ours,), (theirs,) = judged([signed.replace(*change)], record, folder)
    assert not ours
    assert theirs.startswith("fail")


def test_a_key_that_is_not_ours_verifies_nothing(
    mails: dict[str, bytes], key: Path, folder: Path
) -> None:
    signed = by_dkimpy(mails["issue 0"], key, folder)
    other = folder / "other.pem"
    command = [need_program("openssl"), "genrsa", "-traditional", "-out", str(other), "2048"]
    subprocess.run(command, capture_output=True, check=True)
    wrong = subprocess.run(
        ["openssl", "rsa", "-in", str(other), "-pubout"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    record = f"v=DKIM1; k=rsa; p={''.join(wrong.splitlines()[1:-1])}"
    (ours,), (theirs,) = judged([signed], record, folder)
    assert not ours
    assert theirs.startswith("fail")
