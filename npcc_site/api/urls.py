"""Addresses of the interface for programs. Lists share one name, and so do single things."""

from typing import Any

from django.urls import URLPattern, path, register_converter

from npcc_site.api import page, views
from npcc_site.api.catalogue import LISTS
from npcc_site.api.lists import Listed
from npcc_site.api.series import SeriesView
from operations import urls as _figure_ids  # noqa: F401 (it registers how a figure's id is spelled)

# How the parts of an address are spelled, where it is not as a slug.
_SPELLED = {"figure_id": "figure_id", "number": "edition"}
# The views of single things that are more than a row of their list.
_VIEWS: dict[str, type[views.OneView]] = {
    "releases": views.ReleaseView,
    "editions": views.EditionView,
    "charts": views.ChartView,
}
# The columns that a part of an address is about, where it is not the one of its name.
_COLUMNS = {
    "releases": {"slug": "release__slug"},
    "phases": {"operation": "operation__slug", "slug": "slug"},
}


class EditionConverter:
    """The number of an edition, in one spelling."""

    regex = "[1-9][0-9]{0,3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class EndingConverter(EditionConverter):
    regex = "json|yaml"

    def to_python(self, value: str) -> Any:
        return value


register_converter(EditionConverter, "edition")
register_converter(EndingConverter, "api_ending")


def _single(listed: Listed) -> URLPattern:
    spelled = [f"<{_SPELLED.get(name, 'slug')}:{name}>/" for name in listed.named_by]
    by = _COLUMNS.get(listed.name, {name: name for name in listed.named_by})
    view = _VIEWS.get(listed.name, views.OneView).as_view(of=listed, by=by)
    return path(f"v1/{listed.name}/{''.join(spelled)}", view, {"of": listed.name}, name="api_one")


urlpatterns = [
    path("", page.api, name="api"),
    path("v1/", views.Root.as_view(), name="api_root"),
    path("v1/metrics/<slug:slug>/series/", SeriesView.as_view(), name="api_series"),
    path("v1/openapi.<api_ending:ending>", views.schema, name="api_schema"),
]
for _listed in LISTS:
    _view = views.ListView.as_view(of=_listed, filterset_class=_listed.filters)
    _name = _listed.name
    urlpatterns.append(path(f"v1/{_name}/", _view, {"of": _name}, name="api_list"))
    if _listed.named_by:
        urlpatterns.append(_single(_listed))
