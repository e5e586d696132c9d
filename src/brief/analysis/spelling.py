"""Whether two texts differ by spelling alone, which needs no correction."""

import re
from difflib import SequenceMatcher

from brief.schema.likelihood import SECOND_ROW, TERMS

# analysis.md, section 14: at most two words differ, each by at most two letters.
MOST_WORDS = 2
MOST_LETTERS = 2

_NEGATIONS = frozenset(
    ["no", "not", "none", "never", "nor", "neither", "without", "cannot", "n't"]
)
_LIKELIHOODS = frozenset(
    word for name in (*(term.name for term in TERMS), *SECOND_ROW) for word in name.split()
)


def only_spelling(before: str, after: str, names: frozenset[str]) -> bool:
    """Tell whether a text was changed in its spelling alone.

    A word that holds a digit, a negation, a word of likelihood or a name is never mere
    spelling.
    """
    old, new = before.split(), after.split()
    if len(old) != len(new):
        return False
    changed = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    if len(changed) > MOST_WORDS:
        return False
    return all(
        _close(a, b) and not _weighty(a, names) and not _weighty(b, names) for a, b in changed
    )


def _close(before: str, after: str) -> bool:
    same = sum(
        block.size for block in SequenceMatcher(None, before, after).get_matching_blocks()
    )
    return max(len(before), len(after)) - same <= MOST_LETTERS


def _weighty(word: str, names: frozenset[str]) -> bool:
    bare = re.sub(r"[^\w']", "", word.casefold().replace("’", "'"))
    return (
        any(character.isdigit() for character in word)
        or bare in _NEGATIONS
        or bare.endswith("n't")
        or bare in _LIKELIHOODS
        or bare in names
    )
