"""The scene of a project's site, for tests of single outputs."""

from collections.abc import Mapping

from brief.build.compile import narrowed_libraries
from brief.build.scenes import Shared, build_scene
from brief.library.narrow import gate
from brief.outputs.scene import Scene
from brief.schema.settings import SITE, public_view
from support.compiling import AT, compiled, snapshot


def scene_of(files: Mapping[str, str | bytes]) -> Scene:
    """Return the scene of a project's site."""
    done, taken = compiled(files), snapshot(files)
    assert done.settings is not None, done.diagnostics
    at = gate(
        done.settings, public_view(done.settings), AT, drafts=False, published=frozenset()
    )
    shared = Shared(done.settings, taken, done.record)
    return build_scene(shared, at, narrowed_libraries(taken, done)[SITE])
