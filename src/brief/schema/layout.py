"""Where the files of a project stand: which folder holds objects of which family.

Small, because a command reads a project before it knows whether there is anything to do.
"""

SETTINGS = "briefs/newsletter.yaml"
RECORD = "briefs/record"
LOCK = f"{RECORD}/urls.lock"
SCHEMAS = ".brief/schema"

# Folder under briefs/ -> family.
FOLDERS = {
    "entities": "entity",
    "sources": "source",
    "notes": "note",
    "forecasts": "forecast",
    "scenarios": "scenario",
    "issues": "issue",
    "pages": "page",
}
ALONE = {"briefs/classes.yaml": "class", "briefs/base-rates.yaml": "base-rate"}


def family_of(path: str) -> str | None:
    """Return the family of the objects in a file, by its folder; nothing for other files."""
    if path in ALONE:
        return ALONE[path]
    parts = path.split("/")
    if len(parts) < 3 or parts[0] != "briefs":  # noqa: PLR2004 - briefs/, folder, file
        return None
    family = FOLDERS.get(parts[1])
    suffix = ".md" if family == "page" else ".yaml"
    return family if path.endswith(suffix) else None
