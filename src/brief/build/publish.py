"""The plan to publish a tree: wanted x present x manifest -> write, remove, keep, foreign."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from brief.build.manifest import NAME, listed, manifest
from brief.outputs.artefact import File

# What is announced must be there first: assets, then pages, then lists and feeds, and last the
# sitemap, which announces everything.
_LISTS = ("feed.atom", "feed.xml", "feed.json", "calendar.ics", "llms.txt", "graph.json")
_LAST = ("sitemap.xml", "robots.txt")


@dataclass(frozen=True, slots=True)
class Changes:
    """What publishing does, in this order: write, remove; the manifest is the last write."""

    write: tuple[File, ...]
    remove: tuple[str, ...]
    keep: int
    foreign: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether the tree is as it should be."""
        return not self.write and not self.remove


def changes(wanted: Mapping[str, File], present: Callable[[str], bytes | None]) -> Changes:
    """Return what must be done for a tree to hold what is wanted, and nothing else of ours.

    `present` returns the bytes of a file of the tree, or nothing. A file where another file's
    folder should be is foreign unless the manifest lists it.
    """
    before = listed(present(NAME))
    write = []
    foreign = []
    keep = 0
    for file in sorted(wanted.values(), key=_order):
        there = present(file.path)
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
    return Changes(tuple(write), tuple(gone), keep, tuple(foreign))


def _order(file: File) -> tuple[int, str]:
    if file.path.startswith("assets/"):
        return 0, file.path
    if file.path in _LAST or file.path.startswith("sitemap-"):
        return 3, file.path
    is_list = file.path.rpartition("/")[2] in _LISTS or (
        file.path.count("/") <= 1 and file.path.endswith("index.html")
    )
    return (2 if is_list else 1), file.path
