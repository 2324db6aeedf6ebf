"""What a list is: its rows, shape, filters and order; pages and documents follow from it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from npcc_site.api import parameters as p
from npcc_site.api.addressing import Asking
from npcc_site.api.keys import Shape
from npcc_site.api.walking import Walk

Row = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Listed:
    """``found`` gives public rows, ``told`` what a program reads of a page of them.

    ``walks`` are its orders by name, the usual one first; only a list with several lets them be
    chosen. ``read`` is how rows are asked for, where not as objects. ``example`` names a few keys.
    """

    name: str
    one: str
    what: str
    shape: type[Shape]
    found: Callable[[datetime], QuerySet[Any]]
    told: Callable[[Sequence[Any], Asking], list[Row]]
    walks: dict[str, Walk]
    filters: type[Any] | None = None
    read: Callable[[QuerySet[Any]], Any] = field(default=lambda rows: rows)
    example: str = "slug,name"
    # The parts of the address of a single thing; none where it has no name of its own.
    named_by: tuple[str, ...] = ("slug",)

    @property
    def keys(self) -> list[dict[str, str]]:
        """What a row holds, in words, for the page."""
        return [{"name": name, "what": what} for name, what in self.shape.told().items()]

    @property
    def fields(self) -> p.Parameter:
        return p.fields(self.shape.key_names(), self.example)

    @property
    def sort(self) -> p.Parameter:
        return p.sort(self.walks)

    @property
    def narrowing(self) -> tuple[p.Parameter, ...]:
        return p.of_filters(self.filters)

    @property
    def parameters(self) -> tuple[p.Parameter, ...]:
        """All that an address of the list may ask."""
        sort = (self.sort,) if len(self.walks) > 1 else ()
        return (*self.narrowing, *sort, self.fields, p.SIZE, p.CURSOR, p.MOMENT)

    @property
    def parameters_of_one(self) -> tuple[p.Parameter, ...]:
        return (self.fields, p.MOMENT)


def each(told: Callable[[Any, Asking], Row]) -> Callable[[Sequence[Any], Asking], list[Row]]:
    """Tell row by row what needs nothing of the others."""
    return lambda rows, asking: [told(row, asking) for row in rows]
