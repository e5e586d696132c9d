"""Index pages with the program Pagefind, in an empty folder of their own.

An index that is made again in its old folder keeps what was withdrawn (measured, 1.5.2).
"""

import subprocess
import tempfile
from pathlib import Path

from brief.adapters.search.program import PACKAGES, program
from brief.adapters.search.stable import stable
from brief.build.search import archived, page_count
from brief.build.step import Step
from brief.diagnostics.world import BriefError

# Their own interfaces, 120 and 175 KB of script that our page does not use; the part that marks
# words on other pages, which have no script; and the worker. A worker is held to the policy of
# its own response and not to that of its page, so it would fail on hosts that send one policy
# for all files (measured with nginx and Caddy).
UNUSED = tuple(f"pagefind-{name}" for name in ("ui", "modular", "component", "high", "worker"))

# 10,000 pages take 16 s on one core (measured).
MOST_SECONDS = 600


def index_pages(step: Step) -> bytes:
    """Return the files of an index as an archive, the same for the same pages.

    Raises:
        BriefError: The program failed, or left pages out.
    """
    indexing = next(found for package in PACKAGES if (found := program(package)))
    pages = {
        name.partition(" ")[2]: content
        for name, content in step.ingredients
        if name.startswith("page ")
    }
    with tempfile.TemporaryDirectory(prefix="brief-search-") as folder:
        site, made = Path(folder, "site"), Path(folder, "made")
        for path, content in pages.items():
            target = site / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        _run(indexing, site, made)
        files = {
            path.relative_to(made).as_posix(): path.read_bytes()
            for path in sorted(made.rglob("*"))
            if path.is_file() and not path.name.startswith(UNUSED)
        }
    try:
        files = stable(files)
        count = page_count(files)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        hint = "install the version that `pip install 'brief[search]'` asks for"
        raise BriefError(f"the search index cannot be read: {error}", hint) from error
    if count != len(pages):
        message = f"the search index holds {count} of {len(pages)} pages"
        raise BriefError(message, "switch it off with `search: off` and report this")
    return archived(files)


def _run(program: Path, site: Path, made: Path) -> None:
    command = [str(program), "--silent", "--site", str(site), "--output-path", str(made)]
    hint = "switch search off with `search: off`, or install pagefind anew"
    try:
        done = subprocess.run(  # noqa: S603 - the program of an installed package
            command, capture_output=True, text=True, check=False, timeout=MOST_SECONDS, env={}
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BriefError(f"the search index cannot be made: {error}", hint) from error
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip().rpartition("\n")[2][:200]
        raise BriefError(f"the search index cannot be made: {said}", hint)
