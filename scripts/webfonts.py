"""Make the web fonts: subsets of the bundled faces as WOFF2, under names of our own.

Run once when the faces change: `uv run --group fonts python scripts/webfonts.py`. The result is
committed, so a build never runs this.

Source: the OFL FAQ, section 2: a subset of a font with a reserved name needs another
name inside.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent.parent / "templates" / "fonts"

# Latin with its European extensions, punctuation, currency, arrows and the marks of look.md.
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x218, 0x219, 0x21A, 0x21B, 0x1E9E]
PUNCTUATION = [*range(0x2010, 0x2016), *range(0x2018, 0x201F), 0x2020, 0x2022, 0x2026, 0x202F]
MARKS = [0x2039, 0x203A, 0x20AC, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x21A9, 0x2032, 0x2033]
SHAPES = [0x25B2, 0x25BC, 0x25CF, 0x25CB, 0x2713, 0x2260, 0x2264, 0x2265]

# Accented letters come ready made: no feature that places marks is needed, which saves a tenth.
FEATURES = ["kern", "liga", "locl", "onum", "lnum", "tnum", "pnum"]
SMALL_CAPS = ["smcp", "c2sc"]

# All of them together must stay below 120 KB, so the sans has one weight, and labels that must
# stand out are small capitals of the serif.
# Output name -> (face, family inside, style inside, further features).
FACES = {
    "serif-regular": ("SourceSerif4-Regular.ttf", "Brief Serif", "Regular", SMALL_CAPS),
    "serif-italic": ("SourceSerif4-It.ttf", "Brief Serif", "Italic", []),
    "serif-semibold": ("SourceSerif4-Semibold.ttf", "Brief Serif", "Semibold", []),
    "display-semibold": ("SourceSerif4Display-Semibold.ttf", "Brief Display", "Semibold", []),
    "sans-regular": ("Inter-Regular.ttf", "Brief Sans", "Regular", []),
}


def subset(face: str, family: str, style: str, features: list[str]) -> TTFont:
    """Return a face cut to our characters and features, renamed."""
    font = TTFont(FONTS / face, recalcTimestamp=False)
    options = Options()
    options.layout_features = FEATURES + features
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    options.hinting = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LATIN + PUNCTUATION + MARKS + SHAPES)
    subsetter.subset(font)
    full = f"{family} {style}"
    names = {1: family, 2: style, 3: f"{full} web", 4: full, 6: full.replace(" ", "")}
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]
    font.flavor = "woff2"
    return font


def main() -> None:
    """Write every web font and say how large it is."""
    target = FONTS / "web"
    target.mkdir(exist_ok=True)
    for name, (face, family, style, features) in FACES.items():
        path = target / f"{name}.woff2"
        subset(face, family, style, features).save(path)
        sys.stdout.write(f"{path.name} {path.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
