"""Text of authors stays text: no script, template, network, nothing outside the project."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest

from brief.build.manifest import NAME, manifest
from brief.outputs.artefact import File
from support.command import run, tree, write
from support.compiling import SOUND, compiled
from support.faults.model import Project
from support.faults.spots import Spot, spots
from support.projects import NOW, projects

# Markup of several sorts; its parts are looked for in what comes out.
PAYLOAD = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>"
    "</title></textarea></style><svg/onload=alert(1)>&lt;b&gt;"
    "\"'><a href='javascript:alert(1)'>go</a><!--"
)
TEMPLATE = "{{ 7*7 }} {% raw %}{% endraw %} {# gone #} {{ site.title }} ${7*7} <%= 7*7 %>"

# Words of a vocabulary, ids, days, numbers and codes hold no free text.
TYPED = {
    *(
        "id",
        "kind",
        "date",
        "when",
        "event",
        "instrument",
        "stage",
        "type",
        "status",
        "setting",
    ),
    *("tier", "tlp", "audience", "currency", "country", "value", "role", "condition", "closes"),
    *("opens", "resolves_by", "p", "as_of", "number", "k", "n", "language", "url", "weights"),
    *("licence", "mof_class", "osaid", "released", "relation", "basis", "sha256", "direction"),
    *("last_checked", "confidence", "likelihood", "change", "credibility", "reliability"),
    *("access", "republishes", "authorship", "paper", "accent", "font_scale", "tlp_max"),
    *("formats", "feeds", "jurisdiction", "official_id", "exclusive_group", "reference_class"),
    *("endorsed_by_author", "firsthand", "substance", "delivery", "reception", "attr", "edge"),
    *("review_by", "embargoed_until", "expires", "since", "start", "end", "class", "source"),
    *("incorporated", "headquartered", "controlled_from", "developed-by", "variant-of", "to"),
    *("replies_to", "entity", "why", "likelihood", "manufactured-by", "hosted-by", "B157"),
    *("email", "title_of_nothing", "wikidata", "ticker"),
}
LISTS = {
    *("about", "products", "forecasts", "related", "tags", "audiences", "levers", "targets"),
    *("reach", "relations", "implies", "notes", "basis", "tiers", "editions", "formats", "in"),
    *("complete", "hosted-by", "type", "sources", "products"),
}


def free(spot: Spot) -> bool:
    """Tell whether a scalar is free text of an author."""
    if not spot.is_scalar or "://" in spot.value.value:
        return False
    parts = [part for part in spot.way.split(".") if part != "*"]
    if spot.way.startswith("match") or parts[0] in ("lint", "theme", "identifiers"):
        return False
    if spot.key is None:
        return parts[-1] not in LISTS
    # `why` of an unknown is a word, `why` of an update a sentence.
    return spot.name not in TYPED or spot.way == "updates.*.why"


def poisoned(payload: str) -> tuple[dict[str, bytes], int]:
    """Return the rich project with a payload in every free text, and how many there are."""
    project = Project("rich", projects()["rich"])
    files = {
        path: content.decode() for path, content in project.files.items() if _is_text(path)
    }
    count = 0
    found = [spot for spot in spots(project) if free(spot)]
    for spot in sorted(found, key=lambda spot: -spot.start):
        text = files[spot.path]
        # A name has one owner, so no two are alike.
        new = quoted = "'" + f"{payload} n{count}".replace("'", "''") + "'"
        if spot.value.style == "|":
            indent = re.match(r"\s*", text[text.index("\n", spot.start) + 1 :])
            margin = indent.group() if indent else ""
            end = "\n" if spot.end == len(text.rstrip()) else ""
            new = f"{text[spot.start : spot.end]}\n\n{margin}{payload}{end}"
        elif spot.way == "question":
            new = quoted[:-1] + "?'"
        files[spot.path] = text[: spot.start] + new + text[spot.end :]
        count += 1
    for path in files:
        if path.endswith(".md"):
            files[path] += f"\n\n{payload}\n"
            count += 1
    held = {path: project.files[path] for path in project.files if path not in files}
    return {**held, **{path: text.encode() for path, text in files.items()}}, count


def _is_text(path: str) -> bool:
    return path.endswith((".yaml", ".md"))


def pages(done: Any) -> Iterator[tuple[str, str]]:
    for path, file in (*done.site.items(), *done.editions.items()):
        if path.endswith(".html"):
            yield path, file.content.decode()


def elements(html: str) -> list[tuple[str, dict[str, str]]]:
    """Parse a page by the letter of HTML and return its elements with their attributes."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    document = parser.parse(html)
    found = [each for each in document.iter() if isinstance(each.tag, str)]
    return [(each.tag.rpartition("}")[2], dict(each.attrib)) for each in found]


