"""Lists of words, written as one string so that a reader can check them at a glance."""


def vocabulary(words: str) -> frozenset[str]:
    """The words of a string, without order."""
    return frozenset(words.split())
