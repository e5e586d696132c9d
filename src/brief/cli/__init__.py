"""The command line: wires use cases to the world, prints, exits. Holds no logic of its own."""

# The commands for finished PDFs join the group when they are loaded.
from brief.cli import papers as papers
from brief.cli.main import main

__all__ = ["main"]
