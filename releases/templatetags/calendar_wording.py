"""How a planned day is written on pages."""

from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from releases.release_calendar.days import Planned

register = template.Library()


@register.filter
def planned_time(planned: Planned) -> str | SafeString:
    """Its words, marked up for programs where it is one day, with the zone where it has a time."""
    if planned.moment is not None:
        stamp = planned.moment.isoformat(timespec="minutes")
        return format_html('<time datetime="{}">{}</time> (UK time)', stamp, planned.words)
    if planned.is_one_day:
        return format_html(
            '<time datetime="{}">{}</time>', date.isoformat(planned.first), planned.words
        )
    return planned.words
