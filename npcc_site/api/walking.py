"""Ways through a long list, page by page, by what everybody sees of its rows.

A cursor holds the visible values of the row beside which the next page begins, so that a walk
meets each row once, whatever is published meanwhile, and tells of nothing that is hidden. It is
bound to the list and its filters by a sum: one that was changed or carried elsewhere is refused.
The sum is no secret: who works it out gets a page that they could have walked to.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

# Of the longest slugs; an address has room for so much.
LONGEST_CURSOR = 1000


class CursorError(ValueError):
    """The text is no cursor of this list."""


@dataclass(frozen=True)
class Key:
    """A visible column of an order. Rows without a value of a ``nullable`` one come last."""

    field: str
    kind: type = str
    descending: bool = False
    nullable: bool = False

    def ordered(self, backwards: bool) -> Any:
        descending = self.descending != backwards
        if not self.nullable:
            return F(self.field).desc() if descending else F(self.field).asc()
        nulls: dict[str, Any] = {"nulls_first": True} if backwards else {"nulls_last": True}
        return F(self.field).desc(**nulls) if descending else F(self.field).asc(**nulls)

    def beyond(self, value: Any, backwards: bool) -> Q | None:
        """Rows after one with ``value`` in this column; before it with ``backwards``."""
        if value is None:
            return Q(**{f"{self.field}__isnull": False}) if backwards else None
        sign = "lt" if self.descending != backwards else "gt"
        found = Q(**{f"{self.field}__{sign}": value})
        if self.nullable and not backwards:
            found |= Q(**{f"{self.field}__isnull": True})
        return found

    def equal(self, value: Any) -> Q:
        return Q(**{f"{self.field}__isnull": True} if value is None else {self.field: value})

    def written(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value

    def read(self, text: Any) -> Any:
        """The value that ``written`` gave. Raises CursorError."""
        if text is None and self.nullable:
            return None
        if self.kind is int:
            if type(text) is int and abs(text) < 2**31:
                return text
            raise CursorError("no number")
        if not isinstance(text, str) or "\x00" in text:
            raise CursorError("no text")
        if self.kind is str:
            return text
        try:
            return self.kind.fromisoformat(text)  # type: ignore[attr-defined]
        except ValueError:
            raise CursorError("no date") from None


@dataclass(frozen=True)
class Place:
    """Beside which row a page lies: after it, or before it with ``backwards``."""

    values: tuple[Any, ...]
    backwards: bool = False


@dataclass(frozen=True)
class Walk:
    """A total order of a list; ``of_row`` gives a row's values in the order of ``keys``."""

    keys: tuple[Key, ...]
    of_row: Callable[[Any], Sequence[Any]]

    def page(
        self, rows: QuerySet[Any], place: Place | None, size: int
    ) -> tuple[list[Any], Place | None, Place | None]:
        """Up to ``size`` rows, and the places of the page after and the page before."""
        backwards = place is not None and place.backwards
        rows = rows.order_by(*(key.ordered(backwards) for key in self.keys))
        if place is not None:
            rows = rows.filter(self._beyond(place))
        found = list(rows[: size + 1])
        more = len(found) > size
        found = found[:size]
        if backwards:
            found.reverse()
        has_next, has_previous = (True, more) if backwards else (more, place is not None)
        if not found:
            return [], None, None
        after = Place(tuple(self.of_row(found[-1]))) if has_next else None
        before = Place(tuple(self.of_row(found[0])), backwards=True) if has_previous else None
        return found, after, before

    def _beyond(self, place: Place) -> Q:
        """Rows that differ from the place's in one column first, and lie beyond it there."""
        found, same = Q(), Q()
        for key, value in zip(self.keys, place.values, strict=True):
            if (beyond := key.beyond(value, place.backwards)) is not None:
                found |= same & beyond
            same &= key.equal(value)
        return found

    def cursor(self, place: Place, of: str) -> str:
        """The place as text; ``of`` says in full what list it is a place of."""
        values = [key.written(one) for key, one in zip(self.keys, place.values, strict=True)]
        told = [int(place.backwards), *values]
        body = json.dumps([_sum(told, of), *told], ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(body.encode()).decode().rstrip("=")

    def place(self, cursor: str, of: str) -> Place:
        """The place that ``cursor`` gave for the same ``of``. Raises CursorError."""
        told = _opened(cursor)
        if len(told) != len(self.keys) + 2:
            raise CursorError("another order’s")
        values = tuple(key.read(one) for key, one in zip(self.keys, told[2:], strict=True))
        place = Place(values, backwards=told[1] == 1)
        if self.cursor(place, of) != cursor:  # its sum too
            raise CursorError("another list’s, changed, or spelled otherwise")
        return place


def _opened(cursor: str) -> list[Any]:
    if len(cursor) > LONGEST_CURSOR or not cursor.isascii():
        raise CursorError("too long")
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        told = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        raise CursorError("no cursor") from None
    if not isinstance(told, list):
        raise CursorError("no cursor")
    return told


def _sum(told: list[Any], of: str) -> str:
    text = json.dumps([of, told], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
