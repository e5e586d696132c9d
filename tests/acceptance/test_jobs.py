"""However many processes a build may use, it writes the same bytes and says the same."""

from pathlib import Path

from support.command import run, tree, write

NOTES = {
    f"briefs/notes/2026-11-{1 + n % 20:02}-note-{n}.yaml": f"""\
kind: commentary
title: The note of number {n}
about: [owner-{n % 7}]
tags: [power, topic-{n % 5}]
sources: none
body: |
  It stands beside [[note-{(n + 1) % 150}]], and says that {n} is a number.[^1]

  [^1]: As numbers do.
"""
    for n in range(150)
}
ENTITIES = {
    f"briefs/entities/owner-{n}.yaml": f"name: Owner {n}\ntype: ai-lab\n" for n in range(7)
}
ISSUES = {
    f"briefs/issues/no-{n}.yaml": f"""\
number: {n}
title: Issue {n}
date: 2026-11-{n:02}
sections:
  - title: All
    notes: [{", ".join(f"note-{n * 10 + k}" for k in range(10))}]
"""
    for n in range(1, 10)
}
PROJECT = {
    "briefs/newsletter.yaml": """\
title: Many
url: https://many.example
search: off
cards: off
tiers: [free, paid]
authors: [{name: A. Analyst}]
editions:
  public: {tier: free, formats: [html, text]}
  desk: {tier: paid, formats: [html, text]}
""",
    **NOTES,
    **ENTITIES,
    **ISSUES,
}
BUILD = ("build", "--no-pdf", "--as-of", "2026-11-26", "--jobs")


def test_processes_that_share_the_work_write_the_same_bytes(tmp_path: Path) -> None:
    trees = []
    for jobs in ("1", "3"):
        root = write(tmp_path / jobs, PROJECT)
        done = run(*BUILD, jobs, cwd=root)
        assert done.returncode == 0, done.stderr
        trees.append((tree(root / "site"), tree(root / "editions")))
    assert len(trees[0][0]) > 200
    assert trees[0] == trees[1]


def test_a_fault_of_a_template_is_told_as_by_one_process(tmp_path: Path) -> None:
    broken = {"templates/entity_page.html": "{{ page.nothing_such }}\n"}
    told = []
    for jobs in ("1", "3"):
        root = write(tmp_path / jobs, {**PROJECT, **broken})
        done = run(*BUILD, jobs, "--quiet", cwd=root)
        assert done.returncode == 1
        told.append(done.stderr)
    assert "B304" in told[0]
    assert told[0] == told[1]
