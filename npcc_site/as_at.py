"""What ``?as_at=`` asks for: a moment of the past, or a whole day of it.

A moment is London time unless it names an offset. A day means its end in London, or now while it
lasts. Nothing is guessed: an hour that London's clocks show twice or never needs an offset.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from django.http import QueryDict

from releases.reading.embargoes import LONDON, london_moments

KEY = "as_at"
# Nothing can be dated earlier (see the constraints of ``releases.published.Published``).
EARLIEST_YEAR = 1900
ONE_DAY = timedelta(days=1)
JUST_BEFORE = timedelta(microseconds=1)

_FORM = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    # A plus sign in an address arrives as a space.
    r"(?:[T ](?P<time>\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)(?P<offset>Z|[ +-]\d\d:\d\d)?)?",
    re.ASCII,
)

NO_MOMENT = (
    "The “as_at” in this address is neither a day nor a moment. Write it as 2023-11-17 or as "
    "2023-11-17T00:01 (London time), optionally with Z or an offset such as +01:00."
)
TOO_EARLY = (
    f"The “as_at” in this address is before {EARLIEST_YEAR}, of which this site holds nothing. "
    "Write a later day, such as 2023-11-17."
)
SEVERAL = "This address names “as_at” more than once. Leave one of them."
STILL_TO_COME = (
    "The “as_at” in this address is later than now, and this site shows only the present and the "
    "past. Leave it out to see the site as it is now."
)
SHOWN_TWICE = (
    "The “as_at” in this address is an hour that London’s clocks showed twice, since they went "
    "back. Say which is meant with an offset: +01:00 for the first, +00:00 for the second."
)
NEVER_SHOWN = (
    "The “as_at” in this address is an hour that London’s clocks never showed, since they went "
    "forward over it. Say what is meant with an offset: Z (GMT) or +01:00 (summer time)."
)


class AsAtError(ValueError):
    """No answer can be given for this ``as_at``; its words are for the reader of the page."""


@dataclass(frozen=True)
class AsAt:
    """A past state that is asked for: that of ``moment`` (aware).

    A day has ``begins`` at its first instant and ``moment`` at its last; they are one for a
    moment. ``text`` is what an address says to ask for the same again.
    """

    text: str
    begins: datetime
    moment: datetime

    @property
    def is_day(self) -> bool:
        return self.begins != self.moment

    @property
    def query(self) -> str:
        return f"{KEY}={quote(self.text, safe=':')}"


def asked_for(query: QueryDict) -> AsAt | None:
    """What the address asks for; None for the present. Raises AsAtError."""
    texts = query.getlist(KEY)
    if len(texts) > 1:
        raise AsAtError(SEVERAL)
    text = texts[0].strip() if texts else ""
    if not text:
        return None
    found = _FORM.fullmatch(text)
    if found is None:
        raise AsAtError(NO_MOMENT)
    day, time, offset = found["day"], found["time"], (found["offset"] or "").replace(" ", "+")
    if int(day[:4]) < EARLIEST_YEAR:
        raise AsAtError(TOO_EARLY)
    try:
        if time is None:
            return _whole_day(day)
        moment = datetime.fromisoformat(f"{day}T{time}{offset}")
        if not offset:
            moment = _in_london(moment)
        return AsAt(f"{day}T{time}{offset}", moment.astimezone(UTC), moment.astimezone(UTC))
    except AsAtError:
        raise
    except (ValueError, OverflowError):  # the 31st of June, 25 o'clock, the last day of 9999
        raise AsAtError(NO_MOMENT) from None


def _whole_day(day: str) -> AsAt:
    midnight = datetime.fromisoformat(day)
    begins, ends = (one.replace(tzinfo=LONDON) for one in (midnight, midnight + ONE_DAY))
    return AsAt(day, begins.astimezone(UTC), ends.astimezone(UTC) - JUST_BEFORE)


def _in_london(naive: datetime) -> datetime:
    match london_moments(naive):
        case []:
            raise AsAtError(NEVER_SHOWN)
        case [moment]:
            return moment
    raise AsAtError(SHOWN_TWICE)
