"""Addresses of the interface for programs. Lists share one name, and so do single things."""

from typing import Any

from django.urls import URLPattern, path, register_converter

from npcc_site.api import page, views
from npcc_site.api.catalogue import BY_NAME
from operations import urls as _figure_ids  # noqa: F401 (it registers how a figure's id is spelled)

# What each single thing is named by; the parts of its address, and the columns that have them.
_NAMED = {"slug": "slug"}
_OTHERS: dict[str, tuple[str, type[views.OneView], dict[str, str]]] = {
    "observations": ("<figure_id:figure_id>/", views.OneView, {"figure_id": "figure_id"}),
    "releases": ("<slug:slug>/", views.ReleaseView, {"slug": "release__slug"}),
    "editions": ("<slug:release>/<edition:number>/", views.EditionView, {}),
    "phases": ("<slug:operation>/<slug:slug>/", views.OneView,
               {"operation": "operation__slug", "slug": "slug"}),
    "charts": ("<slug:slug>/", views.ChartView, _NAMED),
}  # fmt: skip
# These have no name of their own, or one that is no part of an address.
WITHOUT = ("quotations", "corrections")


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


def _single(name: str) -> URLPattern:
    ending, view, by = _OTHERS.get(name, ("<slug:slug>/", views.OneView, _NAMED))
    named = view.as_view(of=BY_NAME[name], by=by)
    return path(f"v1/{name}/{ending}", named, {"of": name}, name="api_one")


urlpatterns = [
    path("", page.api, name="api"),
    path("v1/", views.Root.as_view(), name="api_root"),
    path("v1/openapi.<api_ending:ending>", views.schema, name="api_schema"),
]
for _name, _listed in BY_NAME.items():
    _view = views.ListView.as_view(of=_listed, filterset_class=_listed.filters)
    urlpatterns.append(path(f"v1/{_name}/", _view, {"of": _name}, name="api_list"))
    if _name not in WITHOUT:
        urlpatterns.append(_single(_name))
