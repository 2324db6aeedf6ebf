"""Words and numbers of the page that finds every figure."""

from decimal import Decimal

from django import template
from django.utils.safestring import SafeString

from operations.explore.groups import Group, Groups
from operations.explore.markup import choices
from operations.explore.sorting import SORTS
from releases.units import written

register = template.Library()

Years = list[tuple[int, int, bool]]


@register.filter
def grouped(count: int) -> str:
    """``{{ count|grouped }}``: 1006200 as “1,006,200”."""
    return written(Decimal(count), "count")


@register.filter
def choice_items(group: Group) -> SafeString:
    """``{{ group|choice_items }}``: a filter's choices, each with its box and its count."""
    return choices(group)


@register.filter
def order_words(sort: str) -> str:
    """``{{ sort|order_words }}``: “newest period first”."""
    return SORTS[sort]


@register.filter
def year_choices(groups: Groups) -> list[tuple[str, str, str, Years]]:
    """``{{ groups|year_choices }}``: since and until, each with its years and what is chosen."""
    found = []
    for name, label, none in (("since", "Since", "The first"), ("until", "Until", "The last")):
        chosen = {int(value) for value in groups.address.chosen().get(name, [])}
        counts = dict(groups.years)
        years = [(year, counts.get(year, 0), year in chosen) for year in sorted({*counts, *chosen})]
        found.append((name, label, none, years))
    return found
