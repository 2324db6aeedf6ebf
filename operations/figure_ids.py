"""Permanent names of figures: random, short enough to read out, never derived from a row."""

import re
import secrets

# No vowels, so that no word is spelt; no 0, 1, l or o, which are misread.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
LENGTH = 12
PATTERN = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")


def new_figure_id() -> str:
    """A fresh id of ``LENGTH`` characters of ``ALPHABET`` (57 bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
