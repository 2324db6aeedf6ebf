"""A text → the releases in it, and every figure that they state. Plain functions; no Django."""

from releases.reading.reader import LONGEST, TextTooLongError, read_releases

__all__ = ["LONGEST", "TextTooLongError", "read_releases"]
