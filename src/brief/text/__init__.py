"""YAML and Markdown with positions. Knows no field, no kind and no file system."""
