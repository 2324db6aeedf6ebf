"""What an address of the page asks for, in its one spelling. Pure.

The filters come in the order of their set, their values sorted and each once; what goes without
saying (the usual columns, the usual order, the first page) is left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import urlencode

Pairs = tuple[tuple[str, str], ...]

# Nothing in a slug or a date needs an escape; these are left as they are, to be read.
_SAFE = ":,"


class Query(Protocol):
    """The keys of an address with all their values, as ``QueryDict`` has them."""

    def getlist(self, key: str, /) -> list[str]: ...


def pairs_of(query: Query, names: Iterable[str]) -> Pairs:
    """The filters named, with what ``query`` says of each; nothing empty and nothing twice."""
    return tuple(
        (name, value)
        for name in names
        for value in sorted({one.strip() for one in query.getlist(name)} - {""})
    )


@dataclass(frozen=True)
class Address:
    """A choice among all figures, and how the page shows it.

    ``usual_sort`` and ``usual_columns`` are what an address without them means. A past moment is no
    part of it: links of a page of the past are written anew when that is finished.
    """

    choice: Pairs = ()
    sort: str = ""
    columns: tuple[str, ...] = ()
    page: int = 1
    # Whether the chart is asked for where the page does not draw it by itself.
    draws: bool = False
    usual_sort: str = ""
    usual_columns: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """All of it but the question mark; "" for every figure in the usual table."""
        return query_of((*self.choice, *self._table))

    @property
    def choice_query(self) -> str:
        """The figures alone: what files, programs and pictures are asked with."""
        return query_of(self.choice)

    @property
    def _table(self) -> Pairs:
        said = {
            "sort": "" if self.sort == self.usual_sort else self.sort,
            "columns": "" if self.columns == self.usual_columns else ",".join(self.columns),
            "page": "" if self.page == 1 else str(self.page),
            "chart": "drawn" if self.draws else "",
        }
        return tuple((name, value) for name, value in said.items() if value)

    def without(self, name: str, value: str = "") -> "Address":
        """The address with that value taken out, or every value of that filter."""
        kept = tuple(
            pair for pair in self.choice if pair[0] != name or (value and pair[1] != value)
        )
        return replace(self, choice=kept, page=1)

    def sorted_by(self, sort: str) -> "Address":
        return replace(self, sort=sort, page=1)

    def at_page(self, page: int) -> "Address":
        return replace(self, page=page)

    def drawing(self) -> "Address":
        return replace(self, draws=True)

    def chosen(self) -> Mapping[str, list[str]]:
        """The values of each filter that has any."""
        found: dict[str, list[str]] = {}
        for name, value in self.choice:
            found.setdefault(name, []).append(value)
        return found


def query_of(pairs: Iterable[tuple[str, str]]) -> str:
    return urlencode(list(pairs), safe=_SAFE)


def asking(path: str, *queries: str) -> str:
    """A path with the queries that are not empty."""
    asked = "&".join(query for query in queries if query)
    return f"{path}?{asked}" if asked else path
