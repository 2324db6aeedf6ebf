"""What readers ask of a chart in its address: which series, a day or a week, an index, a period.

Pure: a query comes in, as a mapping with ``getlist``, and a state with its one spelling goes out,
so that a link, a download and an embed of the same state have the same query. Series are named by
their labels, never by their places: an address keeps its meaning when lines are put in another
order. What the chart makes of it is in ``adjusting``.
"""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Protocol

PERS = ("day", "week")
SCALES = ("indexed",)
KEYS = ("series", "per", "scale", "since", "until")

_DAY = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?", re.ASCII)
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


class ChartStateError(ValueError):
    """An address that asks for what no chart has; its words are for whoever wrote the address."""


class Query(Protocol):
    """The keys of an address with all their values, as ``QueryDict`` has them."""

    def getlist(self, key: str, /) -> list[str]: ...


@dataclass(frozen=True)
class ChartState:
    """What is asked for; all empty is the chart as its editor made it.

    ``series`` are names from ``name_of``, each once and in alphabetical order. ``since`` and
    ``until`` are days of Europe/London, both included.
    """

    series: tuple[str, ...] = ()
    per: str = ""
    scale: str = ""
    since: date | None = None
    until: date | None = None

    @classmethod
    def from_query(cls, query: Query) -> "ChartState":
        """Read an address, or raise ChartStateError with a sentence; other keys are left alone."""
        named = (one for value in query.getlist("series") for one in value.split(","))
        since, until = _day(query, "since"), _day(query, "until")
        if since is not None and until is not None and since > until:
            raise ChartStateError(
                f"The “since” in this address ({since.isoformat()}) is after its “until” "
                f"({until.isoformat()}). Write the earlier day as “since”."
            )
        return cls(
            series=tuple(sorted({name_of(one) for one in named} - {""})),
            per=_one_of(query, "per", PERS),
            scale=_one_of(query, "scale", SCALES),
            since=since,
            until=until,
        )

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The keys and values of its one spelling in an address, in their order."""
        values = (
            ("series", ",".join(self.series)),
            ("per", self.per),
            ("scale", self.scale),
            ("since", self.since.isoformat() if self.since else ""),
            ("until", self.until.isoformat() if self.until else ""),
        )
        return [(key, value) for key, value in values if value]

    @property
    def query(self) -> str:
        """The one spelling of this state in an address; "" for the whole chart.

        Nothing in it needs escaping, in an address or in markup, but the ampersand.
        """
        return "&".join(f"{key}={value}" for key, value in self.pairs)

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.pairs)


def name_of(label: str) -> str:
    """Return the name of a series in an address: "Anti-Muslim, 2022/23" is anti-muslim-2022-23."""
    letters = unicodedata.normalize("NFKD", label)
    plain = "".join(one for one in letters if not unicodedata.combining(one))
    return _NOT_IN_NAMES.sub("-", plain.lower()).strip("-")


def _only(query: Query, key: str) -> str:
    values = query.getlist(key)
    if len(values) > 1:
        raise ChartStateError(f"This address names “{key}” more than once. Leave one of them.")
    return values[0].strip() if values else ""


def _one_of(query: Query, key: str, known: tuple[str, ...]) -> str:
    value = _only(query, key)
    if value and value not in known:
        choices = " or ".join(f"“{one}”" for one in known)
        raise ChartStateError(
            f"The “{key}” in this address is none that this site knows. Write {choices}, or leave "
            "it out."
        )
    return value


def _day(query: Query, key: str) -> date | None:
    """Read a day, a month or a year: its first day for “since”, its last for “until”."""
    text = _only(query, key)
    if not text:
        return None
    found = _DAY.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        year = int(found["year"])
        last = key == "until"
        month = int(found["month"]) if found["month"] else 12 if last else 1
        if found["day"]:
            return date(year, month, int(found["day"]))
        return date(year, month, calendar.monthrange(year, month)[1] if last else 1)
    except ValueError:  # also the 31st of June, month 13 and the year 0
        raise ChartStateError(
            f"The “{key}” in this address is no day. Write it as 2023-11-13, 2023-11 or 2023."
        ) from None
