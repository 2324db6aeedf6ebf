"""Fields in which a moment is typed in London time: the hours of the clock changes are refused.

Django's own refuse them too, but say neither which instants may be meant nor what to do. A year
far from any release is a slip of the keyboard, and an embargo of the year 26 would be no embargo.
"""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from releases.reading.embargoes import LONDON, no_one_moment

EARLIEST_YEAR, LATEST_YEAR = 1990, 2099


def checked(moment: datetime | None) -> datetime | None:
    """The moment, if its year can be meant. Raises ValidationError with a sentence."""
    year = None if moment is None else moment.astimezone(LONDON).year
    if year is not None and not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise ValidationError(
            f"The year {year} can’t be meant: give one from {EARLIEST_YEAR} to {LATEST_YEAR}."
        )
    return moment


def explained(error: ValidationError) -> ValidationError:
    """Django's refusal of an hour that London shows twice or never, in words that help."""
    params = getattr(error, "params", None) or {}
    if getattr(error, "code", "") != "ambiguous_timezone" or "datetime" not in params:
        return error
    return ValidationError(no_one_moment(params["datetime"]), code=error.code)


class LondonMomentField(forms.DateTimeField):
    """A moment in one box."""

    def to_python(self, value: Any) -> datetime | None:
        try:
            return checked(super().to_python(value))
        except ValidationError as error:
            raise explained(error) from None
        except OverflowError:  # the first and the last day that Python knows
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class SplitLondonMomentField(forms.SplitDateTimeField):
    """A moment as a day and a time, as the admin asks for it."""

    def compress(self, data_list: Any) -> datetime | None:
        try:
            return checked(super().compress(data_list))
        except ValidationError as error:
            raise explained(error) from None
        except OverflowError:
            raise ValidationError(self.error_messages["invalid_date"], code="invalid") from None
