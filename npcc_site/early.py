"""What an early reader opens: one edition, under a secret address of the staff site.

Opening the address shows a page that names nothing, since chat programs fetch every link that is
pasted into them; the release itself comes only after the button on it, and each time is logged.
"""

import re

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from npcc_site.preview import Shown, confidential, look_at
from releases.early_access import find_access, log_view
from releases.models import EarlyAccess, Edition
from releases.previewing import preview
from releases.published import database_now
from releases.views import release_detail

# Programs that fetch a pasted link to show a card of it; to them it does not exist.
UNFURLERS = re.compile(
    r"bot\b|crawl|spider|preview|unfurl|facebookexternalhit|whatsapp|slack|telegram|discord|skype"
    r"|teams|embedly|linkedin|pinterest|vkshare|curl|wget|python",
    re.IGNORECASE,
)


# A page of its own secret, without a session: there is nothing that a forged request could do.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def early_page(request: HttpRequest, token: str) -> HttpResponseBase:
    """Ask (GET), then show the edition as it will be and log the view (POST).

    Unknown, ended, revoked, not yet open, on hold and public are one 404.
    """
    access = None if UNFURLERS.search(_agent(request)) else find_access(token)
    if access is None:
        raise Http404
    if request.method != "POST":
        return _close(render(request, "early/open.html"))
    log_view(access, address=request.META.get("REMOTE_ADDR", ""), agent=_agent(request))
    return _close(_as_it_will_be(request, access))


def _as_it_will_be(request: HttpRequest, access: EarlyAccess) -> HttpResponseBase:
    edition = access.edition
    now = database_now()
    at = max(edition.due_at or now, now)
    drafts = Edition.objects.filter(pk=edition.pk, approved_at=None)
    with preview(at, drafts) as shown:
        look_at(request, Shown(shown, str(edition.pk), chooser="", reader=str(access)))
        return release_detail(request, edition.release.slug)


def _close(response: HttpResponseBase) -> HttpResponseBase:
    confidential(response)
    return response


def _agent(request: HttpRequest) -> str:
    return str(request.META.get("HTTP_USER_AGENT", ""))


def early_address(token: str) -> str:
    """The path of the secret page, on the staff site."""
    return reverse("early", args=[token])
