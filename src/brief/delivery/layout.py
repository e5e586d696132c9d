"""Which cell of a row holds what, found once from the header of a list."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from brief.delivery.columns import Field, Preset, heading
from brief.delivery.csv_text import Record
from brief.diagnostics.model import Severity
from brief.diagnostics.nearest import did_you_mean, one_of

# A column of this name and what follows is kept for segments.
OF_ATTRIBUTE = "attribute."


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a cell of a row: its number, or the whole row."""

    code: str
    message: str
    hint: str | None = None
    cell: int | None = None
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Layout:
    """Which cell holds what. `attributes` are cells kept under a name."""

    preset: Preset
    headers: tuple[str, ...]
    cells: Mapping[Field, int]
    attributes: Mapping[int, str]

    @property
    def ignored(self) -> tuple[str, ...]:
        """The headers that nothing is taken from, as they are written."""
        used = {*self.cells.values(), *self.attributes}
        return tuple(
            name
            for number, name in enumerate(self.headers)
            if number not in used and heading(name) not in self.preset.known and name.strip()
        )


def layout_of(
    header: Record, preset: Preset, given: Mapping[Field, str]
) -> tuple[Layout | None, tuple[Wrong, ...]]:
    """Find the columns of a list. `given` names the headers of fields, over the preset."""
    wrong: list[Wrong] = []
    named = {heading(text): name for name, text in given.items()}
    cells: dict[Field, int] = {}
    attributes: dict[int, str] = {}
    for number, text in enumerate(header.cells):
        key = heading(text)
        found = named.get(key) or preset.field_of(key)
        if found in given and key not in named:
            found = None
        if found in cells:
            message = f"two columns hold the {found}: `{text.strip()}` is the second"
            wrong.append(Wrong("B543", message, "delete one of them", number))
        elif found is not None:
            cells[found] = number
        elif key.startswith(OF_ATTRIBUTE):
            attributes[number] = text.strip()[len(OF_ATTRIBUTE) :]
        elif key in preset.attributes:
            attributes[number] = key
    wrong += _missing(header.cells, cells, given)
    if wrong:
        return None, tuple(wrong)
    return Layout(preset, header.cells, cells, attributes), ()


def _missing(
    headers: Sequence[str], cells: Mapping[Field, int], given: Mapping[Field, str]
) -> Iterator[Wrong]:
    """Yield the columns that were asked for and are not there."""
    columns = f"columns are {one_of(headers)}"
    for name, text in given.items():
        if name not in cells:
            hint = did_you_mean(text, headers) or columns
            yield Wrong("B543", f"there is no column `{text}`", hint)
    if "address" not in cells and "address" not in given:
        hint = f"name it: `--column address=HEADER`; {columns}"
        yield Wrong("B543", "no column holds the address", hint)
