"""What a compilation saw and what it said: one that sees the same would say the same again.

Small: a command that has nothing to do loads this and not the compiler.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from brief.build.options import Options
from brief.build.snapshot import Snapshot
from brief.diagnostics.model import Diagnostic, Severity, Span

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
