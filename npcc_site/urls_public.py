"""What the public site answers."""

from django.urls import include, path

from npcc_site import views
from operations.filters import ReleaseFilter
from releases.views import ReleaseList

urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    # Releases can also be narrowed by what they tell of, which only ``operations`` knows.
    path("releases/", ReleaseList.as_view(filterset_class=ReleaseFilter), name="release_list"),
    path("api/", include("npcc_site.api.urls")),
    path("", include("releases.urls")),
    path("", include("releases.release_calendar.urls")),
    path("", include("operations.urls")),
    path("", include("npcc_site.finding.urls")),
]

handler400 = "npcc_site.views.bad_request"
handler403 = "npcc_site.views.forbidden"
handler404 = "npcc_site.views.not_found"
handler500 = "npcc_site.views.server_error"
