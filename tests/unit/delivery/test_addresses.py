"""What an address is: normalised, carried as written, or refused with what to write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.delivery.addresses import (
    Address,
    NoAddress,
    address_of,
    addresses_in,
    masked,
    readable,
    validated,
)
from brief.delivery.keyed import Keys, address_digest, check_of


def sound(text: str) -> Address:
    found = address_of(text)
    assert isinstance(found, Address), found
    return found


@pytest.mark.parametrize(
    ("written", "text", "norm"),
    [
        ("Ann@Example.ORG", "Ann@example.org", "ann@example.org"),
        ("  ann@example.org\t", "ann@example.org", "ann@example.org"),
        ("Ann.Lee+news@example.org", "Ann.Lee+news@example.org", "ann.lee+news@example.org"),
        ('"Ann Lee"@example.org', '"Ann Lee"@example.org', '"ann lee"@example.org'),
        ('"ann"@example.org', "ann@example.org", "ann@example.org"),
        ("ann@EXÄMPLE.org", "ann@xn--exmple-cua.org", "ann@xn--exmple-cua.org"),
        ("ann@xn--exmple-cua.org", "ann@xn--exmple-cua.org", "ann@xn--exmple-cua.org"),
        ("ann@例子。广告", "ann@xn--fsqu00a.xn--4rr70v", "ann@xn--fsqu00a.xn--4rr70v"),
        ("Jürgen@example.org", "Jürgen@example.org", "jürgen@example.org"),
        ("ju\u0308rgen@example.org", "jürgen@example.org", "jürgen@example.org"),
        ("=cmd@example.org", "=cmd@example.org", "=cmd@example.org"),
    ],
)
def test_an_address_is_normalised_and_kept_as_it_is_written_to(
    written: str, text: str, norm: str
) -> None:
    found = sound(written)
    assert (found.text, found.norm) == (text, norm)


def test_a_local_part_beyond_ascii_needs_an_extension_and_a_domain_does_not() -> None:
    assert sound("jürgen@example.org").smtputf8
    assert not sound("ann@exämple.org").smtputf8


def test_a_name_before_the_address_is_its_name() -> None:
    found = sound("Ann Lee <Ann@example.org>")
    assert (found.text, found.name) == ("Ann@example.org", "Ann Lee")


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("", None),
        ("ann", None),
        ("ann@example", None),
        ("ann@[127.0.0.1]", None),
        ("ann..lee@example.org", None),
        ("a" * 65 + "@example.org", None),
        ("ann@" + "b" * 250 + ".org", None),
        ("ann(work)@example.org", "leave the comment out: `ann@example.org`"),
        ("mailto:ann@example.org", "write `ann@example.org`"),
        ("ann @example.org", "did you mean `ann@example.org`?"),
        ("ann@example.org, bob@example.org", "give each address a row of its own"),
        ("ann@example.org;bob@example.org", "give each address a row of its own"),
        ("ann@example.org\r\nBcc: eve@example.org", "type it again"),
        ("ann@example.org\nX: y", "type it again"),
        ("ann\x00@example.org", "type it again"),
        ("ann\u200b@example.org", "type it again"),
        ("ann\u202e@example.org", "type it again"),
        ("ann@example.org\u2028Bcc: eve@example.org", "type it again"),
        ("=HYPERLINK(ann@example.org)", None),
    ],
)
def test_what_is_no_address_is_refused_with_what_to_write(
    written: str, hint: str | None
) -> None:
    found = address_of(written)
    assert isinstance(found, NoAddress)
    if hint:
        assert found.hint == hint


@given(st.text(max_size=40), st.text(alphabet="abcdeé-.", max_size=20))
def test_whatever_is_taken_is_one_line_and_stays_itself(local: str, domain: str) -> None:
    found = address_of(f"{local}@{domain}.org")
    if isinstance(found, NoAddress):
        assert found.says
        return
    assert not any(each in found.text for each in "\r\n\0")
    assert found.text.rpartition("@")[2].isascii()
    again = sound(found.text)
    assert (again.text, again.norm) == (found.text, found.norm)
    assert sound(found.norm).norm == found.norm


PLAIN = st.from_regex(r"[A-Za-z0-9_+.-]{0,66}@[A-Za-z0-9.-]{0,70}", fullmatch=True)
USUAL = st.from_regex(r"[A-Za-z0-9_+.-]{1,9}@[a-zA-Z0-9-]{1,4}\.(org|ORG|x)", fullmatch=True)


@given(PLAIN | USUAL)
def test_a_common_address_is_read_as_any_other(text: str) -> None:
    assert address_of(text) == validated(text)


def test_boxes_of_roles_are_known_with_tags_too() -> None:
    assert sound("Info@example.org").is_role
    assert sound("abuse+x@example.org").is_role
    assert not sound("informed@example.org").is_role


def test_an_address_is_shown_to_people_in_their_letters_and_to_others_masked() -> None:
    assert readable("ann@xn--exmple-cua.org") == "ann@exämple.org"
    assert readable("ann@example.org") == "ann@example.org"
    assert masked("jonathan@example.org") == "j…n@example.org"
    assert masked("jo@example.org") == "…@example.org"


def test_the_address_of_a_report_is_read_behind_its_type() -> None:
    assert addresses_in("rfc822; Ann@Example.org") == ("ann@example.org",)
    assert addresses_in("utf-8;<ann@example.org>") == ("ann@example.org",)
    assert addresses_in("unknown") == ()


def test_a_digest_needs_the_key() -> None:
    one, two = b"1" * 32, b"2" * 32
    keys = Keys({1: one, 2: two})
    assert keys.newest == 2
    assert keys.digests("ann@example.org") == {
        1: address_digest(one, "ann@example.org"),
        2: address_digest(two, "ann@example.org"),
    }
    assert len(set(keys.digests("ann@example.org").values())) == 2
    assert address_digest(one, "ann@example.org") != address_digest(one, "bob@example.org")
    assert check_of(one) != check_of(two)
    assert "111" not in repr(keys)
