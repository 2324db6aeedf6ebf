"""Fields for words of several lines, as they are kept: one character ends a line."""

from typing import Any

from django import forms


class LinesField(forms.CharField):
    """Words of several lines, whose ends are single characters.

    A browser sends two for each: saved as they come, a page that was opened and saved would change
    every paragraph, and an approval would list them.
    """

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class WholeTextField(LinesField):
    """A text kept letter for letter, since figures point at places in it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"strip": False} | kwargs)
