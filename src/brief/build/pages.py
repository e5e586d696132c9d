"""Pages of the site, planned and rendered in parts, which other processes may take."""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial

from brief.build.links import addresses_of
from brief.build.step import Apart
from brief.diagnostics.model import Diagnostic, Span
from brief.outputs.artefact import Artefact, File
from brief.outputs.chrome import MetaView
from brief.outputs.feed_items import item_html
from brief.outputs.planned import Made, Plan
from brief.outputs.scene import Scene

# Pages of a part: enough that handing over costs little, few enough that nobody waits long.
PART = 40

Part = Callable[[], list[Made]]


def parts(scene: Scene, plans: Sequence[Plan], carried: Collection[str]) -> list[Part]:
    """Return work that makes pages. `carried` are the paths of pages that a feed carries."""
    groups = (plans[start : start + PART] for start in range(0, len(plans), PART))
    return [partial(_made, scene, group, carried) for group in groups]


def part_of(scene: Scene, plan: Callable[[], Iterable[Artefact]]) -> Part:
    """Return work that makes pages which are planned together, such as lists."""
    return partial(_made_together, scene, plan)


def pages(work: Sequence[Part], apart: Apart) -> list[Made]:
    """Return the pages of all parts, in order.

    Raises:
        BrokenTemplateError: A template cannot be read or rendered.
    """
    return [each for found in apart(work) for each in found]


def _made(scene: Scene, plans: Sequence[Plan], carried: Collection[str]) -> list[Made]:
    found = []
    for plan in plans:
        artefact = plan.make()
        item = None
        if plan.entry is not None and plan.path in carried:
            item = item_html(scene, plan.entry, artefact.views["page"])
        found.append(_rendered(scene, artefact, item))
    return found


def _made_together(scene: Scene, plan: Callable[[], Iterable[Artefact]]) -> list[Made]:
    return [_rendered(scene, each) for each in plan() if scene.wants(each.path)]


def _rendered(scene: Scene, artefact: Artefact, item: str | None = None) -> Made:
    text = scene.templates.render(artefact.template, artefact.subject, **artefact.views)
    head = artefact.views.get("meta")
    # Most pages link to the same places: each address is held once.
    known = scene.kept.setdefault(addresses_of, {})
    file = File(artefact.path, str(text).encode(), artefact.media_type)
    return Made(
        file,
        head if isinstance(head, MetaView) else None,
        item,
        frozenset(known.setdefault(each, each) for each in addresses_of(file)),
        artefact.subject,
        artefact.owner,
    )


def files_of(found: Iterable[Made]) -> tuple[dict[str, File], tuple[Diagnostic, ...]]:
    """Return pages as files by path. Two with one path are an error."""
    files: dict[str, File] = {}
    owners: dict[str, Made] = {}
    problems = []
    for page in found:
        path = page.file.path
        if path in files:
            message = f"{owners[path].subject} and {page.subject} have one address: `{path}`"
            hint = "rename one of them, or give it another `id`"
            problems.append(Diagnostic(Span(page.owner, 1, 1, 1, 1), "B412", message, hint))
            continue
        owners[path] = page
        files[path] = page.file
    return files, tuple(problems)
