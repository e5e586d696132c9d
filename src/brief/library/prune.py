"""Remove from a value each reference that is not to be kept, and each part that needs it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from brief.schema.parts import Source
from brief.schema.reach import reaching
from brief.schema.refs import Ref

# What can be removed: a reference, and a source with a marking of its own.
_SORTS = (Ref, Source)

Keep = Callable[[Any], bool]


class _Gone:
    """Stands for what was removed."""


_GONE = _Gone()

# What may hold a reference: all other fields stay as they are.
_HOLDING = (Ref, BaseModel, tuple, dict, MappingProxyType)


def pruned(value: Any, keep: Keep) -> Any:
    """Return an object without what is not kept; the same object where all is kept."""
    return _model(value, keep, inside=False)


def _value(value: Any, keep: Keep) -> Any:
    if isinstance(value, Ref):
        return value if keep(value) else _GONE
    if isinstance(value, BaseModel):
        return _model(value, keep, inside=True)
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        items = [_value(item, keep) for item in value]
        kept = tuple(item for item in items if item is not _GONE)
        same = len(kept) == len(value) and all(a is b for a, b in zip(kept, value, strict=True))
        return value if same else kept
    if isinstance(value, Mapping):
        pairs = {key: _value(item, keep) for key, item in value.items()}
        kept_pairs = {key: item for key, item in pairs.items() if item is not _GONE}
        if all(kept_pairs.get(key) is item for key, item in value.items()):
            return value
        return MappingProxyType(kept_pairs)
    return value


def _model(value: BaseModel, keep: Keep, *, inside: bool) -> Any:
    """Prune a model. A part that loses a field it cannot do without goes as a whole."""
    if inside and isinstance(value, Source) and not keep(value):
        return _GONE
    changes: dict[str, Any] = {}
    for name in reaching(type(value), _SORTS):
        before = getattr(value, name)
        if not before or not isinstance(before, _HOLDING):
            continue
        after = _value(before, keep)
        if after is before:
            continue
        if after is _GONE:
            field = type(value).model_fields[name]
            if field.is_required():
                return _GONE
            after = field.get_default()
        changes[name] = after
    return value.model_copy(update=changes) if changes else value
