"""Measure how fast pages of the repository's own site load on a phone: medians of three runs.

Run it by `make lighthouse` on a machine that does nothing else. It fails below what we promise.
"""

import statistics
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from support.lighthouse import scores
from support.sites import Sites

PAGES = ("home", "issue", "note", "entity", "issues")
RUNS = 3
LEAST = 98
CATEGORY = "performance"


def main() -> int:
    """Print the medians; return 1 if one is too low."""
    low = 0
    with tempfile.TemporaryDirectory() as top, ExitStack() as stack:
        sites = Sites(Path(top), stack)
        for page_type in PAGES:
            path = sites["own"].heaviest(page_type)
            address = sites.address("own") + path
            runs = [scores(address, [CATEGORY])[CATEGORY][0] for _ in range(RUNS)]
            median = statistics.median(runs)
            low += median < LEAST
            print(f"{page_type:8} {median:4.0f}  /{path}  {runs}")  # noqa: T201 - its purpose
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
