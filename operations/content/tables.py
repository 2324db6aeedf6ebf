"""One TOML table read strictly: each key asked for by name and type, the rest refused.

A wrong value is noted with its file and field and reading goes on with a stand-in, so that one
run finds every error. Items of a list are counted from 1: ``figures[3]`` is the third figure.
No Django.
"""

import re
from collections.abc import Collection, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeGuard

from operations.content.problems import Problem

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ADDRESS = re.compile(r"https?://[^\s/@]+\.[^\s@/]+(/\S*)?")
MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")

# What a figure's column holds: 20 digits, 4 of them after the point.
LARGEST = Decimal(10) ** 16
SMALLEST_STEP = Decimal("0.0001")

_MISSING = object()


class Table:
    """A table at ``field`` of ``file``; ``defaults`` answers for keys that it does not hold."""

    def __init__(
        self,
        values: dict[str, Any],
        *,
        file: str,
        problems: list[Problem],
        field: str = "",
        defaults: "Table | None" = None,
    ) -> None:
        self.values = values
        self.file = file
        self.field = field
        self.problems = problems
        self.defaults = defaults
        self._asked: set[str] = set()

    def path(self, key: str = "") -> str:
        """The field's name in a report, of this table or of ``key`` in it."""
        if key and key not in self.values and self.defaults and key in self.defaults.values:
            return self.defaults.path(key)
        return ".".join(part for part in (self.field, key) if part)

    def refuse(self, key: str, reason: str) -> None:
        """Note an error of ``key`` ("" for the table itself)."""
        self.problems.append(Problem(self.file, self.path(key), reason))

    def refuse_unknown(self) -> None:
        """Note every key that nobody asked for: a slip of the pen must not be lost in silence."""
        for key in self.values:
            if key not in self._asked:
                known = ", ".join(sorted(self._asked))
                self.refuse(key, f"this key is not known here. Known are: {known}.")

    def has(self, key: str) -> bool:
        return self._value(key) is not _MISSING

    def text(self, key: str, *, most: int = 0, required: bool = False, default: str = "") -> str:
        """A text without surrounding spaces, of at most ``most`` characters (0: any length)."""
        value = self._value(key)
        if value is _MISSING:
            if required:
                self.refuse(key, "it is missing. Add it.")
            return default
        if not isinstance(value, str):
            self.refuse(key, f"it must be a text in quotation marks, not {_shown(value)}.")
            return default
        value = value.strip()
        if required and not value:
            self.refuse(key, "it is empty. Fill it in.")
        if most and len(value) > most:
            self.refuse(key, f"it has {len(value)} characters; {most} are the most. Shorten it.")
        return value

    def slug(self, key: str, *, most: int = 80, required: bool = False) -> str:
        """A slug: small letters, digits and single hyphens."""
        value = self.text(key, most=most, required=required)
        if value and not SLUG.fullmatch(value):
            self.refuse(key, f"“{value}” is no slug: use small letters, digits and single hyphens.")
        return value

    def slugs(self, key: str) -> tuple[str, ...]:
        """A list of slugs, none of them twice; empty where there is no list."""
        return self.texts(key, pattern=SLUG, called="slug")

    def texts(
        self, key: str, *, pattern: re.Pattern[str] | None = None, called: str = "text"
    ) -> tuple[str, ...]:
        """A list of texts, none of them twice; empty where there is no list."""
        value = self._value(key)
        if value is _MISSING:
            return ()
        if not isinstance(value, list):
            self.refuse(key, f'it must be a list such as ["…"], not {_shown(value)}.')
            return ()
        good: list[str] = []
        for number, item in enumerate(value, start=1):
            if not isinstance(item, str) or (pattern and not pattern.fullmatch(item)):
                self.refuse(f"{key}[{number}]", f"{_shown(item)} is no {called}.")
            elif item in good:
                self.refuse(f"{key}[{number}]", f"“{item}” is in the list already. Remove it.")
            else:
                good.append(item)
        return tuple(good)

    def choice(
        self, key: str, choices: Collection[str], *, default: str = "", required: bool = False
    ) -> str:
        """One of ``choices``; an empty text stands for none where it is not required."""
        value = self.text(key, required=required, default=default)
        if value and value not in choices:
            self.refuse(key, f"“{value}” is not possible. Use one of: {', '.join(choices)}.")
            return default
        return value

    def address(self, key: str, *, most: int = 200, required: bool = False) -> str:
        """A web address with http or https."""
        value = self.text(key, most=most, required=required)
        if value and not ADDRESS.fullmatch(value):
            self.refuse(
                key, f"“{value}” is no web address: it must begin with https:// or http://."
            )
        return value

    def mail(self, key: str) -> str:
        value = self.text(key, most=254)
        if value and not MAIL.fullmatch(value):
            self.refuse(key, f'“{value}” is no mail address. Give it as name@host, or leave it "".')
        return value

    def boolean(self, key: str, *, default: bool = False) -> bool:
        value = self._value(key)
        if value is _MISSING:
            return default
        if not isinstance(value, bool):
            self.refuse(key, f"it must be true or false, not {_shown(value)}.")
            return default
        return value

    def integer(self, key: str, *, default: int, least: int = 0, most: int = 32767) -> int:
        value = self._value(key)
        if value is _MISSING:
            return default
        if isinstance(value, bool) or not isinstance(value, int):
            self.refuse(key, f"it must be a whole number, not {_shown(value)}.")
            return default
        if not least <= value <= most:
            self.refuse(key, f"it must be from {least} to {most}, not {value}.")
            return default
        return value

    def number(self, key: str) -> Decimal:
        """A required number, exactly as written; at most 4 digits after the point."""
        value = self._value(key)
        if value is _MISSING:
            self.refuse(key, "it is missing. Give the number, without commas.")
        elif isinstance(value, bool) or not isinstance(value, int | Decimal):
            self.refuse(key, f"it must be a number without quotation marks, not {_shown(value)}.")
        elif (found := Decimal(value)).is_finite() and abs(found) < LARGEST:
            if found == found.quantize(SMALLEST_STEP):
                return found
            self.refuse(key, f"{found} has more than 4 digits after the point. Round it.")
        else:
            self.refuse(key, f"{value} is not a number that can be held here.")
        return Decimal(0)

    def day(self, key: str) -> date | None:
        """A day such as 2023-11-17; None where it is not given."""
        value = self._value(key)
        if value is _MISSING:
            return None
        if isinstance(value, datetime) or not isinstance(value, date):
            self.refuse(key, f"it must be a day such as 2023-11-17, not {_shown(value)}.")
            return None
        return value

    def moment(self, key: str) -> datetime | None:
        """A London time such as 2023-11-17T00:01:00, naive; None where it is not given."""
        value = self._value(key)
        if value is _MISSING:
            self.refuse(key, "it is missing. Give the time in London, such as 2023-11-17T00:01:00.")
            return None
        if not isinstance(value, datetime):
            self.refuse(
                key, f"it must be a day and time such as 2023-11-17T00:01:00, not {_shown(value)}."
            )
            return None
        if value.tzinfo is not None:
            self.refuse(key, "it is London time: leave out the offset (the Z, or +00:00).")
            return None
        return value

    def table(self, key: str) -> "Table | None":
        """The table at ``key``; None where there is none."""
        value = self._value(key)
        if value is _MISSING:
            return None
        if not _is_table(value):
            self.refuse(key, f"it must be a table ([{key}]), not {_shown(value)}.")
            return None
        return self._inner(value, self.path(key))

    def tables(self, key: str, *, defaults: "Table | None" = None) -> Iterator["Table"]:
        """The tables of the list at ``key``, in order; none where there is no list."""
        value = self._value(key)
        if value is _MISSING:
            return
        if not isinstance(value, list) or not all(_is_table(item) for item in value):
            self.refuse(key, f"it must be a list of tables ([[{key}]]), not {_shown(value)}.")
            return
        for number, item in enumerate(value, start=1):
            yield self._inner(item, f"{self.path(key)}[{number}]", defaults)

    def _inner(
        self, values: dict[str, Any], field: str, defaults: "Table | None" = None
    ) -> "Table":
        return Table(values, file=self.file, problems=self.problems, field=field, defaults=defaults)

    def _value(self, key: str) -> Any:
        self._asked.add(key)
        default = _MISSING if self.defaults is None else self.defaults._value(key)
        return self.values.get(key, default)


def _is_table(value: Any) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _shown(value: Any) -> str:
    """A value as a report names it: its type in words, and the value where it is short."""
    match value:
        case bool():
            return str(value).lower()
        case dict():
            return "a table"
        case list():
            return "a list"
        case str():
            return f"the text “{value[:40]}”"
        case datetime() | date():
            return f"the date {value.isoformat()}"
    return f"the number {value}" if isinstance(value, int | Decimal) else repr(value)
