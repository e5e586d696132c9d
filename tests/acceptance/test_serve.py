"""`brief serve` as an author meets it: a real server, real saves, real requests."""

import os
import re
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.command import BRIEF, environment, run, tree, write
from support.compiling import SOUND
from support.previewing import (
    FILE,
    NOTE,
    PAGE,
    PATIENCE_S,
    SETTINGS,
    Server,
    after,
    project,
    serving,
    until,
)
from support.projects import NOW


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(project(tmp_path)) as started:
        yield started


def unserved(text: str) -> str:
    """Take from a served page what the preview put in."""
    text = re.sub(r'<script src="/_brief/live.js"[^>]*></script>\n', "", text)
    return text.replace("; script-src &#39;self&#39;", "")


def test_pages_are_those_of_a_build_and_nothing_is_written(tmp_path: Path) -> None:
    root = project(tmp_path)
    assert run("build", "--no-pdf", cwd=root, env=NOW).returncode == 0
    built = tree(root / "site")
    before = tree(root / "site") | tree(root / "editions")
    with serving(root) as server:
        server.whole()
        for path, content in built.items():
            if path in ("manifest.json", "issues/first/index.html") or "feed" in path:
                continue  # these tell of PDFs, which the build was asked to leave out
            answer = server.ask(f"/{path.removesuffix('index.html')}")
            if path.endswith(".html"):
                assert unserved(answer.text).encode() == content, path
            elif path != "404.html":
                assert answer.body == content, path
    assert tree(root / "site") | tree(root / "editions") == before


def test_media_types_and_addresses_are_those_of_a_host(server: Server) -> None:
    kinds = {
        "/": "text/html; charset=utf-8",
        "/feed.atom": "application/atom+xml",
        "/icon.svg": "image/svg+xml",
    }
    for path, kind in kinds.items():
        answer = server.ask(path)
        assert (answer.status, answer.headers["content-type"]) == (200, kind)
    bare = server.ask("/notes/base")
    assert (bare.status, bare.headers["location"]) == (307, PAGE)
    missing = server.ask("/notes/nowhere/")
    assert missing.status == 404
    assert "Page not found" in missing.text
    assert server.ask(PAGE, "HEAD").body == b""
    assert server.ask(PAGE, "POST").status == 405


def test_a_site_under_a_path_stands_there(tmp_path: Path) -> None:
    settings = SETTINGS.replace("letter.example", "letter.example/some/path")
    with serving(project(tmp_path, **{"briefs/newsletter.yaml": settings})) as server:
        first = server.ask("/")
        assert (first.status, first.headers["location"]) == (307, "/some/path/")
        assert server.ask(f"/some/path{PAGE}").status == 200


def test_a_save_is_told_and_the_page_is_fresh(server: Server) -> None:
    before = server.ask(PAGE)
    with server.told(FILE) as found:
        first = until(found, broken=False)
        server.save(NOTE, SOUND[NOTE].replace("more space", "a whole hall"))
        second = after(found, first["page"])
        page = server.ask(PAGE)
        assert "a whole hall" in page.text
        assert "a whole hall" not in before.text
        assert f'data-seen="{second["page"]}"' in page.text


def test_of_many_saves_in_a_row_none_is_missed(server: Server) -> None:
    with server.told(FILE) as found:
        until(found, broken=False)
        for number in range(12):
            server.save(NOTE, SOUND[NOTE].replace("more space", f"hall {number}"))
            time.sleep(number * 0.01)
        deadline = time.monotonic() + PATIENCE_S
        while "hall 11" not in server.ask(PAGE).text:
            assert time.monotonic() < deadline
        told = found.get(timeout=PATIENCE_S)
        while told["page"] not in server.ask(PAGE).text:
            told = found.get(timeout=PATIENCE_S)


def test_a_save_that_changes_nothing_reloads_nothing(server: Server) -> None:
    with server.told(FILE) as found:
        first = until(found, broken=False)
        server.save(NOTE, f"# A remark.\n{SOUND[NOTE]}")
        later = until(found, version=first["version"] + 1)
        assert later["page"] == first["page"]


def test_the_last_good_page_stays_and_what_is_wrong_leads_to_its_line(server: Server) -> None:
    good = server.ask(PAGE).text
    with server.told(FILE) as found:
        first = until(found, broken=False)
        server.save(NOTE, SOUND[NOTE].replace("title:", "titel:"))
        broken = until(found, broken=True)
        assert broken["page"] == first["page"]
        assert server.ask(PAGE).text == good
        said = broken["diagnostics"][0]
        assert (said["path"], said["line"], said["code"]) == (NOTE, 2, "B111")
        assert said["href"] == f"vscode://file{server.root}/{NOTE}:2:1"
        server.save(NOTE, SOUND[NOTE])
        mended = until(found, broken=False)
        assert mended["diagnostics"] == []


