"""Markdown text to pieces of HTML and plain text, with holes. Resolves nothing, never raises.

What fills a hole (a link, an image, an anchor, the level of a heading) differs between page,
mail, feed and PDF and depends on other objects, so it stays out of this step.
"""

import json
import re
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, NamedTuple

from brief.diagnostics.model import Problem, Within
from brief.text.markdown_html import html_pieces
from brief.text.markdown_places import Sight, sights
from brief.text.markdown_plain import plain_pieces
from brief.text.markdown_rules import MOST_LEVELS, parsed

Sort = Literal["ref", "href", "image", "name", "target", "level"]


class Hole(NamedTuple):
    """A place to be filled by the output.

    - `ref`: target, text; a link to an object
    - `href`: an address inside the site
    - `image`: source, alternative, title
    - `name`: the end of an `id`, which the output makes unique on its page
    - `target`: the end of an `id` that is linked to
    - `level`: depth of a heading, from 0 for the topmost of the text
    """

    sort: Sort
    values: tuple[str, ...]


Piece = str | Hole


@dataclass(frozen=True, slots=True)
class Use:
    """Something a text points at: the target as written and where."""

    target: str
    within: Within


@dataclass(frozen=True, slots=True)
class Markdown:
    """One text, rendered as far as it goes without its surroundings."""

    html: tuple[Piece, ...]
    plain: tuple[Piece, ...]
    references: tuple[Use, ...]
    images: tuple[Use, ...]
    links: tuple[Use, ...]
    problems: tuple[Problem, ...]
    words: int


SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
SCHEMES = frozenset({"http", "https", "mailto"})

# Controls that decoded files cannot hold; the renderers mark holes with the first of them.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")


def render_markdown(text: str, language: str, *, inline: bool) -> Markdown:
    """Render one field. Inline text is one paragraph without block structure."""
    clean = _CONTROL.sub("\ufffd", text)
    tokens, env = parsed(clean, language, inline=inline)
    if any(token.level >= MOST_LEVELS for token in tokens):
        return _too_nested(clean)
    seen = sights(clean, tokens)
    html = _pieces(html_pieces(tokens, env))
    plain = _pieces(plain_pieces(tokens))
    if inline:
        html, plain = _without_margin(html), _without_margin(plain)
    return Markdown(
        html=html,
        plain=plain,
        references=tuple(Use(s.target, s.within) for s in seen if s.sort == "reference"),
        images=tuple(Use(s.target, s.within) for s in seen if s.sort == "image"),
        links=tuple(Use(s.target, s.within) for s in seen if s.sort == "link"),
        problems=tuple(_problems(clean, seen, env, inline=inline)),
        words=sum(len(piece.split()) for piece in plain if isinstance(piece, str)),
    )


def _too_nested(text: str) -> Markdown:
    width = min(len(text.split("\n", 1)[0]), 80)
    problem = Problem("B036", "the text is nested too deeply", within=Within(0, 0, width))
    return Markdown((), (), (), (), (), (problem,), 0)


def _problems(
    text: str, seen: tuple[Sight, ...], env: dict[str, Any], *, inline: bool
) -> list[Problem]:
    defined = {name.removeprefix(":") for name in env.get("footnotes", {}).get("refs", {})}
    used = {s.target for s in seen if s.sort == "footnote_ref"}
    unused = defined - used
    problems = []
    for sight in seen:
        problem = _link_problem(sight)
        if sight.sort == "footnote":
            problem, absorbed = _footnote_problem(sight, defined, unused)
            if inline:
                problem = replace(problem, hint="footnotes belong in `body`")
            unused -= absorbed
        elif sight.sort == "label":
            message = f"no link is defined as `[{sight.target}]`"
            hint = f"add a line `[{sight.target}]: https://…`, or write `[text](https://…)`"
            problem = Problem("B034", message, hint=hint, within=sight.within)
        elif sight.sort == "image" and not sight.text:
            message = f"the image `{sight.target}` has no text alternative"
            hint = "say what it shows, for those who do not see it: `![…](…)`"
            problem = Problem("B405", message, hint=hint, within=sight.within)
        if problem:
            problems.append(problem)
    problems += _definitions(text, unused)
    return problems


