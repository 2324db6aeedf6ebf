"""What staff should think about before a day is announced.

By the Code of Practice for Statistics (T3): 09:30 on a weekday, unless another time was agreed.
"""

from datetime import date, time

from holidays import country_holidays

from releases.release_calendar.days import Planned, day_words

USUAL_TIME = time(9, 30)
SATURDAY = 5


def oddities(planned: Planned) -> list[str]:
    """Sentences for staff on what the Code of Practice would have otherwise; none of a stretch."""
    found = []
    if planned.is_one_day:
        if planned.first.weekday() >= SATURDAY:
            found.append(
                f"{day_words(planned.first)} is a {planned.first:%A}. The Code of Practice for "
                "Statistics asks for a weekday."
            )
        if name := bank_holiday(planned.first):
            found.append(
                f"{day_words(planned.first)} is a bank holiday in England and Wales ({name})."
            )
    if planned.clock not in (None, USUAL_TIME):
        found.append(
            f"The time is {planned.clock:%H:%M}. The Code of Practice for Statistics asks for "
            f"{USUAL_TIME:%H:%M}, unless another time was agreed."
        )
    return found


def bank_holiday(day: date) -> str:
    """Its name in England and Wales; empty where it is none, or was declared after our library."""
    return str(country_holidays("GB", subdiv="ENG", years=day.year).get(day, ""))
