"""The figures of one edition, planned from its narrowed library, and their pictures."""

import hashlib
from collections.abc import Iterator

from brief.kinds.issue import Issue
from brief.kinds.policy import Policy
from brief.library.model import Entry
from brief.outputs.figure_edges import connections, edges_figure
from brief.outputs.figure_notes import notes_figure
from brief.outputs.figure_path import path_figure
from brief.outputs.figure_stages import stages_figure
from brief.outputs.figure_style import for_print, for_screen, size
from brief.outputs.picture import Drawn, Figure, Picture
from brief.outputs.scene import Scene
from brief.outputs.urls import asset_path, file_of, page_path

ARCHIVE = "issues/"
POLICY = "policy/"


def site_figures(scene: Scene) -> Iterator[Figure]:
    """Plan every figure of the site."""
    yield from issue_figures(scene)
    plans = [notes_figure(scene, ARCHIVE) if scene.index.issues else None]
    if scene.wants(file_of(POLICY)):
        plans.append(stages_figure(scene, POLICY, scene.as_of))
    plans += [
        path_figure(scene, entry)
        for entry in scene.index.notes
        if isinstance(entry.object, Policy) and _is_wanted(scene, entry)
    ]
    entities = [each for each in scene.library.family("entity") if _is_wanted(scene, each)]
    found = connections(scene.library, scene.as_of) if entities else {}
    plans += [edges_figure(scene, entry, found) for entry in entities]
    yield from (plan for plan in plans if plan)


def issue_figures(scene: Scene) -> Iterator[Figure]:
    """Plan the figures of the products of every issue, as of the issue's own day."""
    for entry in scene.index.issues:
        issue: Issue = entry.object
        if "policy-pipeline" in issue.products and _is_wanted(scene, entry):
            day = issue.as_of or issue.date or scene.as_of
            plan = stages_figure(scene, page_path(entry.key), day)
            if plan:
                yield plan


def _is_wanted(scene: Scene, entry: Entry) -> bool:
    return scene.wants(file_of(page_path(entry.key)))


def drawn(scene: Scene, figure: Figure, wide: str, narrow: str) -> Drawn:
    """Return a figure with its pictures, from drawings in the light scheme."""
    name = f"{figure.page.strip('/').replace('/', '-')}-{figure.name}"
    return Drawn(
        figure=figure,
        wide=_picture(name, for_screen(wide, scene.settings)),
        narrow=_picture(f"{name}-narrow", for_screen(narrow, scene.settings)),
        printed=_picture(f"{name}-print", for_print(wide)),
    )


def _picture(name: str, svg: str) -> Picture:
    content = svg.encode()
    path = asset_path(f"{name}.svg", hashlib.sha256(content).hexdigest())
    return Picture(path, content, *size(svg))
