"""Links to other hosts: what the project cites, asked again when the last answer is old.

A build needs none of this. An answer is a fact about the web on a day, so it is a dated
warning; no answer is a fact about the network, and is no finding at all.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from brief.app.ports import Files, Web
from brief.diagnostics.model import Diagnostic, Loc, Problem, Within
from brief.library.model import Complaint, Entry, Library, diagnose
from brief.outputs.urls import Addresses
from brief.schema.base import Part
from brief.schema.parts import Source
from brief.schema.refs import Ref
from brief.schema.settings import Settings
from brief.schema.types import MarkdownText, Prose

MEMORY = ".brief/links.json"
VERSION = 1

# Not found, and gone. Anything else may be a wall before a page that is there.
# Source: RFC 9110, sections 15.5.5 and 15.5.11.
DEAD = frozenset((404, 410))

# An address that failed is asked again soon: its host may have had a bad day.
DEAD_DAYS = 1


class Cited(NamedTuple):
    """An address, and where an object names it. `archived` tells that a copy is named too."""

    url: str
    entry: Entry
    at: Loc
    within: Within | None = None
    archived: bool = False


@dataclass(frozen=True, slots=True)
class LinkReport:
    """What a check of links found. `silent` are addresses without an answer, and why."""

    diagnostics: tuple[Diagnostic, ...]
    addresses: int
    asked: int
    silent: tuple[tuple[str, str], ...]


def cited(library: Library, settings: Settings) -> Iterator[Cited]:
    """Yield every address on another host, in the order of objects and of their fields."""
    addresses = Addresses(settings.url)
    for entry in library.entries.values():
        for each in (*_in_fields(entry), *_in_texts(entry, library)):
            url = each.url.partition("#")[0]
            if url.startswith(("http://", "https://")) and addresses.place_of(url, "") is None:
                yield each._replace(url=url)


def _in_texts(entry: Entry, library: Library) -> Iterator[Cited]:
    for at, word in entry.words:
        if not isinstance(word, Ref):
            rendered = library.texts.get((not isinstance(word, MarkdownText), word))
            for use in rendered.links if rendered else ():
                yield Cited(use.target, entry, at, use.within)


def _in_fields(entry: Entry) -> Iterator[Cited]:
    for at, url, archived in _fields(entry.object, (), archived=False):
        yield Cited(url, entry, at, archived=archived)


def _fields(value: Any, at: Loc, *, archived: bool) -> Iterator[tuple[Loc, str, bool]]:
    if isinstance(value, Part):
        kept = isinstance(value, Source) and value.archive is not None
        for name, field in type(value).model_fields.items():
            way = (*at, field.alias or name)
            yield from _fields(getattr(value, name), way, archived=kept and name == "url")
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _fields(item, (*at, number), archived=archived)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _fields(item, (*at, key), archived=archived)
    elif isinstance(value, Prose | MarkdownText):
        return  # its links have places of their own
    elif isinstance(value, str) and value.startswith(("http://", "https://")):
        yield at, value, archived


def check_links(
    files: Files, web: Web, library: Library, settings: Settings, today: date
) -> LinkReport:
    """Ask what is not known, remember it, and say which addresses are dead or have moved."""
    found = tuple(cited(library, settings))
    urls = tuple(dict.fromkeys(each.url for each in found))
    known = _remembered(files.read(MEMORY))
    keep = timedelta(days=settings.links.days)
    wanted = tuple(url for url in urls if not _is_fresh(known.get(url), today, keep))
    silent: dict[str, str] = {}
    for url, answer in web.ask(wanted):
        if answer.status is None:
            silent[url] = answer.reason
        else:
            known[url] = Remembered(answer.status, answer.moved_to, today)
    known = {url: known[url] for url in sorted(known) if url in urls}
    files.write(MEMORY, _memory(known))
    complaints = [each for use in found if (each := _complaint(use, known.get(use.url)))]
    return LinkReport(
        diagnostics=tuple(diagnose(each) for each in complaints),
        addresses=len(urls),
        asked=len(wanted),
        silent=tuple(sorted(silent.items())),
    )


class Remembered(NamedTuple):
    """What an address answered on a day."""

    status: int
    moved_to: str | None
    on: date


def _is_fresh(known: Remembered | None, today: date, keep: timedelta) -> bool:
    if known is None:
        return False
    age = today - known.on
    return timedelta(0) <= age < (timedelta(days=DEAD_DAYS) if known.status in DEAD else keep)


def _complaint(use: Cited, known: Remembered | None) -> Complaint | None:
    """Return what is wrong with one mention of an address."""
    if known is None:
        return None
    if known.status in DEAD and not use.archived:
        message = f"this address answered {known.status} on {known.on}: `{use.url}`"
        hint = (
            "name a copy under `archive`, or another source"
            if use.within is None
            else "link to an archived copy, or to another source"
        )
        return Complaint(use.entry, Problem("B420", message, use.at, hint, use.within))
    if known.status not in DEAD and known.moved_to:
        message = f"this address has moved for good, seen on {known.on}: `{use.url}`"
        hint = f"write `{known.moved_to}`"
        return Complaint(use.entry, Problem("B421", message, use.at, hint, use.within))
    return None


def _remembered(content: bytes | None) -> dict[str, Remembered]:
    """Read what was remembered: nothing, where the file is damaged or of another version."""
    try:
        value = json.loads(content or b"{}")
        if value.get("version") != VERSION:
            return {}
        return {
            url: Remembered(int(row["status"]), row["moved_to"], date.fromisoformat(row["on"]))
            for url, row in value["answers"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def _memory(known: Mapping[str, Remembered]) -> bytes:
    answers = {
        url: {"status": each.status, "moved_to": each.moved_to, "on": each.on.isoformat()}
        for url, each in known.items()
    }
    value = {"version": VERSION, "answers": answers}
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def summary(report: LinkReport) -> Iterable[str]:
    """Yield what a check of links did, line by line: first the addresses without an answer."""
    for url, reason in report.silent:
        yield f"no answer: {url} ({reason})"
    yield (
        f"links: {report.addresses} addresses, {report.asked} asked,"
        f" {len(report.silent)} without an answer"
    )
