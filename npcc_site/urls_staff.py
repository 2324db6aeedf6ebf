"""The public pages and the admin: two doors, one house."""

from django.contrib import admin
from django.urls import path

from npcc_site import urls_public
from npcc_site.early import early_page

admin.site.site_header = "Police Operations and Outcomes: staff"
admin.site.site_title = "Staff"
admin.site.index_title = "Releases, operations and figures"

urlpatterns = [
    path("admin/", admin.site.urls),
    # Outside the admin: whoever opens it has no account.
    path("early/<str:token>/", early_page, name="early"),
    *urls_public.urlpatterns,
]

handler400 = urls_public.handler400
handler403 = urls_public.handler403
handler404 = urls_public.handler404
handler500 = urls_public.handler500