def test_a_template_a_new_note_and_a_deleted_one_are_seen(server: Server) -> None:
    theme = Path(__file__).parent.parent.parent / "templates"
    own = (theme / "note_page.html").read_text(encoding="utf-8")
    with server.told(FILE) as found:
        first = until(found, broken=False)
        write(server.root, {"templates/note_page.html": own.replace("<h1", "<h1 title=own")})
        second = after(found, first["page"])
        assert "<h1 title=own" in server.ask(PAGE).text
        (server.root / "templates/note_page.html").write_text("{% block", encoding="utf-8")
        broken = until(found, broken=True)
        assert broken["diagnostics"][0]["path"] == "templates/note_page.html"
        (server.root / "templates/note_page.html").unlink()
        until(found, broken=False, page=first["page"])
        assert second["page"] != first["page"]
        assert server.ask("/notes/new/").status == 404
        new = "kind: commentary\ntitle: New\nbody: Words.\n"
        server.save("briefs/notes/2026-11-05-new.yaml", new)
        deadline = time.monotonic() + PATIENCE_S
        while server.ask("/notes/new/").status == 404:
            assert time.monotonic() < deadline
        (server.root / "briefs/notes/2026-11-05-new.yaml").unlink()
        while server.ask("/notes/new/").status != 404:
            assert time.monotonic() < deadline


def test_a_folder_that_vanishes_leaves_the_last_good_tree(server: Server) -> None:
    good = server.ask(PAGE).text
    with server.told(FILE) as found:
        until(found, broken=False)
        (server.root / "briefs").rename(server.root / "elsewhere")
        until(found, broken=True)
        assert server.ask(PAGE).text == good
        (server.root / "elsewhere").rename(server.root / "briefs")
        until(found, broken=False)
        server.save(NOTE, SOUND[NOTE].replace("more space", "a hall"))
        deadline = time.monotonic() + PATIENCE_S
        while "a hall" not in server.ask(PAGE).text:
            assert time.monotonic() < deadline


def test_a_project_that_is_broken_from_the_start_is_told_on_an_empty_page(
    tmp_path: Path,
) -> None:
    root = project(tmp_path, **{"briefs/newsletter.yaml": "title: [\n"})
    with serving(root) as server:
        page = server.ask("/")
        assert page.status == 503
        assert "/_brief/live.js" in page.text
        with server.told("index.html") as found:
            broken = until(found, broken=True)
            assert broken["diagnostics"][0]["path"] == "briefs/newsletter.yaml"
            server.save("briefs/newsletter.yaml", SETTINGS)
            until(found, broken=False)
        assert server.ask("/").status == 200


def test_a_pdf_is_set_when_it_is_asked_for_and_once(server: Server) -> None:
    state = server.whole()
    paths = [each["path"] for each in state["documents"]]
    assert "site/issues/first/first.pdf" in paths
    assert "editions/first/investor.pdf" in paths
    assert kept_pdfs(server.root) == 0
    first = server.ask("/_brief/pdf/editions/first/investor.pdf")
    assert (first.status, first.body[:5]) == (200, b"%PDF-")
    assert first.headers["content-type"] == "application/pdf"
    assert kept_pdfs(server.root) == 1
    again = server.ask("/_brief/pdf/editions/first/investor.pdf")
    assert again.body == first.body
    assert kept_pdfs(server.root) == 1
    assert server.ask("/_brief/pdf/editions/first/nobody.pdf").status == 404
    assert "Etched" in server.ask("/_brief/mail/first/investor.html").text


def test_a_mail_is_shown_as_each_choice_of_the_pdf_has_it(server: Server) -> None:
    server.whole()
    assert server.ask("/_brief/mail/first/public.mail.html").status == 404
    before = server.whole()["version"]
    with server.told("index.html") as found:
        server.save(
            "briefs/newsletter.yaml", f"{SETTINGS}mail: {{from: post@letter.example}}\n"
        )
        while until(found, whole=True)["version"] == before:
            pass
    state = server.whole()
    paths = [each["path"] for each in state["mails"]]
    assert paths == [
        "editions/first/investor.mail.html",
        "editions/first/public.mail.html",
    ]
    for part in ("html", "txt"):
        shown = {
            choice: server.ask(f"/_brief/mail/first/public.mail.{part}?pdf={choice}").text
            for choice in ("link", "attach", "none", "else")
        }
        assert "The PDF is attached" in shown["attach"]
        assert "/issues/first/first.pdf" in shown["link"]
        assert shown["else"] == shown["link"]
        assert "PDF" not in shown["none"]
        assert "<!--brief:" not in "".join(shown.values())