def skeleton(html: str) -> set[tuple[str, ...]]:
    """Return which elements with which attributes a page has, without their values."""
    return {(tag, *sorted(attributes)) for tag, attributes in elements(html)}


def test_markup_in_every_text_of_every_object_is_shown_as_text() -> None:
    files, count = poisoned(PAYLOAD)
    assert count > 100
    done = compiled(files)
    assert done.errors == 0, done.diagnostics[:5]
    clean = {
        tag for path, html in pages(compiled(projects()["rich"])) for tag in skeleton(html)
    }
    shown = 0
    for path, html in pages(done):
        assert "<script>alert" not in html, path
        assert not skeleton(html) - clean, path
        for tag, attributes in elements(html):
            assert tag != "script" or not path.startswith("first/"), path
            assert not [name for name in attributes if name.startswith("on")], path
            assert not attributes.get("href", "").lower().startswith("javascript"), path
        shown += html.count("&lt;script&gt;")
    assert shown > count
    feed = done.site["feed.atom"].content.decode()
    assert "<script" not in feed


def test_template_syntax_of_authors_stays_text() -> None:
    files, count = poisoned(TEMPLATE)
    done = compiled(files)
    assert done.errors == 0, done.diagnostics[:5]
    shown = 0
    for path, file in (*done.site.items(), *done.editions.items()):
        if path.endswith((".html", ".txt", ".atom", ".ics", ".json")):
            text = file.content.decode()
            assert not re.search(r"\b49\b", text), path
            shown += text.count("{{ 7*7 }}")
    assert shown > count


def test_a_build_opens_no_socket(tmp_path: Path) -> None:
    custom = """
import os, socket
def refuse(*args, **kwargs):
    os.close(os.open(os.environ["CALLED"], os.O_CREAT | os.O_WRONLY))
    raise OSError("no network here")
if os.environ.get("ARMED"):
    socket.socket.connect = socket.socket.connect_ex = refuse
    socket.create_connection = socket.getaddrinfo = refuse
os.close(os.open(os.environ["SEEN"], os.O_CREAT | os.O_WRONLY))
"""
    write(tmp_path / "custom", {"sitecustomize.py": custom})
    root = write(tmp_path / "project", projects()["starter"])
    body = "![far](https://far.example/a.png)"
    env = {
        "PYTHONPATH": str(tmp_path / "custom"),
        "ARMED": "1",
        "SEEN": str(tmp_path / "seen"),
        "CALLED": str(tmp_path / "called"),
        **NOW,
    }
    done = run("build", cwd=root, env=env)
    assert done.returncode == 0, done.stderr
    assert (root / "editions/first-issue/subscribers.pdf").is_file()
    assert (tmp_path / "seen").exists()
    assert not (tmp_path / "called").exists()
    write(root, {"templates/print.css": "@import 'https://far.example/a.css';\n"})
    note = root / "briefs/notes/2026-01-05-acme-laboratory.yaml"
    note.write_text(note.read_text() + f"\n  {body}\n")
    refused = run("build", cwd=root, env=env)
    assert "error B404" in refused.stderr
    assert not (tmp_path / "called").exists()


@pytest.mark.parametrize(
    "name",
    ["../../outside", "/outside", "a/../../../outside", "..", ".", "a\\..\\b", "con/aux"],
)
def test_ids_lead_nowhere_else(name: str, tmp_path: Path) -> None:
    bad = {
        "briefs/notes/2026-11-20-a.yaml": (
            f"kind: commentary\nid: '{name}'\ntitle: A\nbody: T.\n"
        ),
        "briefs/notes/2026-11-20-b.yaml": (
            f"kind: commentary\ntitle: B\nbody: T.\nformer_ids: ['{name}']\n"
        ),
        "briefs/entities/c.yaml": f"'{name}': {{type: other, name: C}}\n",
    }
    root = write(tmp_path / "deep/project", {**SOUND, **bad})
    done = run("build", "--no-pdf", cwd=root, env=NOW)
    assert done.returncode == 1
    assert done.stderr.count("error B121") == 3
    assert set(tree(tmp_path)) == {f"deep/project/{path}" for path in (*SOUND, *bad)} | {
        path for path in tree(tmp_path) if "/.brief/" in path
    }


