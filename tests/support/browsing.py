"""A browser without a window: pages opened as readers open them, and what it had to say."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from playwright.sync_api import Browser, Page, sync_playwright

from support.tools import need_program

# It asks nobody for anything on its own account.
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
    *("--disable-background-networking", "--disable-component-update", "--no-first-run"),
)
WIDTHS = (320, 768, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@contextmanager
def browsing() -> Iterator[Browser]:
    """Start a browser."""
    program = need_program("chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=list(QUIET))
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Seen:
    """What happened while a page was open."""

    requests: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    font_bytes: int = 0


@contextmanager
def opened(
    browser: Browser,
    address: str,
    *,
    width: int = 1280,
    scheme: Literal["light", "dark"] = "light",
    scripts: bool = True,
) -> Iterator[tuple[Page, Seen]]:
    """Open one page in a context of its own, which has cached nothing."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        java_script_enabled=scripts,
    )
    page, seen = context.new_page(), Seen()

    def refused(request: Any) -> None:
        # What the browser itself gives up, such as the narrow form of a picture when the
        # window grows, was not refused by anybody.
        if "ERR_ABORTED" not in (request.failure or ""):
            seen.failed.append(request.url)

    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("requestfailed", refused)
    page.on("console", lambda message: seen.messages.append(message.text))
    page.on("pageerror", lambda error: seen.messages.append(str(error)))

    def answered(response: Any) -> None:
        if response.status >= 400 and response.url != address:
            seen.failed.append(response.url)
        if response.request.resource_type == "font":
            seen.font_bytes += int(response.headers.get("content-length", 0))

    page.on("response", answered)
    try:
        answer = page.goto(address, wait_until="load")
        assert answer is not None
        assert answer.status == 200, f"{address} answered {answer.status}"
        page.evaluate("document.fonts.ready.then(() => null)")
        yield page, seen
    finally:
        context.close()
