"""The settings of a project alone, for commands that need nothing else of it."""

from brief.app.ports import Files
from brief.diagnostics.catalogue import CODES
from brief.diagnostics.world import BriefError
from brief.schema.decode import decode
from brief.schema.layout import SETTINGS as PATH
from brief.schema.settings import Settings, settings_rules
from brief.text.tree import is_spoilt
from brief.text.yaml import decoded, parse

# With these, who may read what is not certain.
UNUSABLE = ("B121", "B127", "B148", "B149", "B530")


def settings_of(files: Files) -> Settings:
    """Read newsletter.yaml.

    Raises:
        BriefError: It has errors.
    """
    hint = "`brief check` says what is wrong with it"
    text, unreadable = decoded(PATH, files.read(PATH) or b"")
    reading = parse(PATH, text, begins="begin with `title: …`")
    if unreadable or reading.problems or reading.tree is None or is_spoilt(reading.tree):
        raise BriefError(f"{PATH} cannot be read", hint)
    settings, problems = decode(reading.tree, Settings)
    if settings is None or problems:
        raise BriefError(f"{PATH} has errors", hint)
    changeable = {name: code.changeable for name, code in CODES.items()}
    if any(each.code in UNUSABLE for each in settings_rules(settings, changeable)):
        raise BriefError(f"{PATH} has errors", hint)
    return settings
