"""Mail that came back: attributed by token, classed, suppressing whom it must, nobody else."""

from collections import Counter
from itertools import cycle, islice, product

import pytest

from brief.adapters.database.engine import Database
from brief.adapters.database.people import everyone, open_people
from brief.adapters.database.suppressions import suppressed
from brief.delivery.returned import read_returned
from support.bounces import (
    CAUSES,
    FORMS,
    Sent,
    absence,
    complaint,
    delayed,
    delivered,
    old_absence,
    outlook,
    postfix,
    wish,
    words,
)
from support.lists import KEYS
from support.returning import Post

ADDRESSES = tuple(f"reader{number}@reader.example.org" for number in range(300))


@pytest.fixture
def post(database: Database) -> Post:
    return Post(open_people(database, KEYS))


def test_300_bounces_of_seven_forms_are_attributed_classed_and_suppress_whom_they_must(
    post: Post,
) -> None:
    sent = post.send("first", ADDRESSES)
    # Words without codes cannot tell every cause; they are of five sorts.
    pairs = [
        (form, cause)
        for form, cause in product(FORMS, CAUSES)
        if form != "words" or cause in ("unknown", "full", "spam", "large", "odd")
    ]
    wanted: dict[str, str] = {}
    mails = []
    for number, (address, (form, cause)) in enumerate(
        zip(ADDRESSES, islice(cycle(pairs), len(ADDRESSES)), strict=True)
    ):
        wanted[address] = CAUSES[cause].kind
        # A third comes without the head of the letter.
        mails.append(FORMS[form](sent[address], CAUSES[cause], original=number % 3 != 0))
    report = post.gets(*mails)
    assert report.ways == {"verp": 300}
    assert report.strays == []
    gone = suppressed(post.people)
    people = {each.address_norm for each in everyone(post.people)}
    assert len(people) == 300
    found = {address: address in gone for address in ADDRESSES}
    assert found == {address: kind == "hard" for address, kind in wanted.items()}
    right = Counter(wanted.values())
    wrong = sum(abs(report.kinds.get(kind, 0) - number) for kind, number in right.items())  # type: ignore[call-overload]
    assert wrong <= 2 * 6, (dict(report.kinds), dict(right))


@pytest.mark.parametrize("original", [True, False], ids=["with-letter", "without"])
@pytest.mark.parametrize(("form", "cause"), tuple(product(FORMS, CAUSES)))
def test_a_bounce_of_every_form_is_read_as_what_it_is(
    form: str, cause: str, *, original: bool
) -> None:
    sent = Sent(
        "ann@reader.example.org",
        "b+aaaaaaaaaaaaaaaaaaaaaaaa22@bounces.letter.example",
        "letter+bbbbbbbbbbbbbbbbbbbbbbbb22@letter.example",
        "cccccccccccccccccccccccc22@letter.example",
    )
    read = read_returned(FORMS[form](sent, CAUSES[cause], original=original).encode())
    assert read.sort == "failure"
    assert "aaaaaaaaaaaaaaaaaaaaaaaa22" in read.tokens
    assert "bbbbbbbbbbbbbbbbbbbbbbbb22" not in (*read.tokens, *read.inside)
    assert read.status is not None
    assert read.status.sort == CAUSES[cause].kind
    if form not in ("words", "qmail"):
        assert read.addresses == ("ann@reader.example.org",)


def test_the_second_time_nothing_follows(post: Post) -> None:
    sent = post.send("first", ADDRESSES[:3])
    mails = [
        postfix(sent[ADDRESSES[0]], CAUSES["unknown"], original=True),
        complaint(sent[ADDRESSES[1]], original=True),
        wish(sent[ADDRESSES[2]]),
    ]
    first = post.gets(*mails)
    assert (len(first.gone), first.again) == (3, 0)
    again = post.gets(*mails)
    assert (again.gone, again.again, again.kinds) == ([], 3, {})


def test_a_dry_run_says_what_would_follow_and_changes_nothing(post: Post) -> None:
    sent = post.send("first", ADDRESSES[:1])
    mail = postfix(sent[ADDRESSES[0]], CAUSES["unknown"], original=True)
    assert len(post.gets(mail, dry_run=True).gone) == 1
    assert ADDRESSES[0] not in suppressed(post.people)
    assert post.gets(mail).again == 0


def test_nothing_follows_from_absence_delay_and_success(post: Post) -> None:
    sent = post.send("first", ADDRESSES[:1])[ADDRESSES[0]]
    report = post.gets(absence(sent), old_absence(sent), delayed(sent), delivered(sent))
    assert report.kinds == {"automatic": 2, "delay": 1, "delivered": 1}
    assert ADDRESSES[0] not in suppressed(post.people)


def test_a_forged_token_suppresses_nobody(post: Post) -> None:
    sent = post.send("first", ADDRESSES[:1])[ADDRESSES[0]]
    forged = Sent(
        sent.to,
        "b+aaaaaaaaaaaaaaaaaaaaaaaa22@bounces.letter.example",
        "letter+aaaaaaaaaaaaaaaaaaaaaaaa22@letter.example",
        "aaaaaaaaaaaaaaaaaaaaaaaa22@letter.example",
    )
    report = post.gets(
        *(form(forged, CAUSES["unknown"], original=True) for form in FORMS.values()),
        wish(forged),
        complaint(forged, original=False),
    )
    assert ADDRESSES[0] not in suppressed(post.people)
    assert report.gone == []
    # Six of them name an address of ours: they count, by that alone.
    assert report.ways == {"address": report.kinds["hard"]}
    assert report.only_address == report.kinds["hard"]
    assert report.kinds["unrecognised"] == 9 - report.kinds["hard"]


