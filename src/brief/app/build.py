"""Build a project: compile it, and publish what differs. Check: the same without publishing."""

from dataclasses import dataclass
from datetime import datetime

from brief.app.again import recall, remember
from brief.app.perform import Performer
from brief.app.ports import Files
from brief.build.again import known
from brief.build.compile import Compilation, compile_snapshot, public_library
from brief.build.known import Known
from brief.build.manifest import NAME as MANIFEST
from brief.build.options import Options, build_options, check_options
from brief.build.publish import Changes, changes
from brief.build.search import advice
from brief.build.snapshot import Snapshot
from brief.build.step import Apart, one_by_one
from brief.diagnostics.world import BriefError
from brief.outputs.headers import redirects, server_snippets
from brief.outputs.urls import Addresses

# Where the configurations for web servers are kept.
SERVERS = ".brief/deploy"

TREES = ("site", "editions")


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did. Without `site` nothing was published, because there are errors."""

    snapshot: Snapshot
    compilation: Compilation
    site: Changes | None
    editions: Changes | None
    made: int
    kept: int

    @property
    def nothing(self) -> bool:
        """Whether everything was as it should be."""
        return bool(self.site and self.editions and self.site.nothing and self.editions.nothing)


def check(files: Files, perform: Performer, at: datetime, *, drafts: bool) -> Built:
    """Compile a project without print, and publish nothing."""
    return check_of(perform, files.snapshot(at, {}), check_options(drafts=drafts))


def check_of(
    perform: Performer, snapshot: Snapshot, options: Options, apart: Apart = one_by_one
) -> Built:
    """Compile what was read of a project, and publish nothing."""
    done = compile_snapshot(snapshot, options, perform, apart=apart)
    return Built(snapshot, done, None, None, 0, 0)


def build(
    files: Files,
    perform: Performer,
    at: datetime,
    toolchain: dict[str, str],
    *,
    pdf: bool,
    drafts: bool,
    indexer: str | None = None,
) -> Built:
    """Compile a project and publish `site/` and `editions/`, unless there are errors.

    `indexer` is what makes the search index; without one there is no search.
    """
    options = build_options(pdf=pdf, drafts=drafts, indexer=indexer)
    return build_of(files, perform, files.snapshot(at, toolchain), options)


def build_of(
    files: Files,
    perform: Performer,
    snapshot: Snapshot,
    options: Options,
    apart: Apart = one_by_one,
) -> Built:
    """Compile what was read of a project, and publish it unless there are errors."""
    done = compile_snapshot(snapshot, options, perform, apart=apart)
    if done.errors or done.settings is None:
        return Built(snapshot, done, None, None, 0, 0)
    made, kept = perform.performed["pdf"], perform.known["pdf"]
    site = changes(done.site, lambda path: files.read(f"site/{path}"))
    editions = changes(done.editions, lambda path: files.read(f"editions/{path}"))
    _refuse_to_overwrite("site", site)
    _refuse_to_overwrite("editions", editions)
    if not site.nothing:
        files.publish("site", site)
    if not editions.nothing:
        files.publish("editions", editions)
    _keep_server_files(files, snapshot, done)
    return Built(snapshot, done, site, editions, made, kept)


def build_anew(
    files: Files,
    perform: Performer,
    snapshot: Snapshot,
    options: Options,
    key: str,
    apart: Apart = one_by_one,
) -> Built:
    """Build what was read of a project, and remember that under the digest of what it saw."""
    done = build_of(files, perform, snapshot, options, apart)
    perform.finish()
    settings = done.compilation.settings
    if done.site is not None and settings is not None:
        said = advice(settings, options.indexer) or ()
        trees = {tree: files.read(f"{tree}/{MANIFEST}") or b"" for tree in TREES}
        remember(files, "build", known(key, snapshot, done.compilation, trees, said))
    return done


def build_unless_known(
    files: Files, perform: Performer, snapshot: Snapshot, options: Options, code: str
) -> Built | Known:
    """Build what was read of a project, or return what a build of the same has said.

    `code` stands for the program; another one may make other files of the same project.
    """
    key, found = recall(files, "build", snapshot, options, code)
    return found or build_anew(files, perform, snapshot, options, key)


def _refuse_to_overwrite(tree: str, found: Changes) -> None:
    """Stop before the first write where files of somebody else stand in the way.

    Raises:
        BriefError: They do.
    """
    if found.foreign:
        first, *others = (f"{tree}/{path}" for path in found.foreign)
        more = f" and {len(others)} more" if others else ""
        message = f"{first}{more}: not made by `brief`, and in its way"
        hint = f"move it away; or delete {tree}/, if nothing in it is yours"
        raise BriefError(message, hint)


def _keep_server_files(files: Files, snapshot: Snapshot, done: Compilation) -> None:
    """Keep the configurations for web servers, outside the trees: they are not published."""
    assert done.settings is not None  # something was built
    addresses = Addresses(done.settings.url)
    moved = redirects(addresses, public_library(snapshot, done))
    for name, text in server_snippets(addresses, moved).items():
        path = f"{SERVERS}/{name}"
        if files.read(path) != text.encode():
            files.write(path, text.encode())
