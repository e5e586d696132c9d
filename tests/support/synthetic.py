"""Mails of synthetic issues in all sizes and shapes, for readers that are not ours."""

import os
import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from brief.delivery.choice import Choice
from brief.delivery.message import UNSUBSCRIBE, Inline, Letter, Personal
from brief.delivery.published import letter
from support.hard_texts import picture
from support.mailing import SENDER, tokens, variant
from support.sized import ISSUES, mails, project, scenes

SAMPLE = (*range(0, ISSUES, 11), ISSUES - 1)
"""Twenty issues of all sizes. Shapes turn by other numbers than 11, so each comes up."""

NUMBERS = tuple(range(ISSUES)) if os.environ.get("BRIEF_SLOW") else SAMPLE
"""The issues that are looked at in this run."""

# As an author writes them. What a mail cannot hold is refused long before.
SUBJECTS = (
    "Controls expected, and what the record shows, of issue",
    "Überprüft: “was gilt”, und was nicht — eine lange Zeile, die umgebrochen werden muss,",
    "מה נחתם ומה לא, וما بينهما, 以及其他",
    "A plain subject that goes on for so long that it has to be folded twice, at spaces, here",
    "=?utf-8?q?no=20word?= and no. ",
    "人工智能实验室发布模型权重人工智能实验室发布模型权重人工智能实验室发布模型权重",
    "🚢 Supply — naïve, façade, Łódź:",
)
PEOPLE = (
    ("reader@there.example", "A Reader"),
    ("reader@there.example", 'Dr. "Q" Example, Jr. (of the desk) <x@y.example>'),
    ("o'neil+tag@there.example", "Grüße aus Köln, wo die Namen länger sind als eine Zeile"),
    ("reader@there.example", "مختبر الذكاء الاصطناعي في الشرق"),
    ("reader@there.example", "人工智能实验室发布模型权重人工智能实验室发布模型权重"),
    ("reader@there.example", None),
    ("reader@there.example", "=?utf-8?q?x=0D=0ABcc:_a=40b.example?="),
    ("a.very.long.local.part.of.sixty-four.characters.at.most@long.domain.example", "R\\S"),
)
# What breaks mails: lines that begin like a mailbox, a boundary or the end of a mail, long
# words, every sort of sign, and text that is encoded already.
ODD = (
    "From here it goes on.\nFrom there too.",
    "`.`\n\n.\n\n..and a point.",
    f"A long word: {'x' * 1200} and more.",
    f"Of three bytes each: {'制裁' * 300}.",
    "--=_alternative_0 and --=_mixed_0-- and =3D =20= and a line that ends in =",
    "Übermaß, naïve “quotes” – dashes — and\u00a0spaces\u202f… 🚢👩🏽‍🔬🇺🇦 é",
    "من اليمين إلى اليسار، و`code` بينهما, עברית גם כן.",
    "Tabs\tand   spaces, a <tag> & an &amp; and a {{ brace }}.",
    "Nothing odd.",
)

PDFS: tuple[Choice, ...] = ("attach", "link", "none")
CODE = "cafe0123456789ab"


@dataclass(frozen=True, slots=True)
class Sent:
    """One mail as it is handed over, and what it was made of."""

    number: int
    letter: Letter
    to: Personal
    raw: bytes

    @property
    def html(self) -> str:
        return self.letter.html.replace(UNSUBSCRIBE, self.to.tokens.unsubscribe)

    @property
    def text(self) -> str:
        return self.letter.text.replace(UNSUBSCRIBE, self.to.tokens.unsubscribe)

    @property
    def types(self) -> list[str]:
        """Return the types of all parts, from the outside in and in their order."""
        pictures = ["image/png"] * len(self.letter.inline)
        related = ["multipart/related"] if pictures else []
        body = ["multipart/alternative", "text/plain", *related, "text/html", *pictures]
        if self.letter.attachment is None:
            return body
        return ["multipart/mixed", *body, "application/pdf"]


def synthetic(numbers: Collection[int]) -> tuple[Sent, ...]:
    """Return a mail of each of the issues, compiled together."""
    odd = [f"{text}\n\nOdd text {n}." for n, text in enumerate(ODD)]
    made = scenes(project(numbers, subjects=SUBJECTS, odd=odd))
    files = {
        edition: mails(made, edition, [n for n in numbers if edition_of(n) == edition])
        for edition in ("public", "members")
    }

    def read(path: str) -> bytes | None:
        number = int(path.split("/", 1)[0].removeprefix("issue-"))
        if path.endswith(".pdf"):
            return pdf(number)
        found = files[edition_of(number)].get(path)
        return found.content if found else None

    def each() -> Iterator[Sent]:
        for number in numbers:
            about = letter(
                read, f"issue-{number:03}", edition_of(number), pdf=PDFS[number % len(PDFS)]
            )
            assert about is not None
            if number % 4 == 1:
                shown = Inline(f"{CODE}@letter.example", picture(40, 30))
                about = replace(about, inline=(shown,))
            address, name = PEOPLE[number % len(PEOPLE)]
            date = datetime(2026, 11, 23, 9, tzinfo=UTC) + timedelta(minutes=number)
            to = Personal(address, name, date, tokens(f"s-{number}", f"issue-{number:03}"))
            yield Sent(number, about, to, variant(about, SENDER).fill(to))

    return tuple(each())


def edition_of(number: int) -> str:
    return "members" if number % 7 in (2, 5) else "public"


def pdf(number: int) -> bytes:
    """Return what stands for the PDF of an issue: all bytes there are, of up to 300 KB."""
    drawn = random.Random(number)  # noqa: S311 - no secret
    return b"%PDF-1.7\n" + drawn.randbytes(drawn.choice((0, 1, 900, 30_000, 300_000)))
