"""What a project's settings change in the theme: the accent, and whether it can be read."""

from brief.schema.settings import Settings

PAPER = {"light": "#fdfcf9", "dark": "#14171a"}

# WCAG 2.2, 1.4.3: text against its ground.
LEAST_CONTRAST = 4.5


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21.

    Source: WCAG 2.2, "contrast ratio" and "relative luminance".
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]  # noqa: PLR2004 - WCAG
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def readable(colour: str, ground: str) -> str:
    """Return a colour, moved towards black or white until it can be read on a ground."""
    towards = 0 if _luminance(ground) > 0.5 else 255  # noqa: PLR2004 - middle grey
    for step in range(101):
        mixed = _mixed(colour, towards, step / 100)
        if contrast(mixed, ground) >= LEAST_CONTRAST:
            return mixed
    return "#000000" if towards == 0 else "#ffffff"


def _mixed(colour: str, towards: int, share: float) -> str:
    channels = [int(colour[n : n + 2], 16) for n in (1, 3, 5)]
    return "#" + "".join(f"{round(c + (towards - c) * share):02x}" for c in channels)


def accent_rule(settings: Settings) -> str:
    """Return the style that replaces the accent, in both schemes; nothing where none is set."""
    accent = settings.theme.accent
    if accent is None:
        return ""
    dark = readable(accent, PAPER["dark"])
    return (
        f":root{{--accent:{accent}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{--accent:{dark}}}}}\n"
    )
