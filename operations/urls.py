"""Addresses of topics, operations, metrics, figures, charts and organisations."""

from django.urls import include, path, register_converter

from operations import conflict_views, views
from operations.charts import file_views, page_views
from operations.comparing import views as comparing_views
from operations.embeds import using_views
from operations.embeds import views as embed_views
from operations.figure_ids import PATTERN


class FigureIdConverter:
    regex = PATTERN.pattern

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FigureIdConverter, "figure_id")
register_converter(file_views.EndingConverter, "chart_ending")

urlpatterns = [
    path("topics/", views.topic_list, name="topic_list"),
    path("topics/<slug:slug>/", views.topic_detail, name="topic_detail"),
    path("operations/", views.OperationList.as_view(), name="operation_list"),
    path("operations/<slug:slug>/", views.operation_detail, name="operation_detail"),
    path("metrics/", views.MetricList.as_view(), name="metric_list"),
    path("metrics/<slug:slug>/", views.metric_detail, name="metric_detail"),
    path("use-our-charts/", using_views.use_our_charts, name="use_our_charts"),
    path("oembed/", embed_views.oembed_answer, name="oembed"),
    path("charts/", views.ChartList.as_view(), name="chart_list"),
    path("charts/<slug:slug>/", page_views.chart_detail, name="chart_detail"),
    path("charts/<slug:slug>.<chart_ending:ending>", file_views.chart_file, name="chart_file"),
    path("charts/<slug:slug>/embed/", embed_views.chart_embed, name="chart_embed"),
    path("compare/", comparing_views.compare, name="compare"),
    path("compare.csv", comparing_views.compare_file, name="compare_file"),
    path("conflicts/", conflict_views.ConflictList.as_view(), name="conflict_list"),
    path("organisations/", views.OrganisationList.as_view(), name="organisation_list"),
    path("organisations/<slug:slug>/", views.organisation_detail, name="organisation_detail"),
    path("corrections/", views.PublicChangeList.as_view(), name="publicchange_list"),
    path("figures/<figure_id:figure_id>/", views.figure_detail, name="figure_detail"),
    path("", include("operations.following.urls")),
    path("", include("operations.opendata.urls")),
    path("", include("operations.explore.urls")),
    path("", include("operations.search.urls")),
]
