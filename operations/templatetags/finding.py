"""What search engines read of a page of figures, as a block of data in its head."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from operations import catalogued, datasets
from operations.charts.file_views import imprint_of
from operations.models import Metric, Observation
from operations.structured import as_script, dataset_of, observation_of, site_of

register = template.Library()


@register.simple_tag(takes_context=True)
def site_for_machines(context: Context) -> SafeString:
    """``{% site_for_machines %}``: the site itself, for its first page."""
    return as_script(site_of(imprint_of(context["request"])))


@register.simple_tag(takes_context=True)
def metric_for_machines(context: Context, metric: Metric) -> SafeString:
    """``{% metric_for_machines metric %}``: all its figures as a Dataset."""
    request: Any = context["request"]
    return as_script(dataset_of(catalogued.of_metric(metric, request.at), imprint_of(request)))


@register.simple_tag(takes_context=True)
def chart_for_machines(context: Context, chart: Any, path: str) -> SafeString:
    """``{% chart_for_machines data path %}``: its ``ChartData``, as it shows them at ``path``."""
    return as_script(dataset_of(datasets.of_chart(chart, path), imprint_of(context["request"])))


@register.simple_tag(takes_context=True)
def everything_for_machines(context: Context) -> SafeString:
    """``{% everything_for_machines %}``: every figure of the site."""
    request: Any = context["request"]
    return as_script(dataset_of(catalogued.everything(request.at), imprint_of(request)))


@register.simple_tag(takes_context=True)
def figure_for_machines(context: Context, figure: Observation) -> SafeString:
    """``{% figure_for_machines figure %}``: one figure as an Observation."""
    return as_script(observation_of(figure, imprint_of(context["request"])))
