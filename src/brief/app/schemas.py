"""The JSON Schemas of all files, for editors: kept with the project, renewed as they change."""

from typing import Any

from brief.app.new import SCHEMAS
from brief.app.ports import Files
from brief.kinds import KINDS
from brief.schema.describe import as_text, file_schema, json_schema
from brief.schema.settings import Settings


def schemas() -> dict[str, dict[str, Any]]:
    """Return every schema by name."""
    found = dict(file_schema(kind) for kind in KINDS)
    found["newsletter"] = json_schema(Settings, "brief: newsletter")
    return dict(sorted(found.items()))


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
