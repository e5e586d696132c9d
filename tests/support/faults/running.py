"""All sorts of faults, and what the compiler says of one: in memory, or from real files."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from brief.adapters.files import DiskFiles
from brief.build.compile import Compilation, compile_snapshot
from brief.build.options import Options
from brief.build.step import Perform, Step
from brief.build.steps import PURE, in_place
from brief.diagnostics.model import Diagnostic
from support.command import write
from support.compiling import AT, compiled
from support.faults import files, keys, planted, rules, syntax, templates, texts, together
from support.faults.model import Expected, Fault, Project, Sort, candidates
from support.projects import projects

SORTS: tuple[Sort, ...] = (
    *syntax.SORTS,
    *files.SORTS,
    *keys.SORTS,
    *planted.SORTS,
    *rules.SORTS,
    *texts.SORTS,
    *together.SORTS,
    *templates.SORTS,
)

# What stands beside a project, for links that lead out of it.
OUTSIDE: Mapping[str, str | bytes] = {
    "note.yaml": "kind: commentary\ntitle: Outside\nbody: Text.\n",
    "a.png": b"\x89PNG",
}


def faults_of(name: str, most: int | None = None) -> list[Fault]:
    """Return the faults of every sort in a project, `most` of each where given."""
    project = Project(name, projects()[name])
    wanted = [sort._replace(most=min(sort.most, most)) if most else sort for sort in SORTS]
    return [fault for sort in wanted for fault in candidates(sort, project)]


def remembering() -> Perform:
    """Return what performs each step once: most files of a project are the same each time."""
    known: dict[str, bytes] = {}
    once = in_place(PURE)

    def perform(steps: Sequence[Step]) -> Sequence[bytes]:
        keys = [step.key() for step in steps]
        fresh = {key: step for key, step in zip(keys, steps, strict=True) if key not in known}
        known.update(zip(fresh, once(tuple(fresh.values())), strict=True))
        return [known[key] for key in keys]

    return perform


def compile_fault(fault: Fault, perform: Perform) -> Compilation:
    """Compile a project with one fault in it, without PDFs."""
    whole = {**projects()[fault.project], **fault.files}
    if not fault.disk:
        return compiled(whole, theme=fault.theme, perform=perform)
    with TemporaryDirectory() as folder:
        root = put(fault, Path(folder))
        return compile_snapshot(DiskFiles(root).snapshot(AT, {}), Options(pdf=False), perform)


def put(fault: Fault, folder: Path) -> Path:
    """Write a project with a fault to a disk and return its root."""
    write(folder / "outside", OUTSIDE)
    root = write(folder / "project", {**projects()[fault.project], **fault.files})
    write(root, {f"templates/{name}": text for name, text in fault.theme.items()})
    for name, target in fault.links.items():
        link = root / name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(target)
    return root


def place(diagnostic: Diagnostic) -> Expected:
    """Return where a diagnostic stands, and its code."""
    span = diagnostic.span
    return Expected(span.path, span.line, span.column, diagnostic.code)
