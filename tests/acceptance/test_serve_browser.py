"""`brief serve` in a browser: reloads, what is wrong, the way to a line, the panes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from support.compiling import SOUND
from support.previewing import NOTE, PATIENCE_S, SETTINGS, Server, project, serving

# Quiet as to what a sender should say besides.
WITH_MAIL = (
    SETTINGS.replace(
        "email: desk@letter.example}", "email: desk@letter.example, address: 1 Example Street}"
    )
    + "mail: {from: post@letter.example}\n"
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(project(tmp_path)) as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1000, "height": 500})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert [each for each in said if "vscode:" not in each] == []


def test_a_browser_reloads_and_stays_where_it_was(server: Server, page: Page) -> None:
    long = SOUND[NOTE] + "".join(f"\n  Paragraph {n}.\n" for n in range(60))
    server.save(NOTE, long)
    page.goto(f"{server.address}notes/base/")
    page.get_by_text("Paragraph 40.").wait_for()
    page.evaluate("scrollTo(0, 1200)")
    server.save(NOTE, long.replace("Paragraph 40.", "Paragraph forty."))
    page.get_by_text("Paragraph forty.").wait_for()
    page.wait_for_function("scrollY === 1200")


def test_a_browser_shows_what_is_wrong_over_the_last_good_page(
    server: Server, page: Page
) -> None:
    page.goto(f"{server.address}notes/base/")
    server.save(NOTE, SOUND[NOTE].replace("etched, zai", "etchd, zai"))
    report = page.get_by_role("region", name="What is wrong")
    report.wait_for()
    assert "1 error – this is the last good page" in (report.text_content() or "")
    link = report.get_by_role("link")
    assert link.text_content() == f"{NOTE}:4:9"
    assert link.get_attribute("href") == f"vscode://file{server.root}/{NOTE}:4:9"
    assert "did you mean `etched`?" in (report.text_content() or "")
    assert page.get_by_role("heading", level=1).text_content() == "Etched takes more space"
    server.save(NOTE, SOUND[NOTE])
    report.wait_for(state="hidden")


def test_a_click_with_alt_opens_the_line(server: Server, page: Page) -> None:
    page.goto(f"{server.address}notes/base/")
    page.evaluate("addEventListener('brief-open', (e) => { window.opened = e.detail; })")
    number = SOUND[NOTE].split("\n").index("unknowns: [floor area]") + 1
    page.get_by_role("link", name="Edit").wait_for()
    page.get_by_text("floor area").first.click(modifiers=["Alt"])
    page.wait_for_function("window.opened")
    opened = str(page.evaluate("window.opened"))
    assert opened == f"vscode://file{server.root}/{NOTE}:{number}:12"
    edit = page.get_by_role("link", name="Edit")
    assert edit.get_attribute("href") == f"vscode://file{server.root}/{NOTE}:1:1"


def test_the_shell_shows_the_page_beside_its_pdf(server: Server, page: Page) -> None:
    page.goto(f"{server.address}_brief/")
    web = page.frame_locator("#web iframe")
    web.get_by_role("link", name="Example Letter").first.wait_for()
    page.get_by_text("Setting the PDF").wait_for()
    page.locator("#pdf iframe").wait_for(timeout=PATIENCE_S * 1000)
    address = page.locator("#pdf iframe").get_attribute("src") or ""
    assert address.startswith("/_brief/pdf/site/issues/first/first.pdf?")
    page.get_by_role("combobox", name="Edition").select_option("investor")
    other = page.locator("#pdf iframe[src*='/investor.pdf']")
    other.wait_for(timeout=PATIENCE_S * 1000)
    page.get_by_role("checkbox", name="PDF").uncheck()
    page.locator("#pdf").wait_for(state="hidden")


def test_the_shell_shows_the_mail_and_its_text_beside_the_page(
    server: Server, page: Page
) -> None:
    server.save("briefs/newsletter.yaml", WITH_MAIL)
    page.goto(f"{server.address}_brief/")
    page.get_by_role("checkbox", name="PDF").uncheck()
    page.get_by_role("checkbox", name="Mail", exact=True).check()
    page.get_by_role("checkbox", name="Text of the mail").check()
    mail, text = page.frame_locator("#mail iframe"), page.frame_locator("#text iframe")
    mail.get_by_role("heading", name="The first", level=1).wait_for()
    text.get_by_text("EXAMPLE LETTER").wait_for()
    address = page.locator("#mail iframe").get_attribute("src") or ""
    # Beside the site stands the first edition that has a mail.
    assert address.startswith("/_brief/mail/first/investor.mail.html?")
    page.get_by_role("combobox", name="Edition").select_option("public")
    page.locator("#mail iframe[src*='/public.mail.html']").wait_for()
    server.save(NOTE, SOUND[NOTE].replace("takes more space", "takes a lot more space"))
    mail.get_by_role("heading", name="Etched takes a lot more space").wait_for()
    text.get_by_text("Etched takes a lot more space").wait_for()


def test_without_a_sender_the_pane_says_what_makes_a_mail(server: Server, page: Page) -> None:
    page.goto(f"{server.address}_brief/")
    page.get_by_role("checkbox", name="Mail", exact=True).check()
    page.get_by_text("Mails are made where `mail.from` is set").wait_for()
