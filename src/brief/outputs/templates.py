"""Templates in a sandbox, over sources held in memory; and what is wrong with them, located."""

import re
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import CodeType
from typing import Any

from jinja2 import (
    BytecodeCache,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
)
from jinja2.bccache import Bucket
from jinja2.exceptions import TemplateAssertionError, TemplateSyntaxError
from markupsafe import Markup

from brief.diagnostics.model import Diagnostic, Span
from brief.diagnostics.nearest import did_you_mean
from brief.outputs.sandbox import Sandbox

# What a template has no use for, or what would make its output differ from run to run.
_DROPPED_FILTERS = ("random", "pprint", "xmlattr")
_DROPPED_GLOBALS = ("lipsum", "cycler", "joiner")


class _Missing(StrictUndefined):
    """A name that nothing has; says so in the words of the author of the template."""

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        if self._undefined_hint:
            return self._undefined_hint
        known = [each for each in dir(self._undefined_obj) if not each.startswith("_")]
        hint = did_you_mean(name, known) if known and self._undefined_obj is not None else None
        return f"`{name}` is not known here" + (f"\n{hint}" if hint else "")


class _Compiled(BytecodeCache):
    """Compiled templates by name and source, for this process: all editions use the same.

    Compiling them anew for every edition took nine tenths of a small build (measured).
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is known; otherwise Jinja2 compiles."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._known[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


class BrokenTemplateError(Exception):
    """A template that cannot be read or rendered, with its diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@dataclass(frozen=True)
class Templates:
    """The templates of a project: the built-in theme under its overrides.

    `sources` are texts by name; `folder` leads to them in diagnostics.
    """

    sources: Mapping[str, str]
    filters: Mapping[str, Any]
    folder: str = "templates"

    @cached_property
    def _environment(self) -> Sandbox:
        environment = Sandbox(
            loader=FunctionLoader(self._load),
            undefined=_Missing,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            bytecode_cache=_COMPILED,
        )
        for name in _DROPPED_FILTERS:
            environment.filters.pop(name, None)
        for name in _DROPPED_GLOBALS:
            environment.globals.pop(name, None)
        environment.filters.update(self.filters)
        return environment

    def _load(self, name: str) -> tuple[str, str, None] | None:
        source = self.sources.get(name)
        return None if source is None else (source, name, None)

    def render(self, name: str, subject: str, **views: object) -> Markup:
        """Render a template for an object, which a fault will name.

        Raises:
            BrokenTemplateError: It cannot be read or rendered.
        """
        try:
            return Markup(self._environment.get_template(name).render(**views))  # noqa: S704 - autoescaped
        except RecursionError as error:
            fault = self._fault(error, name, subject, "includes itself")
            raise BrokenTemplateError(fault) from error
        except Exception as error:
            raise BrokenTemplateError(self._fault(error, name, subject)) from error

    def _fault(
        self, error: Exception, name: str, subject: str, says: str | None = None
    ) -> Diagnostic:
        """Turn what a template did wrong into a diagnostic at its line."""
        where, line = name, 1
        for frame in traceback.extract_tb(error.__traceback__):
            if frame.filename in self.sources:
                where, line = frame.filename, frame.lineno or 1
        if isinstance(error, TemplateSyntaxError):
            where, line = error.name or where, error.lineno
        if isinstance(error, TemplateNotFound) and where == name == error.name:
            message = f"the theme has no template `{name}`"
            hint = did_you_mean(name, self.sources)
            span = Span(f"{self.folder}/{name}", 1, 1, 1, 1)
            return Diagnostic(span, "B302", message, hint)
        code, message, hint, word = _told(error, self.sources)
        text = self.sources.get(where, "").split("\n")
        source = text[line - 1] if line <= len(text) else ""
        column, width = _column(source, word)
        span = Span(f"{self.folder}/{where}", line, column, line, column + width)
        return Diagnostic(span, code, f"{says or message} (while rendering {subject})", hint)


def _told(
    error: Exception, sources: Mapping[str, str]
) -> tuple[str, str, str | None, str | None]:
    """Return code, message, hint, and the word of the line that is meant."""
    said, _, hint = str(error.message if isinstance(error, TemplateError) else error).partition(
        "\n"
    )
    if isinstance(error, TemplateNotFound):
        near = did_you_mean(str(error.name), sources)
        return "B302", f"the theme has no template `{error.name}`", near, str(error.name)
    if isinstance(error, TemplateAssertionError):
        quoted = re.search(r"'([^']+)'", said)
        word = quoted[1] if quoted else None
        return "B303", f"this is not known: {said.rstrip('.')}", None, word
    if isinstance(error, TemplateSyntaxError):
        quoted = re.search(r"unknown tag '([^']+)'|unexpected '([^']+)'", said)
        word = (quoted[1] or quoted[2]) if quoted else None
        return "B301", f"the template cannot be read: {said.rstrip('.')}", hint or None, word
    unnamed = re.search(r"No (?:filter|test) named '([^']+)'", said)
    if unnamed:
        # Inside a condition Jinja2 finds it only when it gets there.
        return "B303", f"this is not known: {said.rstrip('.')}", None, unnamed[1]
    name = re.search(r"`([^`]+)` is not known", said)
    if name:
        return "B304", said, hint or None, name[1]
    return "B305", f"the template failed: {said or type(error).__name__}", hint or None, None


def _column(source: str, word: str | None) -> tuple[int, int]:
    """Return where a word stands in a line of a template, inside its code if it can be told."""
    if word:
        inside = [found.span() for found in re.finditer(r"\{[{%].*?(?:[%}]\}|$)", source)]
        for start, end in inside or [(0, len(source))]:
            found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", source[start:end])
            if found is None:
                found = re.search(re.escape(word), source[start:end])
            if found:
                return start + found.start() + 1, len(word)
    code = re.search(r"\{[{%#]", source)
    if code:
        return code.start() + 1, 2
    return len(source) - len(source.lstrip()) + 1, 1
