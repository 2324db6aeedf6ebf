"""Words for what a template holds: dates of issue, caveats, and what a hedge means."""

from django import template

from operations.charts import issued_words
from operations.figures import caveats_of, meaning_of, subject_of
from operations.models import Observation
from releases.models import Edition

register = template.Library()


@register.filter
def issued(edition: Edition | None) -> str:
    """When the source issued it: “17 November 2023”, or that the date is not recorded."""
    return issued_words(edition) if edition else "date not recorded"


@register.filter
def caveats(figure: Observation) -> list[str]:
    """What must be said beside the figure, each a short phrase."""
    return caveats_of(figure)


@register.filter
def meaning(figure: Observation) -> str:
    """What the figure’s hedge means, as a sentence with its bounds."""
    return meaning_of(figure)


@register.filter
def subject(figure: Observation) -> str:
    """What the figure is of, beside its metric: “cocaine, England and Wales, Pegasus”."""
    return subject_of(figure)
