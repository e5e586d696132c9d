"""The plan to publish a tree: wanted x present x manifest -> write, remove, keep, foreign."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from brief.build.manifest import AHEAD, NAME, listed, manifest
from brief.outputs.artefact import File

# What is announced must be there first: assets, then pages, then lists and feeds, and last the
# sitemap, which announces everything.
_LISTS = ("feed.atom", "feed.xml", "feed.json", "calendar.ics", "llms.txt", "graph.json")
_LAST = ("sitemap.xml", "robots.txt")


@dataclass(frozen=True, slots=True)
class Changes:
    """What publishing does: write, remove, and last of all write the manifest.

    `ahead` is written before anything else, and goes when all is done. `foreign` are files of
    somebody else where ours should be.
    """

    write: tuple[File, ...]
    remove: tuple[str, ...]
    keep: int
    foreign: tuple[str, ...]
    ahead: File | None = None
    unfinished: bool = False
    """Whether an earlier build was killed on its way."""

    @property
    def nothing(self) -> bool:
        """Whether the tree is as it should be."""
        return not self.write and not self.remove and not self.unfinished


def changes(wanted: Mapping[str, File], present: Callable[[str], bytes | None]) -> Changes:
    """Return what must be done for a tree to hold what is wanted, and nothing else of ours.

    `present` returns the bytes of a file of the tree, or nothing. A file where another file's
    folder should be is foreign unless the manifest lists it.
    """
    before = {*listed(present(NAME)), *_begun(present)}
    write = []
    foreign = []
    new = []
    keep = 0
    for file in sorted(wanted.values(), key=_order):
        there = present(file.path)
        if file.path not in before:
            new.append(file)
        if there == file.content:
            keep += 1
        else:
            if there is not None and file.path not in before:
                foreign.append(file.path)
            write.append(file)
    gone = sorted(path for path in before if path not in wanted and present(path) is not None)
    content = manifest(wanted.values())
    if present(NAME) != content:
        write.append(File(NAME, content, "application/json"))
    return Changes(
        write=tuple(write),
        remove=tuple(gone),
        keep=keep,
        foreign=tuple(foreign),
        ahead=File(AHEAD, manifest(new), "application/json") if new else None,
        unfinished=present(AHEAD) is not None,
    )


def _begun(present: Callable[[str], bytes | None]) -> Iterator[str]:
    """Yield the files that a killed build has written and no manifest lists."""
    for path, row in listed(present(AHEAD)).items():
        content = present(path)
        if content is not None and hashlib.sha256(content).hexdigest() == row.sha256:
            yield path


def _order(file: File) -> tuple[int, str]:
    if file.path.startswith("assets/"):
        return 0, file.path
    if file.path in _LAST or file.path.startswith("sitemap-"):
        return 3, file.path
    is_list = file.path.rpartition("/")[2] in _LISTS or (
        file.path.count("/") <= 1 and file.path.endswith("index.html")
    )
    return (2 if is_list else 1), file.path
