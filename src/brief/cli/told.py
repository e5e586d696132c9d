"""What an import did, in words for people and as JSON."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import click

from brief.app.importing import Imported
from brief.cli.table import count, table, terminal_width
from brief.delivery.addresses import readable
from brief.delivery.difference import Change

SIGNS = {"new": "+", "changed": "~", "left": "-", "suppressed": "!"}
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """An import that has ended."""

    done: Imported
    dry_run: bool

    def as_json(self, diagnostics: str) -> str:
        """Return counts, changes and diagnostics as JSON."""
        done = self.done
        found = asdict(done.difference) if done.difference else None
        if found is not None:
            found["addresses"] = done.difference.addresses if done.difference else 0
        whole = {
            "system": done.system,
            "encoding": done.form.encoding,
            "rows": done.rows,
            "ignored_columns": list(done.ignored),
            "errors": done.errors,
            "warnings": done.warnings,
            "dry_run": self.dry_run,
            "written": done.written,
            "difference": found,
            "diagnostics": json.loads(diagnostics),
        }
        return json.dumps(whole, ensure_ascii=False, indent=2)

    def as_text(self) -> Iterator[str]:
        """Yield lines for people: what the list was, what changes, whether it was written."""
        done = self.done
        if done.errors:
            errors = click.style(count(done.errors, "error"), fg="red")
            yield f"{errors}; nothing was taken over, and nothing is half there"
            return
        known = done.system not in ("plain", "brief")
        system = f"a list from {done.system}" if known else "a list"
        between = DELIMITERS.get(done.form.delimiter, repr(done.form.delimiter))
        encoding = done.form.encoding.upper()
        yield f"{system}, {encoding}, {between}: {count(done.rows, 'row')}"
        if done.ignored:
            yield f"columns not taken: {', '.join(done.ignored)}"
        difference = done.difference
        if difference is None:
            return
        rows = [
            ("new", difference.new, ""),
            ("changed", difference.changed, ""),
            ("unchanged", difference.same, ""),
            ("left", difference.left, "no mail goes there from now on"),
            ("left before", difference.known_left, ""),
            ("suppressed", difference.suppressed, "not taken: they left, or mail came back"),
        ]
        for name, number, note in rows:
            if number:
                yield f"  {name:<12}{number:>10,}  {note}".rstrip()
        if self.dry_run:
            yield from self._changes(difference.changes)
            total = difference.new + difference.changed + difference.left
            more = total + difference.suppressed - len(difference.changes)
            if more > 0:
                yield f"  … and {more:,} more"
            yield "nothing was written: this was a dry run"
        elif difference.nothing:
            yield "nothing to do: the list says what is known already"

    def _changes(self, changes: tuple[Change, ...]) -> Iterator[str]:
        if not changes:
            return
        room = terminal_width()
        rows = [(SIGNS[each.sort], readable(each.address), _fields(each)) for each in changes]
        yield ""
        for line in table(("", "address", "what"), rows, within=room and room - 2):
            yield f"  {line}"


def _fields(change: Change) -> str:
    if change.sort == "changed":
        return "; ".join(
            f"{name}: {before or '–'} → {after}" for name, before, after in change.fields
        )
    if change.sort == "new":
        return "; ".join(f"{name}: {after}" for name, _, after in change.fields)
    return {"left": "has left", "suppressed": "suppressed here: not taken"}[change.sort]


def outcome(done: Imported, *, dry_run: bool) -> Outcome:
    """Return what is told of an import."""
    return Outcome(done, dry_run)
