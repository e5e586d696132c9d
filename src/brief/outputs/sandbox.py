"""The sandbox of templates, which asks once for what it would ask at each access."""

from dataclasses import fields, is_dataclass
from typing import Any

from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2's immutable sandbox, with the same answers.

    Whether an attribute is safe depends on the type of its owner and on its name. Views are
    frozen dataclasses, whose fields are safe always; asking anew at each of a million accesses
    took a third of a build (measured).
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._safe: set[tuple[type, str]] = set()

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an attribute, or what stands for one that is missing or not safe."""
        owner = type(obj)
        if (owner, attribute) in self._safe:
            return getattr(obj, attribute)
        value = super().getattr(obj, attribute)
        if not attribute.startswith("_") and _holds(owner, attribute):
            self._safe.add((owner, attribute))
        return value

    def call(self, context: Context, called: Any, /, *args: Any, **named: Any) -> Any:
        """Call a macro of a template at once, and anything else if it is safe."""
        if type(called) is Macro:
            # What Jinja2 passes along for functions that want the context; a macro does not.
            named.pop("_block_vars", None)
            named.pop("_loop_vars", None)
            return called(context.eval_ctx, *args, **named)
        return super().call(context, called, *args, **named)


def _holds(owner: type, attribute: str) -> bool:
    """Say whether every value of a type has an attribute that is data and no method."""
    if owner is LoopContext:
        return isinstance(getattr(owner, attribute, None), property)
    if is_dataclass(owner):
        return any(field.name == attribute for field in fields(owner))
    return issubclass(owner, tuple) and attribute in getattr(owner, "_fields", ())
