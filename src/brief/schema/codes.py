"""Values that a public standard lists: countries, currencies, languages, licences."""

from functools import cache
from typing import Annotated, Any

import pycountry
from babel import Locale, UnknownLocaleError
from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from brief.diagnostics.nearest import nearest, one_of
from brief.schema.fault import refuse, shown
from brief.schema.types import Absence, or_absent, text_of, typed


@cache
def countries() -> dict[str, str]:
    """Return English names by ISO 3166-1 alpha-2 code."""
    return {each.alpha_2: each.name for each in pycountry.countries}


@cache
def subdivisions() -> dict[str, str]:
    """Return names by ISO 3166-2 code."""
    return {each.code: each.name for each in pycountry.subdivisions}


@cache
def currencies() -> dict[str, str]:
    """Return English names by ISO 4217 code."""
    return {each.alpha_3: each.name for each in pycountry.currencies}


def place_name(code: str | Absence) -> str:
    """Return the English name of a jurisdiction, or the word that says why there is none."""
    words = {
        "unknown": "not known",
        "none": "none",
        "withheld": "withheld",
        "EU": "European Union",
    }
    return words.get(code) or countries().get(code) or subdivisions().get(code, code)


def _country(value: Any) -> str:
    text = text_of(value)
    if text not in countries():
        raise refuse(
            "B122", f"is not a country of ISO 3166-1: {shown(text)}", _country_hint(text)
        )
    return text


def _jurisdiction(value: Any) -> str:
    text = text_of(value)
    if is_jurisdiction(text):
        return text
    says = f"is not a jurisdiction of ISO 3166, nor EU: {shown(text)}"
    raise refuse("B122", says, jurisdiction_hint(text))


def is_jurisdiction(text: str) -> bool:
    """Tell whether a text is a country or subdivision of ISO 3166, or the European Union."""
    return text == "EU" or text in countries() or text in subdivisions()


def jurisdiction_hint(text: str) -> str:
    """Return the code of the country or subdivision that was probably meant."""
    if text.upper() in subdivisions():
        return f"did you mean `{text.upper()}`?"
    # By the exact name only: among five thousand of them something is like any word.
    places = {**countries(), **subdivisions(), "EU": "European Union"}
    same = [code for code, name in places.items() if name.casefold() == text.casefold()]
    return f"did you mean {one_of(same, most=3)}?" if same else _country_hint(text)


def _country_hint(text: str) -> str:
    names = {name: code for code, name in countries().items()}
    usual = {
        "UK": "GB",
        "USA": "US",
        "AMERICA": "US",
        "EL": "GR",
        "PRC": "CN",
        "RUSSIA": "RU",
        "SOUTH KOREA": "KR",
        "TAIWAN": "TW",
        "UAE": "AE",
    }
    # Two letters are a code, and no name is like a code.
    named = nearest(text, names) if len(text) > 2 else None  # noqa: PLR2004 - of a code
    close = usual.get(text.upper()) or names.get(named or "")
    if text.upper() in countries():
        close = text.upper()
    return f"did you mean `{close}`?" if close else "write two capital letters, such as `US`"


def _currency(value: Any) -> str:
    text = text_of(value)
    if text not in currencies():
        names = {name: code for code, name in currencies().items()}
        close = names.get(nearest(text, names) or "") if len(text) > 3 else None  # noqa: PLR2004 - of a code
        if text.upper() in currencies():
            close = text.upper()
        hint = f"did you mean `{close}`?" if close else "write three letters, such as `USD`"
        raise refuse("B123", f"is not a currency of ISO 4217: {shown(text)}", hint)
    return text


def _language(value: Any) -> str:
    text = text_of(value)
    try:
        Locale.parse(text, sep="-")
    except (ValueError, UnknownLocaleError):
        hint = "write a BCP 47 tag, such as `en` or `pt-BR`"
        raise refuse("B124", f"is not a language: {shown(text)}", hint) from None
    return text


def _licence(value: Any) -> str:
    text = text_of(value)
    try:
        return str(canonicalize_license_expression(text))
    except InvalidLicenseExpression:
        hint = "see spdx.org/licenses, or write `LicenseRef-` and a name for one of your own"
        raise refuse("B125", f"is not an SPDX expression: {shown(text)}", hint) from None


Country = Annotated[str, *typed(_country, type="string", pattern="^[A-Z]{2}$")]
Jurisdiction = Annotated[str, *typed(_jurisdiction, type="string")]
KnownJurisdiction = Annotated[str | Absence, *typed(or_absent(_jurisdiction), type="string")]
Currency = Annotated[str, *typed(_currency, type="string", pattern="^[A-Z]{3}$")]
Language = Annotated[str, *typed(_language, type="string")]
Licence = Annotated[str | Absence, *typed(or_absent(_licence), type="string")]
