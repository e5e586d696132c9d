"""The outside world: files, cache, processes, the renderer of PDFs, the clock."""
