"""The files of a chart on its page and in its head."""

from typing import Any

from django import template
from django.template import Context

from operations.charts.file_links import card, file_links
from operations.drawn import DrawnChart

register = template.Library()


@register.inclusion_tag("operations/includes/chart_downloads.html")
def chart_downloads(chart: DrawnChart) -> dict[str, Any]:
    """``{% chart_downloads chart %}``: a link for each file, in the state that the page shows."""
    return {"chart": chart, "files": file_links(chart.slug, chart.query)}


@register.inclusion_tag("operations/includes/chart_social.html", takes_context=True)
def chart_social(context: Context, chart: DrawnChart) -> dict[str, Any]:
    """``{% chart_social chart %}``: what other sites show with a link to this page."""
    past = context["site"].asked
    query = "&".join(part for part in (chart.query, past.query if past else "") if part)
    return {
        "chart": chart,
        "large": card(chart.slug, query),
        "small": card(chart.slug, query, "small-card"),
    }
