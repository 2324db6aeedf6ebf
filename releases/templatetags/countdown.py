"""How long it is until a moment, in words; a script on the page counts on from there."""

from datetime import datetime, timedelta

from django import template

register = template.Library()


@register.filter
def countdown(until: datetime, at: datetime) -> str:
    """“in 2 days 3 hours”, “in 4 minutes”, “now due”: the two largest units, rounded down."""
    left = until - at
    if left <= timedelta(0):
        return "due now"
    minutes, seconds = divmod(int(left.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = [(days, "day"), (hours, "hour"), (minutes, "minute"), (seconds, "second")]
    named = [f"{number} {unit}{'' if number == 1 else 's'}" for number, unit in parts if number]
    return "in " + " ".join(named[:2])
