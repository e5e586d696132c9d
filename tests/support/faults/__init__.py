"""Mistakes of authors, put into sound projects, each with the place where it is to be reported."""
