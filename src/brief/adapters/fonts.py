"""Font packages of the system that a project may name in its settings, and no other files."""

from collections.abc import Mapping
from pathlib import Path

# Where Debian, Fedora and Arch put the one file of a package that we use: the regular serif of
# Noto CJK, which draws Chinese, Japanese and Korean.
PLACES: Mapping[str, tuple[str, ...]] = {
    "noto-cjk": (
        "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
        "/usr/share/fonts/google-noto-serif-cjk-fonts/NotoSerifCJK-Regular.ttc",
        "/usr/share/fonts/noto-cjk/NotoSerifCJK-Regular.ttc",
    ),
}


def font_packages(settings: bytes) -> dict[str, bytes]:
    """Return the packages that the text of the settings may name, as far as they are here.

    The text is searched, not read: what the settings really name is decided later, and a file
    that nothing names is not opened.
    """
    found = {}
    for name, places in PLACES.items():
        if name.encode() not in settings:
            continue
        place = next((path for place in places if (path := Path(place)).is_file()), None)
        if place is not None:
            found[name] = place.read_bytes()
    return found
