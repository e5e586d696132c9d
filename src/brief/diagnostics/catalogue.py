"""Every code, for `brief explain`, the documents and the severities. Never one used again."""

from collections.abc import Mapping
from types import MappingProxyType

from brief.diagnostics import (
    codes_analysis,
    codes_entities,
    codes_evidence,
    codes_fields,
    codes_forecasts,
    codes_kinds,
    codes_library,
    codes_links,
    codes_lists,
    codes_mail,
    codes_markdown,
    codes_notes,
    codes_outputs,
    codes_policies,
    codes_record,
    codes_syntax,
    codes_together,
    codes_values,
    codes_yaml,
)
from brief.diagnostics.code import Code

_PARTS = (
    codes_yaml,
    codes_syntax,
    codes_markdown,
    codes_fields,
    codes_values,
    codes_forecasts,
    codes_notes,
    codes_evidence,
    codes_kinds,
    codes_policies,
    codes_entities,
    codes_library,
    codes_outputs,
    codes_links,
    codes_mail,
    codes_lists,
    codes_analysis,
    codes_together,
    codes_record,
)

CODES: Mapping[str, Code] = MappingProxyType(
    {code.code: code for part in _PARTS for code in part.CODES}
)
