"""`brief` compiles typed YAML notes into a newsletter site and typeset PDF briefings."""

__version__ = "0.1.0"
