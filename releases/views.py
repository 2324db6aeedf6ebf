"""Releases, and the people they quote. Figures and charts come in by tags of ``operations``."""

from typing import Any

from django.db.models import F, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django_filters.views import FilterView

from releases.discovery import discovery_links, with_discovery
from releases.filters import EditionFilter, at_of
from releases.models import Edition, Quotation, SourceText, Speaker, Topic, Withdrawal
from releases.video import permit_video


class FilteredList(FilterView):
    """A list narrowed by its address. A wrong choice shows the form again and no rows."""

    paginate_by = 20
    strict = True


class ReleaseList(FilteredList):
    filterset_class = EditionFilter
    template_name = "releases/release_list.html"
    context_object_name = "editions"

    def get_queryset(self) -> QuerySet[Edition]:
        editions: QuerySet[Edition] = Edition.objects.for_listing(at_of(self.request))
        return editions


@permit_video
def release_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A release as its edition in force says; 410 with the reason where it is withdrawn."""
    at = at_of(request)
    edition = (
        Edition.objects.public(at)
        .filter(release__slug=slug)
        .select_related("release__publisher")
        .prefetch_related(
            Prefetch("release__topics", Topic.objects.public(at)),
            Prefetch("quotations", Quotation.objects.public(at).select_related("speaker")),
        )
        .first()
    )
    if edition is None:
        return _gone_or_not_found(request, slug)
    links = discovery_links(request, reverse("release_detail", args=[slug]))
    context: dict[str, Any] = {
        "edition": edition,
        "release": edition.release,
        "publisher": edition.release.publisher,
        "source_text": SourceText.objects.public(at).filter(edition=edition).first(),
        "oembed_links": links,
    }
    return with_discovery(render(request, "releases/release_detail.html", context), links)


def _gone_or_not_found(request: HttpRequest, slug: str) -> HttpResponse:
    withdrawal = Withdrawal.objects.public(at_of(request)).filter(slug=slug).first()
    if withdrawal is None:
        raise Http404
    return render(request, "410.html", {"withdrawal": withdrawal}, status=410)


def person_list(request: HttpRequest) -> HttpResponse:
    speakers = Speaker.objects.for_listing(at_of(request))
    return render(request, "releases/person_list.html", {"speakers": speakers})


def person_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A speaker and what they were quoted as saying, the newest release first."""
    at = at_of(request)
    speaker = Speaker.objects.quoted(at).filter(slug=slug).first()
    if speaker is None:
        raise Http404
    quotations = (
        Quotation.objects.public(at)
        .filter(speaker=speaker)
        .select_related("edition__release__publisher")
        .order_by(F("edition__issued_latest").desc(nulls_last=True), "position")
    )
    context = {"speaker": speaker, "quotations": quotations}
    return render(request, "releases/person_detail.html", context)
