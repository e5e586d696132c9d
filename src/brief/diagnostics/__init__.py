"""Spans, problems and the catalogue of codes. Knows nothing of notes, files or terminals."""
