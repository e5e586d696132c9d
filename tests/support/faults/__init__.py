"""Mistakes of authors, put into sound projects, each with the place to report it at."""
