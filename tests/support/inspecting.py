"""What a browser finds wrong with an open page: rules of accessibility, width, focus."""

from functools import cache
from typing import Any, Literal

from playwright.sync_api import Page

from support.browsing import SCHEMES, WIDTHS
from support.tools import need_package

# Source: axe-core 4.14, doc/API.md. Preloading style sheets and media only serves rules that we
# meet by having neither video nor locks of orientation.
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,
}
# Light and dark differ in colours alone, so in dark only these rules can find something new.
RULES_OF_COLOUR = {
    **OPTIONS,
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}

TOO_WIDE = """() => {
  const root = document.documentElement
  if (root.scrollWidth <= root.clientWidth) return []
  const inside = element => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement)
      if (getComputedStyle(up).overflowX !== 'visible') return true
    return false
  }
  const seen = [...document.body.querySelectorAll('*')].filter(element => {
    const box = element.getBoundingClientRect()
    return box.width && (box.right > root.clientWidth + 1 || box.left < -1) && !inside(element)
  })
  return seen.map(element => element.outerHTML.slice(0, 120)).slice(-3)
}"""

# Elements that the keyboard reaches, in the order of the page.
REACHABLE = """() => {
  const all = 'a[href], button, input, select, textarea, summary, [tabindex]'
  const shown = element => element.checkVisibility() && element.getClientRects().length
  window.reachable = [...document.querySelectorAll(all)]
    .filter(element => shown(element) && element.tabIndex >= 0 && !element.disabled)
  return window.reachable.length
}"""
FOCUSED = """() => {
  const element = document.activeElement
  const style = getComputedStyle(element)
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
  const box = element.getBoundingClientRect()
  return [
    window.reachable.indexOf(element),
    ring && box.width > 0 && box.height > 0,
    element.outerHTML.slice(0, 120),
  ]
}"""


@cache
def _axe() -> str:
    return (need_package("axe-core") / "axe.min.js").read_text(encoding="utf-8")


def inaccessible(page: Page) -> list[str]:
    """Return what breaks a rule of axe, at every width, in light and in dark."""
    found = []
    page.evaluate(_axe())
    for width in WIDTHS:
        for scheme in SCHEMES:
            _set(page, width, scheme)
            options = OPTIONS if scheme == "light" else RULES_OF_COLOUR
            result = page.evaluate("options => axe.run(document, options)", options)
            found += [
                f"{each['id']} at {width} {scheme}: {node['html'][:200]}"
                for each in result["violations"]
                for node in each["nodes"][:3]
            ]
    return found


def too_wide(page: Page) -> list[str]:
    """Return what makes the page scroll sideways, at every width."""
    found = []
    for width in WIDTHS:
        _set(page, width, "light")
        found += [f"too wide at {width}: {each}" for each in page.evaluate(TOO_WIDE)]
    return found


def unreached(page: Page) -> list[str]:
    """Press Tab through the page; return what is skipped, out of order, or without a ring."""
    count: int = page.evaluate(REACHABLE)
    found: list[str] = []
    at, steps = -1, 0
    while at < count - 1:
        page.keyboard.press("Tab")
        steps += 1
        index, has_ring, element = page.evaluate(FOCUSED)
        # A part that scrolls is reached too, though nobody made it so.
        if index < 0 and steps < 2 * count + 20 and element[:5] != "<body":
            continue
        if index != at + 1:
            return [*found, f"after {at} of {count} comes {index}: {element}"]
        if not has_ring:
            found.append(f"focus is not seen: {element}")
        at = index
    return found


def _set(page: Page, width: int, scheme: Literal["light", "dark"]) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)


def text_of_main(page: Page) -> tuple[str, str]:
    """Return the heading of the page and its main text, as they are seen."""
    heading: Any = page.locator("h1").first.inner_text()
    return str(heading), page.locator("main").inner_text()
