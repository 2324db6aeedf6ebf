"""What an embed's address says of its look: theme and language. Pure.

Which series, periods and the like it shows is ``operations.charts.state``; which moment, ``as_at``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

KEYS = ("theme", "lang")
# The first is what an address without one means: the scheme of the reader's system, which browsers
# let the page around the frame decide.
THEMES = ("auto", "light", "dark")

WRONG_THEME = "The “theme” in this address is none that this site has. Write {}, or leave it out."
WRONG_LANGUAGE = (
    "The “lang” in this address is none that this site is written in. Write {}, or leave it out."
)
SEVERAL = "This address names “{}” more than once. Leave one of them."


class EmbedOptionsError(ValueError):
    """An address that asks for a look that no embed has; its words are for whoever wrote it."""


class Query(Protocol):
    """The keys of an address with all their values, as ``QueryDict`` has them."""

    def getlist(self, key: str, /) -> list[str]: ...


@dataclass(frozen=True)
class EmbedOptions:
    """``language`` is a tag such as en-GB, as markup says it."""

    theme: str
    language: str

    @classmethod
    def from_query(cls, query: Query, languages: Sequence[str]) -> "EmbedOptions":
        """Read an address; ``languages`` are the site's, its own first, such as en-gb.

        “en” is enough for the first of that name. Raises EmbedOptionsError with a sentence.
        """
        tags = [_tag(code) for code in languages]
        theme = _only(query, "theme") or THEMES[0]
        if theme not in THEMES:
            raise EmbedOptionsError(WRONG_THEME.format(_choices(THEMES)))
        wanted = _only(query, "lang").lower()
        fitting = [tag for tag in tags if wanted in ("", tag.lower(), tag.split("-")[0])]
        if not fitting:
            raise EmbedOptionsError(WRONG_LANGUAGE.format(_choices(tags)))
        return cls(theme, fitting[0])

    @property
    def forced_theme(self) -> str:
        """The theme that wins over the reader's scheme; empty where none does."""
        return "" if self.theme == THEMES[0] else self.theme

    @property
    def color_schemes(self) -> str:
        """For the page's head: which schemes the page can be shown in."""
        return self.forced_theme or "light dark"


def _only(query: Query, key: str) -> str:
    values = query.getlist(key)
    if len(values) > 1:
        raise EmbedOptionsError(SEVERAL.format(key))
    return values[0].strip() if values else ""


def _tag(code: str) -> str:
    language, _, region = code.partition("-")
    return f"{language}-{region.upper()}" if region else language


def _choices(values: Sequence[str]) -> str:
    return " or ".join(f"“{value}”" for value in values)
