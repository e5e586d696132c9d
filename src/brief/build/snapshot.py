"""The input of a compilation: every byte it may look at, read once, then held in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from brief.outputs.asset import Asset


class Refused(NamedTuple):
    """A file of the project that is not read, and why."""

    path: str
    code: str
    message: str
    hint: str | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A project at one moment. Paths are POSIX, relative to the project.

    `texts` are the author's YAML and Markdown files and the record; `assets` all other files
    under briefs/; `theme` the templates, styles and fonts by name, the project's own over the
    built-in ones, and `overrides` the names that are the project's own. `at` is the build
    instant, in UTC.
    """

    texts: Mapping[str, bytes]
    assets: Mapping[str, Asset]
    theme: Mapping[str, bytes]
    overrides: frozenset[str]
    at: datetime
    toolchain: Mapping[str, str] = field(default_factory=dict)
    refused: tuple[Refused, ...] = ()
    packages: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """Fonts of the system that the settings name, by the name of their package."""
