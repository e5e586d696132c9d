"""How long a text takes to read: by words, in Chinese and Japanese by characters."""

from brief.library.model import Entry
from brief.outputs.scene import Scene
from brief.schema.refs import Ref
from brief.text.markdown import Markdown

# Words a minute. Source: Brysbaert, Journal of Memory and Language 109 (2019): 238 for
# non-fiction in English.
WORDS_A_MINUTE = 238

# Characters a minute, in scripts without spaces between words. Source: Trauzettel-Klosinski and
# Dietz, Investigative Ophthalmology & Visual Science 53 (2012).
CHARACTERS_A_MINUTE = {"zh": 255, "ja": 357}


def reading_minutes(scene: Scene, entry: Entry) -> int:
    """Return how many minutes the texts of an object take, at least 1."""
    texts = _texts(scene, entry)
    speed = CHARACTERS_A_MINUTE.get(scene.language.split("-", 1)[0])
    if speed is None:
        return max(1, round(word_count(scene, entry) / WORDS_A_MINUTE))
    pieces = [piece for text in texts for piece in text.plain if isinstance(piece, str)]
    return max(1, round(characters("".join(pieces)) / speed))


def word_count(scene: Scene, entry: Entry) -> int:
    """Return how many words the texts of an object have."""
    return sum(text.words for text in _texts(scene, entry))


def _texts(scene: Scene, entry: Entry) -> list[Markdown]:
    return [
        scene.library.text(word)
        for _, word in entry.words
        if word and not isinstance(word, Ref)
    ]


def characters(text: str) -> int:
    """Count letters and digits: neither punctuation nor space is read."""
    return sum(character.isalnum() for character in text)
