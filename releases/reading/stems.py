"""Words by their stems, so that “arrests” meets “arrested”. Crude on purpose. No Django."""

import re
from functools import lru_cache

from releases.reading.letters import folded

_SMALL_WORDS = (
    "a an the of and or in on at to for from by with into onto as per than that which who whose"
    " this these those their its his her is are was were be been being has have had it they"
)
_SMALL = frozenset(_SMALL_WORDS.split())
_IRREGULAR = {
    "children": "child", "men": "man", "women": "woman", "people": "person", "knives": "knife",
    "lives": "life", "thieves": "thief", "policemen": "policeman", "found": "find",
    "stolen": "steal", "caught": "catch", "shot": "shoot", "taken": "take", "given": "give",
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_ENDING = re.compile(r"(?:'s|ings?|ed|ly|es|s|ures?|ions?|e)$")
_SHORTEST = 3  # letters that are left when an ending goes
_LONGEST = 60  # letters of a word; no English one is longer


def stems(words: str) -> frozenset[str]:
    """The stems of the words, small ones such as “of” left out."""
    listed = _WORD.findall(folded(words).lower())
    return frozenset(stem(word[:_LONGEST]) for word in listed if word not in _SMALL)


@lru_cache(maxsize=10_000)
def stem(word: str) -> str:
    """One lower-case word without its ending: “seized” and “seizures” are both “seiz”."""
    word = _IRREGULAR.get(word, word)
    shorter = _ENDING.sub("", word)
    if len(shorter) < _SHORTEST:
        return word
    return shorter.rstrip("yi") if len(shorter) > _SHORTEST + 1 else shorter
