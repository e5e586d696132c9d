"""Compile projects held in memory: what most tests do."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache

from brief.adapters.files import TYPES, theme_folder
from brief.build.compile import Compilation, compile_snapshot
from brief.build.options import Options
from brief.build.snapshot import Snapshot
from brief.build.step import Perform
from brief.build.steps import PURE, in_place
from brief.outputs.asset import Asset

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)

# A sound project that examples and faults are put into. Nothing in it is worth a warning.
SOUND: Mapping[str, str] = {
    "briefs/newsletter.yaml": """\
title: Example Letter
url: https://letter.example
description: A letter for tests.
publisher: {name: Example House, email: desk@letter.example}
tiers: [free, paid]
audiences:
  buyer: {name: Enterprise buyers}
  investor: {name: Investors}
editions:
  public: {tier: free}
  investor: {tier: paid, audience: investor}
""",
    "briefs/entities/people.yaml": """\
etched: {type: chip-designer, name: Etched, aliases: [Etched AI]}
zai: {type: ai-lab, name: Z.ai, jurisdiction: {controlled_from: CN}}
glm: {type: model, name: GLM, weights: open, edges: [{developed-by: zai}]}
vercel: {type: inference-provider, name: Vercel}
""",
    "briefs/classes.yaml": """\
open-weights:
  name: Models with open weights
  match: {attr: weights, in: [open, gated]}
""",
    "briefs/sources/all.yaml": """\
posts: {title: Posts of the author, type: post}
article:
  title: An article
  publisher: A paper
  url: https://paper.example/a
  type: article-newspaper
""",
    "briefs/notes/2026-11-02-base.yaml": """\
kind: announcement
title: Etched takes more space
event: facility-expansion
about: [etched, zai, vercel]
sources: [posts, article]
claims:
  - text: Etched is said to take more space.
    sources: [{source: posts, at: line 1, credibility: "6"}]
unknowns: [floor area]
body: |
  [[etched]] is said to take more space, while [[glm]] is offered by others.
""",
    "briefs/notes/2026-11-03-rule.yaml": """\
kind: policy
title: A rule on open weights
jurisdiction: US
instrument: bill
official_id: 119-hr-9999
sources: [article]
targets: [open-weights]
history:
  - {when: 2026-02-01, text: Introduced in House}
  - {when: 2026-02-02, text: Referred to the House Committee on Rules.}
""",
    "briefs/issues/2026-11-10-first.yaml": """\
number: 1
title: The first
bottom_line:
  - {text: Etched is said to grow., basis: [base]}
sections:
  - {title: News, notes: [base]}
  - {title: Policy, query: {kind: policy}}
""",
}


@cache
def builtin_theme() -> Mapping[str, bytes]:
    """Return the built-in theme."""
    folder = theme_folder()
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def snapshot(
    files: Mapping[str, str | bytes],
    *,
    at: datetime = AT,
    theme: Mapping[str, str] | None = None,
) -> Snapshot:
    """Return the snapshot of files in memory. What is neither YAML nor Markdown is an asset."""
    texts, assets = {}, {}
    for path, written in files.items():
        content = written.encode() if isinstance(written, str) else written
        if path.endswith((".yaml", ".md")) or path.startswith("briefs/record/"):
            texts[path] = content
        else:
            suffix = "." + path.rsplit(".", 1)[-1]
            digest = hashlib.sha256(content).hexdigest()
            assets[path] = Asset(path, content, digest, TYPES.get(suffix, "text/plain"), 1, 1)
    own = {name: text.encode() for name, text in (theme or {}).items()}
    return Snapshot(texts, assets, {**builtin_theme(), **own}, frozenset(own), at)


def compiled(
    files: Mapping[str, str | bytes],
    *,
    at: datetime = AT,
    theme: Mapping[str, str] | None = None,
    drafts: bool = False,
    pictures: bool = False,
    perform: Perform | None = None,
) -> Compilation:
    """Compile files in memory, without PDFs."""
    options = Options(pdf=False, drafts=drafts, pictures=pictures)
    return compile_snapshot(
        snapshot(files, at=at, theme=theme), options, perform or in_place(PURE)
    )


def sound_with(files: Mapping[str, str | bytes]) -> dict[str, str | bytes]:
    """Return the sound project with some files added or replaced."""
    return {**SOUND, **files}
