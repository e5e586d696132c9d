"""The previewed copy of a mail: as one choice of the PDF has it, with pictures from here."""

import re

from brief.app.served import HOME
from brief.delivery.choice import Choice, chosen
from brief.delivery.published import described

HTML, TEXT = ".mail.html", ".mail.txt"

_PICTURE = re.compile(r'(<img\b[^>]*?\bsrc=")(?:cid:([^"]*)|https?://[^/"]+(/[^"]*))"')


def about_path(path: str) -> str:
    """Return where the description of a mail stands, from where one of its parts does."""
    return path.removesuffix(HTML).removesuffix(TEXT) + ".mail.json"


def previewed(content: bytes, about: bytes, wanted: Choice) -> bytes:
    """Return a part of a mail as a reader with a choice gets it.

    Pictures that mails name at the site's public address come from the same path of the
    preview: the site may not be published yet, or not with this picture.
    """
    told = described(about)
    carried = {cid: path for cid, path, _ in told.pictures}

    def here(found: re.Match[str]) -> str:
        cid, path = found[2], found[3]
        address = path if cid is None else f"{HOME}mail/{carried.get(cid, '')}"
        return f'{found[1]}{address}"'

    part = chosen(content.decode(), told.choice(wanted))
    return _PICTURE.sub(here, part).encode()
