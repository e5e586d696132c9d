"""The wheel, in an empty environment, away from the repository: what a user installs."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, install it into an environment of its own, and return the command."""
    repository = Path(__file__).parent.parent.parent
    uv = Path(sys.executable).with_name("uv")
    tool = str(uv) if uv.exists() else shutil.which("uv")
    assert tool, "uv builds the wheel; `make test` installs it"
    folder = tmp_path_factory.mktemp("wheel")
    _run(tool, "build", "--quiet", "--wheel", "--out-dir", str(folder), cwd=repository)
    wheel = next(folder.glob("*.whl"))
    environment = folder / "env"
    venv.create(environment, with_pip=False)
    python = str(environment / "bin/python")
    _run(tool, "pip", "install", "--quiet", "--python", python, str(wheel), cwd=folder)
    return environment / "bin/brief"


def _run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    keep = ("PATH", "HOME", "SSL_CERT_FILE", "UV_CACHE_DIR", "LANG", "XDG_CACHE_HOME")
    env = {name: value for name, value in os.environ.items() if name in keep}
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, timeout=600, env=env
    )
    assert done.returncode == 0, done.stderr
    return done


def test_the_wheel_makes_and_builds_a_newsletter_outside_the_repository(
    installed: Path, tmp_path: Path
) -> None:
    done = _run(str(installed), "init", "letter", cwd=tmp_path)
    assert "brief build" in done.stderr
    done = _run(str(installed), "build", cwd=tmp_path / "letter")
    # The bare wheel has no search: it says so once, and leaves no page and no link.
    assert done.stderr.count("warning") == 1
    assert "warning: there is no search page, because pagefind is not" in done.stderr
    assert "pip install 'brief[search]'" in done.stderr
    assert not (tmp_path / "letter/site/search").exists()
    assert "/search/" not in (tmp_path / "letter/site/index.html").read_text()
    for name in ("site/index.html", "site/feed.atom", "editions/first-issue/subscribers.pdf"):
        assert (tmp_path / "letter" / name).is_file(), name
    again = _run(str(installed), "build", cwd=tmp_path / "letter")
    assert "nothing changed" in again.stderr


def test_the_bare_wheel_says_how_to_get_a_preview_and_carries_its_panes(
    installed: Path, tmp_path: Path
) -> None:
    _run(str(installed), "init", "letter", cwd=tmp_path)
    done = subprocess.run(
        [str(installed), "serve"],
        cwd=tmp_path / "letter",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "pip install 'brief[serve]'" in done.stderr) == (3, True)
    panes = installed.parent.parent.glob("lib/*/site-packages/brief/adapters/serve/static/*")
    assert {"live.js", "shell.html", "icon.svg"} <= {path.name for path in panes}


def test_the_wheel_carries_the_theme_once_and_the_licences_of_its_fonts(
    installed: Path,
) -> None:
    package = next(installed.parent.parent.glob("lib/python*/site-packages/brief"))
    names = {
        path.relative_to(package / "theme").as_posix() for path in package.glob("theme/**/*")
    }
    assert {
        "site.css",
        "print.css",
        "fonts/OFL-Inter.txt",
        "fonts/OFL-Noto.txt",
        "fonts/OFL-SourceSerif4.md",
    } <= names
    assert (package / "py.typed").is_file()
    assert (package / "starter/briefs/newsletter.yaml").is_file()
    assert not (package.parent / "templates").exists()
