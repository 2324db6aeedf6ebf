"""Words for a figure that a template holds: its caveats, its subject, what its hedge means."""

from django import template

from operations.figures import caveats_of, meaning_of, subject_of
from operations.models import Observation

register = template.Library()


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
