"""What every template may ask of the site itself."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from npcc_site.as_at import AsAt


@dataclass(frozen=True)
class Site:
    name: str
    origin: str
    report_address: str
    staff: bool
    at: datetime | None
    asked: AsAt | None
    as_at: datetime | None
    path: str

    @property
    def day_goes_on(self) -> bool:
        """Whether the page is asked for a day that is not over: it will show more later."""
        return self.asked is not None and self.as_at != self.asked.moment


def site(request: HttpRequest) -> dict[str, Site]:
    """``site``: name, public origin, mailbox for reports, the page's instant, what was asked."""
    return {
        "site": Site(
            name=settings.SITE_NAME,
            origin=settings.SITE_ORIGIN,
            report_address=settings.REPORT_ADDRESS,
            staff="django.contrib.admin" in settings.INSTALLED_APPS,
            at=getattr(request, "at", None),
            asked=getattr(request, "asked", None),
            as_at=getattr(request, "as_at", None),
            path=request.path,
        )
    }


def previewed(request: HttpRequest) -> dict[str, object]:
    """``preview`` on pages of a preview: what it shows, and to whom (npcc_site.preview.Shown)."""
    return {"preview": getattr(request, "preview", None)}
