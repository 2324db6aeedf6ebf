"""What every template may ask of the site itself."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True)
class Site:
    name: str
    origin: str
    report_address: str
    staff: bool
    at: datetime | None
    as_at: datetime | None
    path: str


def site(request: HttpRequest) -> dict[str, Site]:
    """``site``: name, origin of the public site, mailbox for reports, and the page's instant."""
    return {
        "site": Site(
            name=settings.SITE_NAME,
            origin=settings.SITE_ORIGIN,
            report_address=settings.REPORT_ADDRESS,
            staff="django.contrib.admin" in settings.INSTALLED_APPS,
            at=getattr(request, "at", None),
            as_at=getattr(request, "as_at", None),
            path=request.path,
        )
    }
