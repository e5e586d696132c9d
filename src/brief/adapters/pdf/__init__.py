"""WeasyPrint, hermetic: assets from memory, bundled fonts alone, no network, no clock."""

from brief.adapters.pdf.work import prepare, set_pdf

__all__ = ["prepare", "set_pdf"]
