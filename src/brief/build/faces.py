"""The faces of a printed document: those of the style, others where a character needs them."""

from collections.abc import Iterator, Mapping

from brief.build.scenes import Shared
from brief.diagnostics.model import Diagnostic, Problem
from brief.library.model import Complaint, Entry, diagnose
from brief.outputs.coverage import characters, shown_text, spelt, weight, without_a_face
from brief.outputs.scene import Scene

FONTS = "fonts/"
SUFFIXES = (".ttf", ".otf", ".ttc")
MEDIA_TYPE = "font/ttf"

# A message names so many characters; the rest are counted.
NAMED = 3

Assets = Mapping[str, tuple[str, bytes]]


def faces(shared: Shared, html: str) -> tuple[Assets, tuple[str, ...]]:
    """Return the fonts of a document as assets, and the characters that none of them has.

    The style's own fonts are always there. Any other font of the theme, of the project's
    `templates/fonts/`, or of a package that the settings name joins where it has a character
    that the style's own lack. So a document that needs no others does not depend on them.
    """
    theme = shared.snapshot.theme
    style = theme["print.css"].decode("utf-8", errors="replace")
    fonts = {n: c for n, c in sorted(theme.items()) if _is_font(n)}
    own = {name: content for name, content in fonts.items() if f"url({name})" in style}
    others = {name: content for name, content in fonts.items() if name not in own}
    for name in shared.settings.pdf.fonts:
        packed = shared.snapshot.packages.get(name)
        if packed is not None:
            others[f"{FONTS}{name}.ttc"] = packed
    text = shown_text(html)
    lacking = without_a_face(text, map(characters, own.values()))
    used = {
        name: content
        for name, content in others.items()
        if lacking and any(ord(each) in characters(content) for each in lacking)
    }
    left = without_a_face("".join(lacking), map(characters, used.values()))
    assets = {name: (MEDIA_TYPE, content) for name, content in (own | used).items()}
    if used:
        rules = "\n".join(_rule(name, content) for name, content in used.items())
        assets["faces.css"] = ("text/css", rules.encode())
    return assets, left


def _is_font(name: str) -> bool:
    return name.startswith(FONTS) and name.count("/") == 1 and name.endswith(SUFFIXES)


def _rule(name: str, content: bytes) -> str:
    stem = name.removeprefix(FONTS).rpartition(".")[0].partition("-")[0]
    return (
        f'@font-face{{font-family:"{stem}";font-weight:{weight(content)};'
        f"font-style:normal;src:url({name})}}"
    )


def faceless(scene: Scene, issue: Entry, missing: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for every object that writes a character without a face.

    Where none does, the character is the template's, and the issue stands for it.
    """
    found = False
    for entry in scene.library.entries.values():
        for loc, word in entry.words:
            held = tuple(each for each in missing if each in str(word))
            if held:
                found = True
                yield diagnose(Complaint(entry, _problem(held, loc)))
                break
        else:
            title = str(getattr(entry.object, "title", "") or "")
            held = tuple(each for each in missing if each in title)
            if held:
                found = True
                yield diagnose(Complaint(entry, _problem(held, ("title",))))
    if not found:
        yield diagnose(Complaint(issue, _problem(missing, ())))


def _problem(held: tuple[str, ...], loc: tuple[str | int, ...]) -> Problem:
    named = ", ".join(spelt(each) for each in held[:NAMED])
    more = f" and {len(held) - NAMED} more" if len(held) > NAMED else ""
    hint = (
        "put a font that has it into `templates/fonts/`; for Chinese, Japanese and Korean"
        " write `pdf: {fonts: [noto-cjk]}` and install that package"
    )
    return Problem("B309", f"no face for {named}{more}, so this cannot be printed", loc, hint)
