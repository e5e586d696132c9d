"""The manifest of a send: who gets what, and who does not and why, with one digest over all.

It holds addresses, so it is shown as counts. The digest is over everything: whoever demands it
gets this very send or none.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from brief.delivery.campaign import Rendering
from brief.delivery.recipients import Exclusion, Recipient

# Digits that people copy: enough that no two manifests of one day are alike.
SHORTEST = 8


@dataclass(frozen=True, slots=True)
class Addressed:
    """A recipient, and the key of the rendering they get."""

    recipient: Recipient
    rendering: str


@dataclass(frozen=True, slots=True)
class Part:
    """What one edition sends."""

    edition: str
    renderings: tuple[Rendering, ...]
    addressed: tuple[Addressed, ...]

    def copies(self, rendering: str) -> int:
        """Return how many get a rendering."""
        return sum(each.rendering == rendering for each in self.addressed)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a send will do. `before` counts those who have the issue by an earlier send."""

    issue: str
    kind: str
    parts: tuple[Part, ...]
    exclusions: tuple[Exclusion, ...]
    before: int = 0

    @property
    def count(self) -> int:
        """How many will get a mail."""
        return sum(len(part.addressed) for part in self.parts)

    def reasons(self) -> Sequence[tuple[str, int]]:
        """Return how many get none for each reason, the most frequent first."""
        found = Counter(str(each.reason) for each in self.exclusions)
        return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))

    def digest(self) -> str:
        """Return the SHA-256 of all that the manifest says, as 64 hexadecimal digits."""
        return digest_of(self, "")

    def part_digest(self, edition: str) -> str:
        """Return the digest of what one edition sends, which its campaign keeps."""
        return digest_of(self, edition)


def digest_of(manifest: Manifest, edition: str) -> str:
    """Return a digest over one edition, or over all where none is named."""
    parts = [
        {
            "edition": part.edition,
            "renderings": [
                [each.key, each.content_sha256, each.size] for each in part.renderings
            ],
            "recipients": sorted(
                [each.recipient.subscriber, each.recipient.address, each.rendering]
                for each in part.addressed
            ),
        }
        for part in manifest.parts
        if edition in ("", part.edition)
    ]
    said = {
        "issue": manifest.issue,
        "kind": manifest.kind,
        "parts": parts,
        "excluded": sorted([each.subscriber, each.reason] for each in manifest.exclusions)
        if not edition
        else [],
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def demands(digest: str, given: str) -> bool:
    """Tell whether what somebody demands is this manifest: its digest, or enough of it."""
    return len(given) >= SHORTEST and digest.startswith(given.lower())
