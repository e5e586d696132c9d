"""The command line: wires use cases to the world, prints, exits. Holds no logic of its own."""

from brief.cli.main import main

__all__ = ["main"]
