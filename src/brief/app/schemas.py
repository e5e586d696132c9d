"""The JSON Schemas of all files, for editors: kept with the project, renewed as they change."""

from typing import Any

from brief.app.ports import Files
from brief.kinds import KINDS
from brief.schema.describe import as_text, file_schema, json_schema
from brief.schema.layout import SCHEMAS
from brief.schema.settings import Settings

# The digest of the program that wrote them.
_BY = f"{SCHEMAS}/by"


def schemas() -> dict[str, dict[str, Any]]:
    """Return every schema by name."""
    found = dict(file_schema(kind) for kind in KINDS)
    found["newsletter"] = json_schema(Settings, "brief: newsletter")
    return dict(sorted(found.items()))


def renew_schemas(files: Files, code: str) -> None:
    """Write the schemas that differ, unless this very program wrote them last.

    `code` is its digest. Making them takes a third of a second (measured).
    """
    if files.read(_BY) != code.encode():
        write_schemas(files)
        files.write(_BY, code.encode())


def write_schemas(files: Files) -> int:
    """Write the schemas that differ; return how many."""
    written = 0
    for name, schema in schemas().items():
        path = f"{SCHEMAS}/{name}.json"
        content = as_text(schema).encode()
        if files.read(path) != content:
            files.write(path, content)
            written += 1
    return written