def test_an_address_alone_suppresses_only_where_somebody_says_so(post: Post) -> None:
    post.send("first", ADDRESSES[:1])
    nameless = Sent(ADDRESSES[0], "letter@letter.example", "", "x@letter.example")
    mail = postfix(nameless, CAUSES["unknown"], original=False)
    assert post.gets(mail).gone == []
    again = postfix(nameless, CAUSES["no-host"], original=False)
    assert len(post.gets(again, by_address=True).gone) == 1


def test_without_a_token_the_message_id_of_the_letter_tells(post: Post) -> None:
    sent = post.send("first", ADDRESSES[:1])[ADDRESSES[0]]
    bare = Sent(sent.to, "letter@letter.example", "", sent.message_id)
    report = post.gets(postfix(bare, CAUSES["unknown"], original=True))
    assert report.ways == {"message-id": 1}
    assert ADDRESSES[0] in suppressed(post.people)


def test_the_three_sorts_of_tokens_do_not_stand_for_each_other(post: Post) -> None:
    sent = post.send("first", ADDRESSES[:1])[ADDRESSES[0]]
    token = {"verp": sent.verp[2:28], "leave": sent.leave[7:33]}
    swapped = Sent(
        "nobody@reader.example.org",
        f"b+{token['leave']}@bounces.letter.example",
        f"letter+{token['verp']}@letter.example",
        "x@letter.example",
    )
    report = post.gets(wish(swapped), outlook(swapped, CAUSES["unknown"], original=False))
    assert report.kinds == {"unrecognised": 2}
    assert ADDRESSES[0] not in suppressed(post.people)


def test_somebody_leaves_by_mail_and_complains_by_report(post: Post) -> None:
    sent = post.send("first", ADDRESSES[:3])
    report = post.gets(
        wish(sent[ADDRESSES[0]]),
        complaint(sent[ADDRESSES[1]], original=True),
        complaint(sent[ADDRESSES[2]], original=False),
    )
    assert report.kinds == {"leave": 1, "complaint": 2}
    assert all(address in suppressed(post.people) for address in ADDRESSES[:3])
    statuses = {each.address_norm: each.status for each in everyone(post.people)}
    assert set(statuses.values()) == {"left"}


def test_a_wish_to_leave_that_a_program_marks_as_automatic_counts(post: Post) -> None:
    sent = post.send("first", ADDRESSES[:1])[ADDRESSES[0]]
    text = wish(sent).replace("Subject:", "Auto-Submitted: auto-replied\nSubject:")
    assert post.gets(text).kinds == {"leave": 1}
    assert ADDRESSES[0] in suppressed(post.people)


def test_not_spam_is_no_complaint(post: Post) -> None:
    sent = post.send("first", ADDRESSES[:1])[ADDRESSES[0]]
    text = complaint(sent, original=True).replace(
        "Feedback-Type: abuse", "Feedback-Type: not-spam"
    )
    assert post.gets(text).kinds == {"delivered": 1}
    assert ADDRESSES[0] not in suppressed(post.people)


def bounced(post: Post, issue: str, cause: str | None) -> bool:
    """Send an issue that comes back or not; return whether its reader is suppressed now."""
    sent = post.send(issue, ADDRESSES[:1])[ADDRESSES[0]]
    if cause:
        post.gets(postfix(sent, CAUSES[cause], original=True))
    return ADDRESSES[0] in suppressed(post.people)


def test_a_full_mailbox_is_given_up_after_three_issues_in_a_row(post: Post) -> None:
    assert not bounced(post, "one", "full")
    assert not bounced(post, "two", "off")
    assert bounced(post, "three", "full")


def test_soft_counts_fade_after_a_success(post: Post) -> None:
    for issue, cause in enumerate(["full", "full", None, "full", "full"]):
        assert not bounced(post, f"{issue}", cause)
    assert bounced(post, "last", "full")


def test_two_bounces_of_one_letter_count_once(post: Post) -> None:
    sent = post.send("first", ADDRESSES[:1])[ADDRESSES[0]]
    post.gets(
        *(postfix(sent, CAUSES[each], original=True) for each in ("full", "off", "given-up"))
    )
    assert ADDRESSES[0] not in suppressed(post.people)


def test_where_mail_is_forwarded_to_another_domain_the_reader_stays(
    post: Post,
) -> None:
    sent = post.send("first", ADDRESSES[:1])[ADDRESSES[0]]
    text = postfix(sent, CAUSES["unknown"], original=True)
    forwarded = text.replace(
        f"Final-Recipient: rfc822; {sent.to}\nOriginal-Recipient: rfc822;{sent.to}",
        "Final-Recipient: rfc822; ann@elsewhere.example.net",
    )
    assert forwarded != text
    assert post.gets(forwarded).kinds == {"soft-permanent": 1}
    assert ADDRESSES[0] not in suppressed(post.people)


def test_a_person_who_writes_to_the_address_of_bounces_is_left_to_people(post: Post) -> None:
    sent = post.send("first", ADDRESSES[:1])[ADDRESSES[0]]
    text = f"From: {sent.to}\nTo: {sent.verp}\nSubject: Re: What moved\n\nI disagree.\n"
    report = post.gets(text)
    assert report.kinds == {"unrecognised": 1}
    assert (report.strays[0].sender, report.strays[0].subject) == (sent.to, "Re: What moved")


def test_words_of_a_returned_letter_are_not_those_of_the_server(post: Post) -> None:
    sent = post.send("first", ADDRESSES[:1])[ADDRESSES[0]]
    report = post.gets(words(sent, CAUSES["odd"], original=True))
    assert report.kinds == {"unknown-permanent": 1}