@pytest.mark.parametrize(
    "image",
    [
        "../../../../secret.png",
        "/etc/passwd",
        "..%2f..%2fsecret.png",
        "assets/../../../secret.png",
    ],
)
def test_images_lead_nowhere_else(image: str, tmp_path: Path) -> None:
    write(tmp_path, {"secret.png": b"\x89PNG secret"})
    text = f"kind: commentary\ntitle: A\nbody: |\n  ![A map]({image})\n"
    root = write(tmp_path / "project", {**SOUND, "briefs/notes/2026-11-20-a.yaml": text})
    done = run("build", "--no-pdf", cwd=root, env=NOW)
    assert done.returncode == 1
    assert re.search("error B40[23]", done.stderr)
    assert not (root / "site").exists()


def test_a_tampered_manifest_deletes_nothing_outside_its_tree(tmp_path: Path) -> None:
    outside = write(tmp_path, {"keep.txt": "mine", "project/keep.txt": "mine too"})
    root = write(outside / "project", SOUND)
    assert run("build", "--no-pdf", cwd=root, env=NOW).returncode == 0
    held = json.loads((root / "site" / NAME).read_text())
    row = held["files"][0]
    (root / "site/linked").symlink_to(outside)
    for path in (
        *("../keep.txt", "../../keep.txt", str(outside / "keep.txt"), "a/../../keep.txt"),
        *("..\\keep.txt", "./../keep.txt", "linked/keep.txt", "linked/project/keep.txt", ""),
    ):
        held["files"].append({**row, "path": path})
    (root / "site" / NAME).write_text(json.dumps(held))
    done = run("build", "--no-pdf", cwd=root, env=NOW)
    assert done.returncode == 0, done.stderr
    assert (outside / "keep.txt").read_text() == "mine"
    assert (root / "keep.txt").read_text() == "mine too"
    assert (root / "briefs/newsletter.yaml").is_file()


def test_a_link_in_a_tree_is_not_written_through(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"keep.txt": "mine"})
    root = write(tmp_path / "project", SOUND)
    (root / "site").mkdir()
    (root / "site/notes").symlink_to(outside)
    (root / "site/index.html").symlink_to(outside / "keep.txt")
    done = run("build", "--no-pdf", cwd=root, env=NOW)
    assert done.returncode == 3
    assert "lies behind a link out of site/\nhint: remove the link" in done.stderr
    assert tree(outside) == {"keep.txt": b"mine"}
    (root / "site/notes").unlink()
    assert run("build", "--no-pdf", cwd=root, env=NOW).returncode == 0
    assert tree(outside) == {"keep.txt": b"mine"}
    assert (root / "site/notes/base/index.html").is_file()


def test_a_file_behind_a_link_in_a_tree_is_not_written_over(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"index.html": "mine"})
    root = write(tmp_path / "project", SOUND)
    (root / "site").mkdir()
    (root / "site/notes").symlink_to(outside)
    done = run("build", "--no-pdf", cwd=root, env=NOW)
    assert done.returncode == 3
    assert "error: site/notes/index.html: not made by `brief`, and in its way" in done.stderr
    assert tree(outside) == {"index.html": b"mine"}


def test_a_manifest_of_nonsense_is_no_manifest(tmp_path: Path) -> None:
    root = write(tmp_path / "project", SOUND)
    expected = manifest([File("a.txt", b"x", "text/plain")])
    for text in (b"", b"[]", b"{}", b"\xff", b'{"version": 1, "files": [1]}', expected):
        write(root, {f"site/{NAME}": text, "site/mine.txt": "mine"})
        done = run("build", "--no-pdf", cwd=root, env=NOW)
        assert done.returncode == 0, done.stderr
        assert (root / "site/mine.txt").read_text() == "mine"
