"""The command line: wires use cases to the world, prints, exits. Holds no logic of its own."""

# Commands of other modules join the group when they are loaded.
from brief.cli import papers as papers
from brief.cli import serving as serving
from brief.cli.main import main

__all__ = ["main"]
