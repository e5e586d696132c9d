"""How a type of the schema refuses a value: a code, what is wrong, and what to do."""

from pydantic_core import PydanticCustomError


def refuse(code: str, says: str, hint: str | None = None) -> PydanticCustomError:
    """Return the error of a value that a type refuses.

    `says` completes the sentence that begins with the field's name: "is not a day". The code is
    the error's type, so that nothing has to be read out of a message.
    """
    context: dict[str, str] = {"says": says}
    if hint:
        context["hint"] = hint
    return PydanticCustomError(code, "{says}", context)


def shown(value: object, *, most: int = 60) -> str:
    """Return what was written, short enough for one line."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    text = " ".join(str(value).split())
    return f"`{text}`" if len(text) <= most else f"`{text[:most].rstrip()}…`"
