"""What a compilation saw and what it said: one that sees the same would say the same again."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from brief.build.compile import Compilation, Options
from brief.build.snapshot import Snapshot
from brief.diagnostics.model import Diagnostic, Severity, Span
from brief.library.model import Library
from brief.schema.base import Marked

VERSION = 1


@dataclass(frozen=True, slots=True)
class Known:
    """A compilation without errors, by the digest of all that it saw.

    It holds from `since` to before `until`. `trees` are the digests of the manifests as they
    were published, by tree; `advice` is what was said of this machine.
    """

    key: str
    since: datetime
    until: datetime
    objects: int
    pages: int
    pdfs: int
    papers: tuple[str, ...]
    """The PDFs of editions, by path."""
    diagnostics: tuple[Diagnostic, ...]
    trees: Mapping[str, str]
    advice: tuple[str, ...] = ()

    @property
    def warnings(self) -> int:
        """How many warnings it gave."""
        return sum(each.severity is Severity.WARN for each in self.diagnostics)


def fingerprint(snapshot: Snapshot, options: Options, code: str) -> str:
    """Return the digest of all that a compilation looks at, but for the instant.

    `code` stands for the program that compiles. Each part goes in with its length before it, so
    that neighbours stay apart.
    """
    digest = hashlib.sha256()
    for part in _parts(snapshot, options, code):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def _parts(snapshot: Snapshot, options: Options, code: str) -> Iterator[bytes]:
    yield code.encode()
    yield repr(options).encode()
    for files in (snapshot.texts, snapshot.theme, snapshot.packages):
        yield str(len(files)).encode()
        for name, content in sorted(files.items()):
            yield name.encode()
            yield content
    small = (
        [
            [each.path, each.digest, each.media_type, each.width, each.height]
            for _, each in sorted(snapshot.assets.items())
        ],
        sorted(snapshot.overrides),
        sorted(snapshot.toolchain.items()),
        snapshot.refused,
    )
    yield json.dumps(small).encode()


def holds_until(library: Library, at: datetime) -> datetime:
    """Return when time alone changes what is shown: at midnight in UTC, or at a note's hour."""
    midnight = datetime.combine(at.astimezone(UTC).date(), time(), tzinfo=UTC) + timedelta(
        days=1
    )
    hours = [midnight]
    for entry in library.entries.values():
        if isinstance(entry.object, Marked):
            named = (entry.object.embargoed_until, entry.object.expires)
            hours += [each.at for each in named if each is not None and each.at > at]
    return min(hours)


def papers(done: Compilation) -> tuple[str, ...]:
    """Return the PDFs of editions, by path below `editions/`."""
    return tuple(sorted(path for path in done.editions if path.endswith(".pdf")))


def known(
    key: str,
    snapshot: Snapshot,
    done: Compilation,
    trees: Mapping[str, bytes],
    advice: tuple[str, ...] = (),
) -> Known:
    """Return what to remember of a compilation. `trees` are manifests as published."""
    return Known(
        key=key,
        since=snapshot.at,
        until=holds_until(done.library, snapshot.at),
        objects=done.objects,
        pages=sum(path.endswith(".html") for path in done.site),
        pdfs=sum(path.endswith(".pdf") for path in (*done.site, *done.editions)),
        papers=papers(done),
        diagnostics=done.diagnostics,
        trees={name: hashlib.sha256(each).hexdigest() for name, each in trees.items()},
        advice=advice,
    )


def to_json(value: Known) -> bytes:
    """Write it down."""
    packed = asdict(value) | {
        "version": VERSION,
        "since": value.since.isoformat(),
        "until": value.until.isoformat(),
        "diagnostics": [
            [list(each.span), each.code, each.message, each.hint, str(each.severity)]
            for each in value.diagnostics
        ],
    }
    return json.dumps(packed, ensure_ascii=False).encode()


def from_json(content: bytes | None) -> Known | None:
    """Read what was written; nothing where it is missing, damaged or not of this version."""
    try:
        packed: dict[str, Any] = json.loads(content or b"{}")
        if packed.pop("version", None) != VERSION:
            return None
        return Known(
            key=str(packed["key"]),
            since=datetime.fromisoformat(packed["since"]),
            until=datetime.fromisoformat(packed["until"]),
            objects=int(packed["objects"]),
            pages=int(packed["pages"]),
            pdfs=int(packed["pdfs"]),
            papers=tuple(map(str, packed["papers"])),
            diagnostics=tuple(
                Diagnostic(Span(*span), code, message, hint, Severity(severity))
                for span, code, message, hint, severity in packed["diagnostics"]
            ),
            trees=dict(packed["trees"]),
            advice=tuple(map(str, packed["advice"])),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
