"""What pages of releases take from operations: one tag, so that each is asked for once."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from operations.references import ReleaseReference, reference_to_release
from operations.structured import article_of, as_script
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


@register.simple_tag(takes_context=True)
def reference_to(context: Context, edition: Edition) -> ReleaseReference:
    """``{% reference_to edition as reference %}``: its standing, its versions, how to cite it."""
    request: Any = context["request"]
    return reference_to_release(edition, request.at)


@register.simple_tag
def article_for_machines(edition: Edition, reference: ReleaseReference) -> SafeString:
    """``{% article_for_machines edition reference %}``: the release as schema.org has it."""
    return as_script(article_of(edition, reference["versions"]))
