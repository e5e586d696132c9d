"""Pagefind, hermetic: the pages of one step, an empty folder, the same bytes each time."""
