"""A moment in words, as a person must read it before letting something out."""

from datetime import UTC, datetime

from releases.reading.embargoes import LONDON


def moment_words(at: datetime) -> str:
    """A moment as a press officer must read it: weekday, day, London time, UTC."""
    london = at.astimezone(LONDON)
    return (
        f"{london:%A} {london.day} {london:%B %Y}, {_clock(london)} London time "
        f"({_clock(at.astimezone(UTC))} UTC)"
    )


def short_moment(at: datetime) -> str:
    """A moment in a list: weekday, day and London time."""
    london = at.astimezone(LONDON)
    return f"{london:%a} {london.day} {london:%b %Y}, {_clock(london)}"


def _clock(at: datetime) -> str:
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"
