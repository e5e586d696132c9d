"""Values that a public standard lists."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from brief.schema import codes


def refused(kind: Any, written: str) -> tuple[str, str]:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(written)
    (error,) = caught.value.errors()
    return error["type"], error["ctx"]["hint"]


@pytest.mark.parametrize("written", ["US", "CN", "NO", "TW", "GB"])
def test_a_country_is_two_letters_of_iso_3166(written: str) -> None:
    assert TypeAdapter(codes.Country).validate_python(written) == written


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("UK", "did you mean `GB`?"),
        ("us", "did you mean `US`?"),
        ("USA", "did you mean `US`?"),
        ("Germany", "did you mean `DE`?"),
        ("Chna", "did you mean `CN`?"),
        ("EU", "write two capital letters, such as `US`"),
        ("XX", "write two capital letters, such as `US`"),
    ],
)
def test_what_is_no_country_gets_the_code_that_was_meant(written: str, hint: str) -> None:
    assert refused(codes.Country, written) == ("B122", hint)


@pytest.mark.parametrize("written", ["EU", "US", "US-CA", "GB-SCT", "DE-BY"])
def test_a_jurisdiction_may_be_the_union_or_a_part_of_a_country(written: str) -> None:
    assert TypeAdapter(codes.Jurisdiction).validate_python(written) == written


@pytest.mark.parametrize("written", ["US-XX", "California", "eu", "EU-27"])
def test_what_is_no_jurisdiction_is_refused(written: str) -> None:
    assert refused(codes.Jurisdiction, written)[0] == "B122"


def test_a_currency_is_three_letters_of_iso_4217() -> None:
    assert TypeAdapter(codes.Currency).validate_python("EUR") == "EUR"
    for written in ("$", "usd", "EURO", "BTC"):
        assert refused(codes.Currency, written)[0] == "B123"


@pytest.mark.parametrize("written", ["en", "en-GB", "pt-BR", "zh-Hant", "no", "de-AT"])
def test_a_language_is_a_tag(written: str) -> None:
    assert TypeAdapter(codes.Language).validate_python(written) == written


@pytest.mark.parametrize("written", ["english", "xx", "en_GB", "e", "de-", "123"])
def test_what_is_no_language_is_refused(written: str) -> None:
    assert refused(codes.Language, written)[0] == "B124"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("mit", "MIT"),
        ("Apache-2.0 OR mit", "Apache-2.0 OR MIT"),
        ("LicenseRef-GLM", "LicenseRef-GLM"),
        ("unknown", "unknown"),
        ("none", "none"),
    ],
)
def test_a_licence_is_an_spdx_expression_or_an_absence(written: str, expected: str) -> None:
    assert str(TypeAdapter(codes.Licence).validate_python(written)) == expected


@pytest.mark.parametrize("written", ["MIT style", "Apache", "AND MIT", "MIT OR", "GLM"])
def test_what_is_no_licence_expression_is_refused(written: str) -> None:
    assert refused(codes.Licence, written)[0] == "B125"
