"""The function that everything calls: a snapshot to files and diagnostics, as one value."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from functools import partial
from typing import NamedTuple

from brief.analysis.lints import lints
from brief.analysis.recorded import check_record
from brief.build.addresses import taken, vanished
from brief.build.briefings import set_pdfs
from brief.build.editions import edition_briefings, edition_files
from brief.build.images import image_complaints
from brief.build.links import broken_links
from brief.build.memory import Memory
from brief.build.options import Options
from brief.build.pictures import try_pictures, with_pictures
from brief.build.scenes import Shared, build_scene
from brief.build.site import site_briefings, site_files
from brief.build.snapshot import Snapshot
from brief.build.step import Apart, Perform, one_by_one
from brief.build.steps import markdown_step, read_step, reading, rendered
from brief.diagnostics.catalogue import CODES
from brief.diagnostics.model import Diagnostic, Problem, Severity, Span, in_order
from brief.kinds import KINDS
from brief.library.assemble import assemble
from brief.library.model import Complaint, Entry, Library, Texts, diagnose
from brief.library.names import named
from brief.library.narrow import Gate, gate, leaks, narrow
from brief.library.read import declared_ids, read_entries
from brief.library.record import Record, read_record
from brief.outputs.artefact import File
from brief.outputs.templates import BrokenTemplateError
from brief.schema.decode import decode
from brief.schema.layout import SETTINGS, family_of
from brief.schema.refs import Ref
from brief.schema.settings import (
    SITE,
    Defaults,
    Settings,
    editions,
    public_view,
    settings_rules,
)
from brief.schema.types import MarkdownText
from brief.text.markdown import Markdown
from brief.text.tree import Fields, Node, is_spoilt
from brief.text.yaml import Reading


@dataclass(frozen=True, slots=True)
class Compilation:
    """The whole result. With an error among the diagnostics there are no files to publish."""

    diagnostics: tuple[Diagnostic, ...]
    site: Mapping[str, File]
    editions: Mapping[str, File]
    library: Library
    settings: Settings | None
    objects: int
    record: Record
    public: Library | None = None
    """What the site shows; nothing where drafts were shown, which never are public."""

    @property
    def errors(self) -> int:
        """How many of the diagnostics are errors."""
        return sum(each.severity is Severity.ERROR for each in self.diagnostics)

    @property
    def warnings(self) -> int:
        """How many of the diagnostics are warnings."""
        return sum(each.severity is Severity.WARN for each in self.diagnostics)


def public_library(snapshot: Snapshot, done: Compilation) -> Library:
    """Return what the site shows. Drafts stay out."""
    return done.public or narrowed_libraries(snapshot, done)[SITE]


def narrowed_libraries(snapshot: Snapshot, done: Compilation) -> dict[str, Library]:
    """Return what the site and each edition show, by name; `site` first. Drafts stay out."""
    assert done.settings is not None  # a project without settings has no editions
    gates = _gates(done.settings, snapshot, done.record, drafts=False)
    return {at.edition.id: narrow(done.library, at) for at in gates}


class _Making(NamedTuple):
    """What does the slow part of the work."""

    perform: Perform
    apart: Apart


class _Loaded(NamedTuple):
    settings: Settings | None
    entries: tuple[Entry, ...]
    complaints: tuple[Complaint, ...]
    diagnostics: tuple[Diagnostic, ...]


def compile_snapshot(
    snapshot: Snapshot,
    options: Options,
    perform: Perform,
    memory: Memory | None = None,
    apart: Apart = one_by_one,
) -> Compilation:
    """Compile a project. `perform` evaluates the slow steps; it never changes the answer.

    Nor does `memory`, which a process that compiles again and again hands in each time, nor
    `apart`, which may give parts of the work to other processes.
    """
    memory = memory or Memory()
    memory.turn()
    loaded = _load(snapshot, perform, memory)
    settings = loaded.settings
    language = settings.language if settings else "en"
    texts = _render(loaded.entries, settings, language, perform, memory)
    library, found = assemble(loaded.entries, texts, settings)
    complaints = [
        *named(loaded.complaints, library),
        *found,
        *image_complaints(library, snapshot.assets),
    ]
    diagnostics = list(loaded.diagnostics)
    record, damaged = read_record(snapshot.texts)
    diagnostics += damaged
    site: dict[str, File] = {}
    published: dict[str, File] = {}
    public: Library | None = None
    if settings is not None:
        gates = _gates(settings, snapshot, record, drafts=options.drafts)
        gates = gates if options.only is None else gates[:1]
        narrowed = {at.edition.id: narrow(library, at) for at in gates}
        public = None if options.drafts or options.only else narrowed[SITE]
        day = snapshot.at.astimezone(UTC).date()
        # An unknown tier or audience fits no edition: that is said where it is written.
        doubtful = {c.entry.key for c in complaints if c.problem.code in ("B148", "B149")}
        if options.only is None:
            complaints += _merged_leaks(library.without(doubtful), gates, narrowed)
            complaints += lints(library, settings, narrowed, day, doubtful=doubtful)
            complaints += check_record(library, record)
        complaints += taken(library)
        codes = {c.problem.code for c in complaints} | {each.code for each in diagnostics}
        broken = any(_severity(code, settings) is Severity.ERROR for code in codes)
        if options.pages and not broken:
            shared = Shared(settings, snapshot, record)
            try:
                making = _Making(perform, apart)
                site, published, more = _outputs(
                    shared, library, gates, narrowed, options, making
                )
                diagnostics += more
                if options.only is None:
                    diagnostics += vanished(record, site)
            except BrokenTemplateError as fault:
                diagnostics.append(fault.diagnostic)
    diagnostics += _placed(complaints)
    ordered = in_order(weighed(diagnostics, settings))
    if any(each.severity is Severity.ERROR for each in ordered):
        site, published = {}, {}
    return Compilation(
        diagnostics=ordered,
        site=site,
        editions=published,
        library=library,
        settings=settings,
        objects=len(loaded.entries),
        record=record,
        public=public,
    )


def _load(snapshot: Snapshot, perform: Perform, memory: Memory) -> _Loaded:
    """Read every file to entries."""
    trees = _trees(snapshot, perform, memory)
    diagnostics = [
        Diagnostic(
            Span(each.path, 1, 1, 1, 1),
            each.code,
            each.message,
            each.hint,
        )
        for each in snapshot.refused
    ]
    for found in trees.values():
        diagnostics += found.problems
    settings_tree = trees.pop(SETTINGS, None)
    settings: Settings | None = None
    complaints: list[Complaint] = []
    if settings_tree is not None and settings_tree.tree is not None:
        settings, complaints = _settings(settings_tree.tree)
    defaults = settings.defaults if settings else Defaults()
    entries: list[Entry] = []
    for path, found in trees.items():
        family = family_of(path)
        assert family is not None  # _is_read let only such files pass
        if found.tree is None:
            entries += _unread(path, family, snapshot.texts[path])
            continue
        key = ("entries", path, snapshot.texts[path], defaults.model_dump_json())
        read = memory.get(key, partial(read_entries, path, family, found.tree, defaults))
        entries += read.entries
        complaints += read.complaints
    return _Loaded(settings, tuple(entries), tuple(complaints), tuple(diagnostics))


def _trees(snapshot: Snapshot, perform: Perform, memory: Memory) -> dict[str, Reading]:
    """Read every file to a tree, by path."""
    texts = {path: snapshot.texts[path] for path in sorted(snapshot.texts) if _is_read(path)}
    new = [each for each in texts.items() if not memory.holds(("tree", *each))]
    results = perform([read_step(path, content) for path, content in new])
    made = dict(zip((path for path, _ in new), results, strict=True))

    def tree(path: str) -> Reading:
        return memory.get(("tree", path, texts[path]), lambda: reading(path, made[path]))

    return {path: tree(path) for path in texts}


def _is_read(path: str) -> bool:
    return path == SETTINGS or family_of(path) is not None


def _unread(path: str, family: str, content: bytes) -> tuple[Entry, ...]:
    """Return the entries of a file that is not even a tree: it still declares its ids."""
    kind = next(kind for kind in KINDS if kind.family == family)
    empty = Fields((), (), (1, 1, 1, 1))
    names = declared_ids(path, family, content)
    return tuple(Entry(family, name, kind, path, empty, None) for name in names)


def _settings(tree: Node) -> tuple[Settings | None, list[Complaint]]:
    kind = KINDS[0]
    place = Entry("settings", "newsletter", kind, SETTINGS, tree, None)
    value, problems = decode(tree, Settings)
    if value is None or is_spoilt(tree):
        return None, [Complaint(place, problem) for problem in problems]
    changeable = {name: code.changeable for name, code in CODES.items()}
    found = list(settings_rules(value, changeable))
    sound = not any(each.code in ("B121", "B127", "B148", "B149") for each in found)
    return value if sound else None, [Complaint(place, problem) for problem in found]


def _render(
    entries: Iterable[Entry],
    settings: Settings | None,
    language: str,
    perform: Perform,
    memory: Memory,
) -> Texts:
    """Render every Markdown text of all objects, each once."""
    wanted: dict[tuple[bool, str], None] = {}
    for entry in entries:
        for _, word in entry.words:
            if not isinstance(word, Ref):
                wanted[not isinstance(word, MarkdownText), str(word)] = None
    if settings is not None and settings.description:
        wanted[True, str(settings.description)] = None
    new = [key for key in wanted if not memory.holds(("text", language, key))]
    results = perform([markdown_step(text, language, inline=inline) for inline, text in new])
    made = dict(zip(new, results, strict=True))

    def text_of(key: tuple[bool, str]) -> Markdown:
        return memory.get(("text", language, key), lambda: rendered(made[key]))

    return {key: text_of(key) for key in wanted}


def _gates(
    settings: Settings, snapshot: Snapshot, record: Record, *, drafts: bool
) -> tuple[Gate, ...]:
    cuts = (public_view(settings), *editions(settings))
    return tuple(
        gate(settings, cut, snapshot.at, drafts=drafts, published=record.published(cut.id))
        for cut in cuts
    )


def _merged_leaks(
    library: Library, gates: tuple[Gate, ...], narrowed: Mapping[str, Library]
) -> list[Complaint]:
    """Complain once of a mention that several editions must not show."""
    found: dict[tuple[object, ...], tuple[Complaint, list[str]]] = {}
    for at in gates:
        for complaint in leaks(narrowed[at.edition.id], library):
            problem = complaint.problem
            key = (complaint.entry.key, problem.at, problem.within)
            whole = Complaint(library.entries[complaint.entry.key], problem)
            found.setdefault(key, (whole, []))[1].append(at.edition.id)
    complaints = []
    for complaint, names in found.values():
        hidden, family = complaint.problem.message, complaint.problem.hint
        listed = ", ".join(f"`{name}`" for name in names)
        message = f"`{hidden}` is hidden in {listed}, where this text is shown"
        hint = f"raise the marking of this text, or lower that of the {family}"
        problem = Problem("B211", message, complaint.problem.at, hint, complaint.problem.within)
        complaints.append(Complaint(complaint.entry, problem))
    return complaints


def _outputs(
    shared: Shared,
    library: Library,
    gates: tuple[Gate, ...],
    narrowed: Mapping[str, Library],
    options: Options,
    making: _Making,
) -> tuple[dict[str, File], dict[str, File], tuple[Diagnostic, ...]]:
    perform, apart = making
    public = gates[0]
    pdf = options.pdf and shared.settings.pdf.on
    diagnostics: tuple[Diagnostic, ...] = ()
    scenes = []
    for at in gates:
        scene = build_scene(shared, at, narrowed[at.edition.id])
        scene = replace(scene, only=options.only)
        if options.pictures:
            scene, found = with_pictures(shared, scene, perform, site=at is public)
        else:
            found = try_pictures(shared, scene, site=at is public)
        diagnostics += found
        scenes.append(scene)
    open_scene, *others = scenes
    # All PDFs of all editions are one batch: each takes a processor for seconds.
    printed = pdf and options.only is None
    plans = site_briefings(shared, open_scene, public) if printed else []
    of_site = len(plans)
    plans += [each for cut in others if pdf for each in edition_briefings(shared, cut, public)]
    set_, more = set_pdfs(shared, library, plans, perform)
    diagnostics += more
    site = site_files(
        shared,
        open_scene,
        _by_path(set_[:of_site]),
        perform,
        apart,
        pdf=pdf,
        indexer=options.indexer,
    )
    if options.only is not None:
        return site.files, {}, (*diagnostics, *site.diagnostics)
    published = _by_path(set_[of_site:])
    for cut in others:
        published |= edition_files(cut, public, apart)
    diagnostics += (*site.diagnostics, *broken_links(scenes, site.files, site.addresses))
    return site.files, published, diagnostics


def _by_path(files: Sequence[File | None]) -> dict[str, File]:
    return {file.path: file for file in files if file is not None}


def _severity(name: str, settings: Settings | None) -> Severity:
    code = CODES[name]
    override = (settings.lint or {}).get(name) if settings and code.changeable else None
    return Severity(override) if override else code.severity


def weighed(diagnostics: Iterable[Diagnostic], settings: Settings | None) -> list[Diagnostic]:
    """Give every diagnostic the severity that the project wants; drop what is off."""
    found = (replace(d, severity=_severity(d.code, settings)) for d in diagnostics)
    return [each for each in found if each.severity is not Severity.OFF]


def _placed(complaints: Iterable[Complaint]) -> list[Diagnostic]:
    return [diagnose(complaint) for complaint in complaints]
