"""The public pages and the admin: two doors, one house."""

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from npcc_site import urls_public
from npcc_site.early import early_page

admin.site.site_header = "Police Operations and Outcomes: staff"
admin.site.site_title = "Staff"
admin.site.index_title = "Releases, operations and figures"


def no_such_page(request: HttpRequest, row: str) -> HttpResponse:
    raise Http404


urlpatterns = [
    # Django leads any member of staff from here to the address of any row; no page of ours does.
    path("admin/r/<path:row>", admin.site.admin_view(no_such_page)),
    path("admin/", admin.site.urls),
    # Outside the admin: whoever opens it has no account.
    path("early/<str:token>/", early_page, name="early"),
    *urls_public.urlpatterns,
]

handler400 = urls_public.handler400
handler403 = urls_public.handler403
handler404 = urls_public.handler404
handler500 = urls_public.handler500
