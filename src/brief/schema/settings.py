"""The settings of a project, newsletter.yaml, as a frozen model; and the editions it makes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from brief.diagnostics.model import KEY, Problem
from brief.diagnostics.nearest import did_you_mean, one_of
from brief.schema.base import TLP_ORDER, Part, Tlp
from brief.schema.codes import Language
from brief.schema.shapes import Table, shorthand
from brief.schema.types import (
    Colour,
    Day,
    Id,
    Line,
    Number,
    ProseText,
    Switch,
    Text,
    Url,
    Whole,
)

# The view of `site/` in the record; an edition of that name would take its place.
SITE = "site"

# Languages written from right to left. Source: Unicode CLDR 46, `characterOrder`.
RIGHT_TO_LEFT = frozenset(("ar", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"))

Paper = Literal["A4", "Letter"]
Format = Literal["html", "text", "pdf", "key-points"]


class Person(Part):
    """Somebody who writes or publishes."""

    name: Line
    url: Url | None = None
    email: Line | None = None


class Publisher(Part):
    """Who is responsible. The postal address is printed in mail, as law asks."""

    name: Line
    url: Url | None = None
    email: Line | None = None
    address: Text | None = None


class Audience(Part):
    """A kind of reader."""

    name: Line
    description: ProseText | None = None


class EditionSettings(Part):
    """A cut of the newsletter for some readers."""

    tier: Annotated[Id | None, Field(description="default: the lowest tier")] = None
    audience: Annotated[Id | None, Field(description="default: everybody")] = None
    name: Line | None = None
    paper: Paper | None = None
    formats: tuple[Format, ...] = ("html", "text", "pdf", "key-points")
    tlp_max: Tlp | None = None


class Defaults(Part):
    """What a note has when it says nothing."""

    tier: Id | None = None
    tlp: Tlp | None = None
    audiences: tuple[Id, ...] | None = None
    author: Text | None = None


class Theme(Part):
    """How the newsletter looks, as far as it differs from the built-in theme."""

    accent: Colour | None = None
    font_scale: Annotated[Number | None, Field(description="1 is normal")] = None
    paper: Paper = "A4"
    logo: Annotated[Line | None, Field(description="a file under assets/")] = None


class Mail(Part):
    """How mail is sent. Secrets come from the environment only."""

    # `from` is a word of Python.
    from_: Annotated[Line | None, Field(alias="from")] = None
    reply_to: Line | None = None
    transport: Line | None = None


class Feature(Part):
    """Something that is on unless it is switched off."""

    on: Switch = True
    most: Annotated[Whole | None, Field(description="entries of a feed")] = None
    tag_year: Annotated[
        Whole | None, Field(description="year in the ids of feed entries; default: the note's")
    ] = None


class Links(Part):
    """How `brief check --links` asks other hosts."""

    days: Annotated[Whole, Field(description="days for which an answer is kept")] = 30


FeatureSwitch = Annotated[Feature, shorthand("on")]

FontPackage = Literal["noto-cjk"]


class Print(Part):
    """How briefings are printed."""

    on: Switch = True
    fonts: Annotated[
        tuple[FontPackage, ...],
        Field(description="font packages of the system, for what the built-in faces lack"),
    ] = ()


class Security(Part):
    """Where to report a flaw of the site, as RFC 9116 asks."""

    expires: Annotated[Day, Field(description="day by which this must be looked at again")]
    contact: Annotated[
        Line | None, Field(description="an address or URL; default: the publisher's email")
    ] = None


class Settings(Part):
    """newsletter.yaml."""

    title: Line
    url: Annotated[Url, Field(description="public address, without a slash at its end")]
    description: ProseText | None = None
    language: Annotated[Language, Field(description="BCP 47")] = "en"
    publisher: Publisher | None = None
    rights: Annotated[
        Line | None, Field(description="who may do what with the texts; default: © publisher")
    ] = None
    security: Annotated[
        Security | None, Field(description="makes /.well-known/security.txt")
    ] = None
    authors: tuple[Annotated[Person, shorthand("name")], ...] = ()
    audiences: Table[Id, Audience] | None = None
    tiers: Annotated[tuple[Id, ...], Field(description="lowest first")] = ("free",)
    editions: Table[Id, EditionSettings] | None = None
    defaults: Defaults = Defaults()
    theme: Theme = Theme()
    lint: Table[Line, Literal["error", "warn", "off"]] | None = None
    mail: Mail = Mail()
    links: Links = Links()
    search: FeatureSwitch = Feature()
    feeds: FeatureSwitch = Feature()
    pdf: Annotated[Print, shorthand("on")] = Print()
    cards: FeatureSwitch = Feature()
    figures: FeatureSwitch = Feature()

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """The direction in which the language is written."""
        return "rtl" if self.language.split("-")[0] in RIGHT_TO_LEFT else "ltr"

    def audience_names(self) -> dict[str, str]:
        """Return what each audience is called; `everyone` is always there."""
        named = {name: each.name for name, each in (self.audiences or {}).items()}
        return {"everyone": "Everyone", **named}


@dataclass(frozen=True, slots=True)
class Edition:
    """A cut: what it may show, and for whom.

    `tiers` are those it shows, lowest first; `public` marks the view of `site/`.
    """

    id: str
    name: str
    tiers: tuple[str, ...]
    audience: str | None
    tlp_max: Tlp
    paper: Paper
    formats: tuple[Format, ...]
    public: bool = False


def public_view(settings: Settings) -> Edition:
    """Return the view of `site/`: the lowest tier, TLP CLEAR, no audience."""
    paper = settings.theme.paper
    lowest = settings.tiers[:1]
    return Edition(SITE, "Public", lowest, None, "CLEAR", paper, ("html", "pdf"), public=True)


def editions(settings: Settings) -> tuple[Edition, ...]:
    """Return the editions of every issue, by id."""
    if not settings.editions:
        return (_edition(settings, "public", EditionSettings()),)
    return tuple(
        _edition(settings, name, each) for name, each in sorted(settings.editions.items())
    )


def _edition(settings: Settings, name: str, each: EditionSettings) -> Edition:
    tiers = settings.tiers
    tier = each.tier or tiers[0]
    index = tiers.index(tier)
    highest = "AMBER" if index == len(tiers) - 1 else "GREEN"
    default: Tlp = "CLEAR" if index == 0 else highest  # type: ignore[assignment]
    return Edition(
        id=name,
        name=each.name or name.replace("-", " ").capitalize(),
        tiers=tiers[: index + 1],
        audience=each.audience,
        tlp_max=each.tlp_max or default,
        paper=each.paper or settings.theme.paper,
        formats=each.formats,
    )


def settings_rules(settings: Settings, codes: dict[str, bool]) -> Iterator[Problem]:
    """Yield what is wrong with settings whose fields are sound.

    `codes` tells for every code of the catalogue whether a project may change its severity.
    """
    if settings.url.endswith("/"):
        message = f"`url` ends with a slash: `{settings.url}`"
        yield Problem("B120", message, ("url",), f"write `{settings.url.rstrip('/')}`")
    if "?" in settings.url or "#" in settings.url:
        bare = settings.url.partition("#")[0].partition("?")[0]
        message = f"`url` is no address that a site can stand under: `{settings.url}`"
        yield Problem("B120", message, ("url",), f"write `{bare.rstrip('/')}`")
    if not settings.tiers:
        yield Problem("B127", "`tiers` is an empty list", ("tiers",), "leave the field out")
        return
    for number, tier in enumerate(settings.tiers):
        if tier in settings.tiers[:number]:
            message = f"the tier `{tier}` is listed twice"
            yield Problem("B145", message, ("tiers", number), "keep one")
    yield from _edition_rules(settings)
    yield from _default_rules(settings)
    yield from _lint_rules(settings, codes)


def _lint_rules(settings: Settings, codes: dict[str, bool]) -> Iterator[Problem]:
    for code in settings.lint or {}:
        if code not in codes:
            # Never a guess: a code with another digit is another rule.
            known = code.upper() in codes
            hint = f"write `{code.upper()}`" if known else "`brief explain` lists all codes"
            yield Problem("B146", f"there is no rule `{code}`", ("lint", code, KEY), hint)
        elif not codes[code]:
            hint = f"delete it; `brief explain {code}` says what the rule is for"
            message = f"the severity of {code} cannot be changed"
            yield Problem("B147", message, ("lint", code), hint)


def _tiers(settings: Settings) -> str:
    return f"tiers are {one_of(settings.tiers)}"


def _edition_rules(settings: Settings) -> Iterator[Problem]:
    audiences = settings.audience_names()
    for name, each in (settings.editions or {}).items():
        at = ("editions", name)
        if name == SITE:
            hint = "the public site is a view of its own; call the edition something else"
            yield Problem("B121", f"no edition can be called `{name}`", (*at, KEY), hint)
        if each.tier is not None and each.tier not in settings.tiers:
            message = f"there is no tier `{each.tier}`"
            yield Problem("B148", message, (*at, "tier"), _tiers(settings))
        if each.audience is not None and each.audience not in audiences:
            hint = (
                did_you_mean(each.audience, audiences) or f"audiences are {one_of(audiences)}"
            )
            message = f"there is no audience `{each.audience}`"
            yield Problem("B149", message, (*at, "audience"), hint)
        if each.tlp_max == TLP_ORDER[-1]:
            hint = "RED is for the ears of one person and is never built"
            yield Problem("B115", "`tlp_max` cannot be RED", (*at, "tlp_max"), hint)


def _default_rules(settings: Settings) -> Iterator[Problem]:
    defaults = settings.defaults
    if defaults.tier is not None and defaults.tier not in settings.tiers:
        message = f"there is no tier `{defaults.tier}`"
        yield Problem("B148", message, ("defaults", "tier"), _tiers(settings))
    audiences = settings.audience_names()
    for number, name in enumerate(defaults.audiences or ()):
        if name not in audiences:
            hint = did_you_mean(name, audiences) or f"audiences are {one_of(audiences)}"
            at = ("defaults", "audiences", number)
            yield Problem("B149", f"there is no audience `{name}`", at, hint)
