"""What pages of releases take from operations: one tag, so that each is asked for once."""

from typing import Any

from django import template
from django.template import Context

from operations.told import Told, told_by
from releases.models import Edition, SourceText

register = template.Library()


@register.simple_tag(takes_context=True)
def told_of(context: Context, edition: Edition, source_text: SourceText | None = None) -> Told:
    """``{% told_of edition source_text as told %}``: all that the edition tells of.

    For the instant that the page answers for (``request.at``).
    """
    request: Any = context["request"]
    return told_by(edition, source_text, request.at)
