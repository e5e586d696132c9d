"""Pagefind, hermetic: the pages of one step, an empty folder, the same bytes each time."""

from brief.adapters.search.index import index_pages, indexer

__all__ = ["index_pages", "indexer"]