def kept_pdfs(root: Path) -> int:
    """Count the PDFs that the cache of a project holds: each was set once."""
    path = root / ".brief/cache.sqlite3"
    if not path.exists():
        return 0
    line = sqlite3.connect(path)
    rows = line.execute("SELECT count(*) FROM results WHERE instr(content, X'255044462D')")
    count = int(rows.fetchone()[0])
    line.close()
    return count


TRAPS = (
    "/../briefs/newsletter.yaml",
    "/..%2f..%2fetc%2fpasswd",
    "/%2e%2e/briefs/newsletter.yaml",
    "//etc/passwd",
    "/_brief/..%2f..%2fserver.py",
    "/_brief/pdf/../../briefs/newsletter.yaml",
    "/_brief/mail/..%2f..%2fbriefs/newsletter.yaml",
    "/briefs/newsletter.yaml",
    "/notes/base/index.html%00",
    "/_brief/empty.html",
)


def test_no_path_leads_out_of_what_was_compiled(server: Server) -> None:
    for path in TRAPS:
        answer = server.ask(path)
        assert answer.status == 404, path
        assert b"root:" not in answer.body
        assert b"audiences:" not in answer.body


def test_a_host_that_is_not_ours_is_refused(server: Server) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "evil.example:8790", ""):
        assert server.ask(PAGE, headers={"Host": host}).status == 400, host
    for host in ("localhost", "127.0.0.1:1", "[::1]:8790"):
        assert server.ask(PAGE, headers={"Host": host}).status == 200, host
    headers = server.ask(PAGE, headers={"Origin": "https://evil.example"}).headers
    assert "access-control-allow-origin" not in headers
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"


def test_it_listens_on_this_machine_alone_and_on_the_next_free_port(server: Server) -> None:
    assert server.host == "127.0.0.1"
    with serving(server.root) as second:
        assert second.port != server.port
        assert second.ask(PAGE).status == 200


def test_another_host_is_warned_of(tmp_path: Path) -> None:
    root = project(tmp_path)
    process = subprocess.Popen(
        [str(BRIEF), "serve", "--host", "0.0.0.0", "--drafts"],  # noqa: S104 - what is warned of
        cwd=root,
        env=environment(NOW),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    # At once: an interrupt while everything begins ends it too.
    process.send_signal(signal.SIGINT)
    try:
        _, said = process.communicate(timeout=PATIENCE_S)
    finally:
        process.kill()
    assert process.returncode == 0
    assert "can be read by everyone who reaches this machine, drafts included" in said


def test_drafts_are_shown_on_request_alone(tmp_path: Path) -> None:
    draft = "kind: commentary\ntitle: Half\nstatus: draft\nbody: Words.\n"
    root = project(tmp_path, **{"briefs/notes/2026-11-05-half.yaml": draft})
    with serving(root) as server:
        assert server.ask("/notes/half/").status == 404
    with serving(root, "--drafts") as server:
        assert server.ask("/notes/half/").status == 200


def test_an_interrupt_ends_it_and_what_it_tells_quietly(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [str(BRIEF), "serve", "--port", "8790", "--quiet"],
        cwd=project(tmp_path),
        env=environment(NOW),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        process_group=0,
    )
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    server = Server(tmp_path, process, address.removesuffix("_brief/"))
    server.ask(PAGE)
    with server.told(FILE) as found:
        until(found, broken=False)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, said) == (0, "")


def test_without_its_packages_it_says_how_to_get_them(tmp_path: Path) -> None:
    root = project(tmp_path)
    hidden = write(
        tmp_path / "hidden",
        {
            "sitecustomize.py": "import importlib.util as u\n_find = u.find_spec\n"
            "u.find_spec = lambda n, *a: None if n == 'uvicorn' else _find(n, *a)\n"
        },
    )
    done = run("serve", cwd=root, env={"PYTHONPATH": str(hidden)})
    assert done.returncode == 3
    assert done.stderr == (
        "error: `brief serve` needs what is not here: uvicorn\n"
        "hint: `pip install 'brief[serve]'`\n"
    )


def test_an_editor_is_a_name_or_an_address(tmp_path: Path) -> None:
    root = project(tmp_path)
    for editor in ("notepad", "javascript:{path}"):
        done = run("serve", "--editor", editor, cwd=root)
        assert done.returncode == 2
        assert "--editor is one of vscode" in done.stderr
