"""Counts as a page writes them."""

from django import template

register = template.Library()


@register.filter
def thousands(count: int | None) -> str:
    """12,345; nothing for None."""
    return "" if count is None else f"{count:,}"
