"""The closest known word to one that is not known, for hints."""

from collections.abc import Iterable
from difflib import get_close_matches

# Below this ratio suggestions look random; difflib's own default is 0.6.
CLOSE_ENOUGH = 0.65


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like `word`, or nothing when none is alike."""
    names = sorted(set(known))
    folded = {name.casefold(): name for name in reversed(names)}
    exact = folded.get(word.casefold())
    if exact is not None:
        return exact
    matches = get_close_matches(word.casefold(), sorted(folded), n=1, cutoff=CLOSE_ENOUGH)
    return folded[matches[0]] if matches else None


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return a hint that names the closest known word, or nothing."""
    match = nearest(word, known)
    return f"did you mean `{match}`?" if match else None


def one_of(words: Iterable[str], *, most: int = 12) -> str:
    """List the words that stand to choose from, in the order given."""
    listed = [f"`{word}`" for word in words]
    if len(listed) > most:
        return ", ".join(listed[:most]) + f" and {len(listed) - most} more"
    *before, last = listed or [""]
    return f"{', '.join(before)} or {last}" if before else last
