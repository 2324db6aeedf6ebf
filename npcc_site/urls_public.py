"""What the public site answers."""

from django.urls import include, path

from npcc_site import views

urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("healthz", views.healthz, name="healthz"),
    path("", include("releases.urls")),
    path("", include("operations.urls")),
]

handler400 = "npcc_site.views.bad_request"
handler403 = "npcc_site.views.forbidden"
handler404 = "npcc_site.views.not_found"
handler500 = "npcc_site.views.server_error"
