"""Permanent names of figures: random, short enough to read out, never derived from a row."""

import os
import re
import secrets
from collections.abc import Iterator

# No vowels, so that no word is spelt; no 0, 1, l or o, which are misread.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
LENGTH = 12
PATTERN = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")


def new_figure_id() -> str:
    """A fresh id of ``LENGTH`` characters of ``ALPHABET`` (57 bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


# So many of a byte's values are spread evenly over the alphabet; the others are left out.
_EVEN = 256 - 256 % len(ALPHABET)
_LETTERS = bytes(ord(ALPHABET[byte % len(ALPHABET)]) for byte in range(256))
_UNEVEN = bytes(range(_EVEN, 256))
_A_DRAW = 12_000


def many_figure_ids() -> Iterator[str]:
    """Fresh ids without end, from the same source, several thousand to one question of it."""
    while True:
        letters = os.urandom(_A_DRAW).translate(_LETTERS, _UNEVEN).decode()
        for start in range(0, len(letters) - LENGTH + 1, LENGTH):
            yield letters[start : start + LENGTH]