def _footnote_problem(
    sight: Sight, defined: set[str], unused: set[str]
) -> tuple[Problem, set[str]]:
    close = {name for name in unused if name.casefold()[:1] == sight.target.casefold()[:1]}
    absorbed = close or (unused if len(unused) == 1 else set())
    name = min(absorbed, default=None)
    hint = f"add a paragraph `[^{sight.target}]: …`"
    if name is not None:
        hint = f"did you mean `[^{name}]`?"
    elif defined:
        hint += f"; defined are {', '.join(f'`{each}`' for each in sorted(defined))}"
    message = f"no footnote is defined as `[^{sight.target}]`"
    return Problem("B030", message, hint=hint, within=sight.within), {name} if name else set()


def _definitions(text: str, unused: set[str]) -> list[Problem]:
    """Complain of footnotes that are defined and never called, or defined twice."""
    problems = []
    first: set[str] = set()
    for number, line in enumerate(text.split("\n")):
        found = re.match(r" {0,3}\[\^([^\]\s]+)\]:", line)
        if found is None:
            continue
        name, start = found[1], found.start(1) - 2
        within = Within(number, start, found.end() - 1)
        if name in unused:
            hint = f"call it with `[^{name}]` where it belongs, or delete it: it is not shown"
            message = f"the footnote `[^{name}]` is never called"
            problems.append(Problem("B031", message, hint=hint, within=within))
        elif name in first:
            message = f"the footnote `[^{name}]` is defined twice"
            problems.append(Problem("B032", message, hint="keep one", within=within))
        first.add(name)
    return problems


def _link_problem(sight: Sight) -> Problem | None:
    if sight.sort != "link":
        return None
    if sight.target in ("", "#"):
        hint = "write its address: `[text](https://…)`"
        return Problem("B401", "the link leads nowhere", hint=hint, within=sight.within)
    scheme = SCHEME.match(sight.target)
    if sight.target.startswith(("//", "www.")):
        message = f"the link has no scheme: `{sight.target}`"
        hint = "begin it with `https:" + ("`" if sight.target[0] == "/" else "//`")
        return Problem("B401", message, hint=hint, within=sight.within)
    if scheme is None or scheme[1].lower() in SCHEMES:
        return None
    message = f"links with the scheme `{scheme[1]}` are not allowed"
    hint = "use https, http or mailto, or an address inside the site"
    return Problem("B401", message, hint=hint, within=sight.within)


def _pieces(marked: list[str | tuple[str, ...]]) -> tuple[Piece, ...]:
    """Join neighbouring strings and turn marked tuples into holes."""
    pieces: list[Piece] = []
    for part in marked:
        if isinstance(part, tuple):
            sort, *values = part
            pieces.append(Hole(sort, tuple(values)))  # type: ignore[arg-type]
        elif pieces and isinstance(pieces[-1], str):
            pieces[-1] += part
        elif part:
            pieces.append(part)
    return tuple(pieces)


def _without_margin(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Drop the space before a paragraph; the text keeps it, so that places stay true."""
    if pieces and isinstance(pieces[0], str):
        first = pieces[0].lstrip()
        return (first, *pieces[1:]) if first else pieces[1:]
    return pieces


def to_json(markdown: Markdown) -> str:
    """Write a rendered text as JSON, for the memo."""
    return json.dumps(asdict(markdown), ensure_ascii=False, separators=(",", ":"))


def from_json(packed: dict[str, Any]) -> Markdown:
    """Read what `to_json` wrote, already parsed as JSON."""

    def pieces(parts: list[Any]) -> tuple[Piece, ...]:
        return tuple(p if isinstance(p, str) else Hole(p[0], tuple(p[1])) for p in parts)

    def uses(parts: list[Any]) -> tuple[Use, ...]:
        return tuple(Use(part["target"], Within(*part["within"])) for part in parts)

    problems = (
        Problem(p["code"], p["message"], tuple(p["at"]), p["hint"], Within(*p["within"]))
        for p in packed["problems"]
    )
    return Markdown(
        html=pieces(packed["html"]),
        plain=pieces(packed["plain"]),
        references=uses(packed["references"]),
        images=uses(packed["images"]),
        links=uses(packed["links"]),
        problems=tuple(problems),
        words=packed["words"],
    )
