"""What a diagnostic means: title, reason, and an example of the mistake and of its mending."""

from brief.diagnostics.catalogue import CODES
from brief.diagnostics.code import Code
from brief.diagnostics.nearest import nearest


def explained(name: str) -> str | None:
    """Return the text for a code, or nothing where there is no such code."""
    code = CODES.get(name.upper())
    return None if code is None else _text(code)


def closest(name: str) -> str | None:
    """Return the known code most like one that is not known."""
    return nearest(name.upper(), CODES)


def _text(code: Code) -> str:
    severity = {"error": "an error", "warn": "a warning", "off": "off unless asked for"}
    changeable = (
        f"Its severity is {severity[code.severity]}; `lint: {{{code.code}: …}}` changes it."
        if code.changeable
        else f"It is {severity[code.severity]}, and a project cannot change that."
    )
    parts = [
        f"{code.code}: {code.title}",
        code.reason.strip(),
        changeable,
        "Wrong:\n\n" + _indented(code.wrong),
        "Right:\n\n" + _indented(code.right),
    ]
    return "\n\n".join(parts) + "\n"


def _indented(example: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in example.rstrip("\n").split("\n"))


def listing() -> str:
    """Return every code with its title, one a line."""
    return "".join(f"{code.code}  {code.title}\n" for code in CODES.values())
