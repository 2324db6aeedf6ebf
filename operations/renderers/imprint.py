"""What a file of a chart says of itself: of which site, at which address, when, from where."""

from dataclasses import dataclass
from datetime import datetime

from operations.periods import day_words
from operations.series import ChartData, Source

LICENCE_NOT_STATED = "licence not stated"
NAMED_AT_MOST = 2


@dataclass(frozen=True)
class Imprint:
    """The site that a file is from, and which state of it the file shows.

    `site` is its name and `origin` begins its addresses ("https://figures.example.org"). Paths of
    a preview begin with `prefix`. Where a past moment is shown, `past` asks for it in an address,
    `as_at` says it in words and `moment` is its instant; a file of the present has none of these.
    """

    site: str
    origin: str
    prefix: str = "/"
    past: str = ""
    as_at: str = ""
    moment: datetime | None = None

    def whole(self, path: str) -> str:
        """Return the whole public address of a path of this site, in the past that is shown."""
        if not path:
            return ""
        place, hash_, fragment = path.removeprefix(self.prefix).removeprefix("/").partition("#")
        return f"{self.origin}/{_asking(place, self.past)}{hash_}{fragment}"

    def address(self, chart: ChartData) -> str:
        """Return the address at which the chart stands as this file shows it."""
        return _asking(chart.address, self.past)


def _asking(address: str, query: str) -> str:
    joint = "&" if "?" in address else "?"
    return f"{address}{joint}{query}" if query and address else address


def licence_words(chart: ChartData) -> str:
    """Return the licences of the figures, or that none is stated: nothing is promised."""
    return "; ".join(chart.licences) or LICENCE_NOT_STATED


def licence_line(chart: ChartData) -> str:
    """Return the same as a line that stands by itself, without its full stop."""
    return f"Licence: {licence_words(chart)}" if chart.licences else "Licence not stated"


def updated_words(chart: ChartData) -> str:
    """Return the day on which what the chart shows last changed; empty where none is known."""
    return day_words(chart.updated) if chart.updated else ""


def source_words(source: Source) -> str:
    """Return one source as it is cited in a line: whose release, its title, its day."""
    via = f", as reported by {source.via}" if source.via else ""
    parts = (source.publisher, f"“{source.title}”", f"{source.date_text}{via}".strip(", "))
    return ", ".join(part for part in parts if part)


def sources_in_short(chart: ChartData) -> str:
    """Return the sources in one line: cited where they are few, counted where they are many."""
    if len(chart.sources) <= NAMED_AT_MOST:
        return "; ".join(source_words(source) for source in chart.sources)
    whose = publishers(chart)
    counted = f"{len(chart.sources)} releases"
    return f"{counted} of {whose}" if whose else counted


def publishers(chart: ChartData) -> str:
    """Return whose releases state the figures, each once."""
    *others, last = dict.fromkeys(s.publisher for s in chart.sources if s.publisher) or ("",)
    return f"{', '.join(others)} and {last}" if others else last


def dated_words(chart: ChartData, imprint: Imprint) -> str:
    """Return of which day the figures are, and of which past state where one was asked for."""
    updated = updated_words(chart)
    said = (f"Figures as they stand since {updated}" if updated else "", imprint.as_at)
    return "; ".join(part for part in said if part)
