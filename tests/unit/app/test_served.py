"""The served copy of a page: a script and the right to run it, and nothing else."""

import pytest

from brief.app.served import allowing, digest, with_script
from brief.outputs.headers import READING, SEARCHING
from support.compiling import SOUND, compiled

LOOSENED = [
    (READING, f"{READING}; script-src 'self'"),
    (SEARCHING, SEARCHING),
    (
        "default-src 'none'",
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'",
    ),
    ("default-src 'self'", "default-src 'self'"),
    ("script-src 'none'; img-src *", "script-src 'self'; img-src *"),
    ("", ""),
]


@pytest.mark.parametrize(("policy", "wanted"), LOOSENED)
def test_a_policy_gains_what_the_script_needs_alone(policy: str, wanted: str) -> None:
    assert allowing(policy) == wanted


def test_a_served_page_is_the_page_but_for_the_script_and_its_right() -> None:
    content = compiled(SOUND).site["notes/base/index.html"].content
    served = with_script(content, "notes/base/index.html", digest(content)).decode()
    script = next(line for line in served.split("\n") if "/_brief/live.js" in line)
    assert digest(content) in script
    back = served.replace(f"{script}\n", "").replace("; script-src &#39;self&#39;", "")
    assert back.encode() == content


def test_a_page_that_leads_on_leads_on_here() -> None:
    page = b'<meta http-equiv="refresh" content="0; url=https://letter.example/b/notes/new/">'
    assert b'content="0; url=/b/notes/new/"' in with_script(page, "a", "b")


def test_names_of_pages_cannot_end_the_attribute() -> None:
    assert b'"><i>' not in with_script(b"<p>", 'x"><i>', "none")
