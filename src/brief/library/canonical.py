"""Values as canonical JSON: sorted keys, no spaces, shortest decimals, nothing absent.

Source of the rules: the project's page on analysis, section 1.
"""

import json
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from brief.schema.likelihood import Likelihood
from brief.schema.types import Instant
from brief.schema.when import When


def canonical(value: Any) -> str:
    """Return a value as canonical JSON, in NFC."""
    plain = simple(value)
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", text)


def simple(value: Any) -> Any:
    """Return a value as mappings, lists and texts.

    Booleans are words; what is absent is left out.
    """
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        pairs = ((field.alias or name, getattr(value, name)) for name, field in fields.items())
        return {key: simple(each) for key, each in pairs if _is_there(each)}
    if isinstance(value, Mapping):
        return {str(key): simple(each) for key, each in value.items() if _is_there(each)}
    if isinstance(value, When):
        return value.text
    if isinstance(value, Likelihood):
        return number(value.p) if value.p is not None else value.term.name
    if isinstance(value, Instant):
        return value.at.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal | int):
        return number(Decimal(value))
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [simple(each) for each in value]
    return str(value)


def number(value: Decimal) -> str:
    """Return a number as shortest decimal text: `0.3`, never `3E-1`."""
    text = f"{value.normalize():f}"
    return "0" if text in ("-0", "") else text


def _is_there(value: Any) -> bool:
    return value is not None and value not in ((), {})
