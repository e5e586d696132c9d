"""Images that texts name: there, inside the project, and nowhere else."""

import re
from collections.abc import Iterator, Mapping

from brief.diagnostics.model import Problem
from brief.diagnostics.nearest import did_you_mean
from brief.library.model import Complaint, Entry, Library
from brief.outputs.asset import Asset
from brief.outputs.scene import asset_of, joined
from brief.schema.refs import Ref
from brief.schema.types import MarkdownText


def image_complaints(library: Library, assets: Mapping[str, Asset]) -> tuple[Complaint, ...]:
    """Complain of every image that cannot be shown."""
    return tuple(
        Complaint(entry, problem)
        for entry in library.entries.values()
        for problem in _images(entry, library, assets)
    )


def _images(entry: Entry, library: Library, assets: Mapping[str, Asset]) -> Iterator[Problem]:
    for at, word in entry.words:
        if isinstance(word, Ref):
            continue
        rendered = library.texts.get((not isinstance(word, MarkdownText), word))
        for use in rendered.images if rendered else ():
            found = _fault(entry.path, use.target, assets)
            if found:
                code, message, hint = found
                yield Problem(code, message, at, hint, use.within)


def _fault(
    owner: str, source: str, assets: Mapping[str, Asset]
) -> tuple[str, str, str | None] | None:
    if source.startswith("data:"):
        hint = "save it as a file under `briefs/assets/` and name it from there"
        return "B404", "an image written out in the text is not shown", hint
    if "://" in source or source.startswith("//"):
        hint = "put it under `briefs/assets/` and name it from there"
        return "B404", f"an image on another host is not shown: `{source[:80]}`", hint
    outside = all(
        joined(folder, source) is None or not str(joined(folder, source)).startswith("briefs/")
        for folder in (owner.rpartition("/")[0], "briefs/assets")
    )
    if source.startswith("/") or outside:
        hint = "put it under `briefs/assets/` and name it from there"
        name = re.sub(r"^/(briefs/)?(assets/)?", "", source)
        if f"briefs/assets/{name}" in assets:
            hint = f"write `{name}`: images are looked up in `briefs/assets/`"
        return "B403", f"the image lies outside the project: `{source}`", hint
    path = asset_of(assets, owner, source)
    if path is None:
        names = [name.rpartition("/")[2] for name in assets]
        close = did_you_mean(source.rpartition("/")[2], names)
        advice = close or "images stand beside the note, or in `briefs/assets/`"
        return "B402", f"there is no image `{source}`", advice
    if not assets[path].media_type.startswith("image/"):
        return "B402", f"`{source}` is no image", "PNG, JPEG, WebP, AVIF, GIF and SVG are shown"
    return None
