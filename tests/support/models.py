"""All models of the project, for tests that hold each of them to a rule."""

from pydantic import BaseModel

from brief import kinds
from brief.schema import settings
from brief.schema.base import Part

# Importing these has made every model.
HOMES = (kinds, settings)


def models() -> tuple[type[BaseModel], ...]:
    """Return every model, in the order of their names."""
    found: dict[str, type[BaseModel]] = {}
    waiting: list[type[BaseModel]] = [Part]
    while waiting:
        model = waiting.pop()
        found[f"{model.__module__}.{model.__name__}"] = model
        waiting += model.__subclasses__()
    return tuple(found[name] for name in sorted(found) if name.startswith("brief."))
