"""Settings of a sender that mails carry in another form, or cannot carry and refuse."""

import pytest

from brief.delivery.message import encode
from brief.delivery.sender import sender_of
from support.compiling import SOUND, compiled
from support.mailing import MAIL, filled, letters, personal, sending, tokens

REFUSED: dict[str, dict[str, object]] = {
    "a sender of another script": {"from": "post@bücher.example"},
    "a list with a phrase": {"list": "Letter <letter.lists.example>"},
    "a mailbox with blanks": {"leave": '"a b"@letter.example'},
    "a mailbox without room for a token": {"leave": f"{'l' * 38}@letter.example"},
    "a sender without room, where none is named": {"from": f"{'l' * 38}@letter.example"},
    "bounces to no mailbox": {"bounces": {"domain": "b.example", "prefix": "b x"}},
    "bounces without room": {"bounces": {"domain": "b.example", "prefix": "b" * 38}},
    "a service that is long": {"service": f"https://news.letter.example/{'x' * 500}"},
    "a service that is long when written": {"service": f"https://a.example/{'ü' * 90}"},
    "a service with a query": {"service": "https://news.letter.example/?list=1"},
    "a service in plain text": {"service": "http://news.letter.example"},
    "help that is long": {"help": f"https://letter.example/{'x' * 500}"},
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_header_carries_is_refused_where_it_is_written(name: str) -> None:
    path = "briefs/newsletter.yaml"
    files = sending(SOUND, **REFUSED[name])
    if "none is named" in name:
        files[path] = str(files[path]).replace(f'"leave": "{MAIL["leave"]}", ', "")
        assert "leave" not in str(files[path])
    done = compiled(files)
    assert {each.code for each in done.diagnostics} & {"B501", "B502", "B503"}, name


CARRIED: dict[str, tuple[dict[str, object], str]] = {
    "a service of another script": (
        {"service": "https://bücher.example:8443/für/"},
        "List-Unsubscribe: <https://xn--bcher-kva.example:8443/f%C3%BCr/u/",
    ),
    "help of another script": (
        {"help": "https://bücher.example/hülfe?von=ü#ende"},
        "List-Help: <https://xn--bcher-kva.example/h%C3%BClfe?von=%C3%BC#ende>",
    ),
    "an owner with odd letters": (
        {"owner": "a%b?c&d+e@letter.example"},
        "List-Owner: <mailto:a%25b%3Fc%26d+e@letter.example>",
    ),
    "a mailbox with odd letters": ({"leave": "a%b?c@letter.example"}, "<mailto:a%25b%3Fc+"),
    "the longest mailbox": (
        {"leave": f"{'l' * 37}@letter.example"},
        f"<mailto:{'l' * 37}+{tokens().unsubscribe}@letter.example?subject=unsubscribe>",
    ),
    "the longest service": (
        {"service": f"https://a.example/{'x' * 482}", "leave": f"l@{'x' * 60}.example"},
        f"{'x' * 482}/u/{tokens().unsubscribe}>, <mailto:",
    ),
}


@pytest.mark.parametrize("name", CARRIED)
def test_odd_addresses_of_a_sender_are_carried_in_ascii(name: str) -> None:
    mail, line = CARRIED[name]
    done = compiled(sending(SOUND, **mail))
    assert done.settings is not None
    sender = sender_of(done.settings)
    assert sender is not None
    raw = encode(letters(done, "first", "public", "link"), sender).fill(personal())
    top = raw.decode("ascii").split("\r\n\r\n", 1)[0]
    assert line in top
    assert max(map(len, top.split("\r\n"))) <= 998


def test_a_site_of_another_script_is_carried_in_ascii() -> None:
    path = "briefs/newsletter.yaml"
    moved = SOUND[path].replace("https://letter.example", "https://bücher.example/müller")
    done = compiled(sending({**SOUND, path: moved}))
    raw = filled(letters(done, "first", "public", "link"))
    assert (
        b"\r\nList-Archive: <https://xn--bcher-kva.example/m%C3%BCller/issues/first/>\r\n"
        in raw
    )
