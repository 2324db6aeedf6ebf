"""Releases, their editions, quotations and corrections as rows: which are told of, and what.

``*_found(at)`` gives the rows that the pages list, with all that is told of them, in a constant
number of questions; ``*_told(row, asking)`` is what a program reads of one.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet, TextField, Value
from django.db.models.functions import MD5, Concat
from django.http import Http404

from npcc_site.answering import answering_for
from npcc_site.api import shapes
from npcc_site.api.addressing import Asking, day, moment, slugs_of
from npcc_site.api.problems import GONE, Refused
from operations.following.corrections import name_of
from operations.following.rendering import tag_of
from operations.models import Operation, PublicChange
from operations.versions import edition_versions, with_figures
from releases.citing import readable_at
from releases.models import Edition, Quotation, Release, Topic, Withdrawal
from releases.public_addresses import public_address

Row = dict[str, Any]
_LINE = Value("\n")


def editions_found(at: datetime) -> QuerySet[Edition]:
    """Editions in force."""
    found: QuerySet[Edition] = Edition.objects.public(at).select_related("release")
    return found


def edition_told(row: Edition, asking: Asking, *, ended: datetime | None = None) -> Row:
    """``ended`` is when it went out of force; its page is then that of the state that had it."""
    told = {key: getattr(row, key) for key in (
        "number", "title", "summary", "notes", "video_url", "issued_basis", "embargo_as_stated",
        "change_kind", "change_note",
    )}  # fmt: skip
    return told | {
        "release": row.release.slug,
        "issued_earliest": day(row.issued_earliest),
        "issued_latest": day(row.issued_latest),
        "embargo_until": moment(row.embargo_until),
        "published_at": moment(row.published_from),
        "recorded_at": moment(row.recorded_at),
        "ended_at": moment(ended),
        "url": asking.whole("release_detail", row.release.slug),
    }


def edition_of(asking: Asking, slug: str, number: int) -> Row:
    """Any edition that the release has had, as the site said it while it was in force.

    Raises Refused (410) for a withdrawn release, Http404 for one or a number that there is not.
    """
    release = Release.objects.public(asking.at).filter(slug=slug).first()
    if release is None:
        raise gone_or_not_found(asking, slug)
    versions = edition_versions(release.pk, asking.at)
    version = next((one for one in versions if one.number == number), None)
    if version is None:
        raise Http404
    if version.ended is None:
        edition = editions_found(asking.at).filter(pk=version.edition_id).first()
        if edition is None:
            raise Http404
        return edition_told(edition, asking)
    then = readable_at(version.since, version.recorded_at, version.ended)
    with answering_for(asking.request, then) as moment_asked:
        edition = editions_found(moment_asked).filter(pk=version.edition_id).first()
    if edition is None:
        raise Http404
    url = public_address(release.get_absolute_url()) + version.frozen_query
    return edition_told(edition, asking, ended=version.ended) | {"url": url}


def releases_found(at: datetime) -> QuerySet[Edition]:
    """Editions in force with the releases that they are of."""
    return editions_found(at).prefetch_related(
        "release__publisher",
        Prefetch("release__topics", Topic.objects.public(at)),
        Prefetch("release__operations", Operation.objects.told_of(at)),
    )


def release_told(row: Edition, asking: Asking) -> Row:
    release: Any = row.release
    edition = edition_told(row, asking)
    return {
        "slug": release.slug,
        "publisher": release.publisher.slug,
        "source_url": release.source_url,
        "via_title": release.via_title,
        "via_url": release.via_url,
        "second_hand": release.is_second_hand,
        "topics": slugs_of(release.topics),
        "operations": slugs_of(release.operations),
        "edition": {key: edition[key] for key in shapes.Edition.key_names()},
        "url": asking.whole("release_detail", release.slug),
    }


def gone_or_not_found(asking: Asking, slug: str) -> Exception:
    """Why no release is at ``slug``: withdrawn, with the reason, or the 404 of all others."""
    withdrawal = Withdrawal.objects.public(asking.at).filter(slug=slug).first()
    if withdrawal is None:
        return Http404()
    return Refused(GONE, f"“{withdrawal.title}” was withdrawn: {withdrawal.reason}")


def quotations_found(at: datetime) -> QuerySet[Quotation]:
    found: QuerySet[Quotation] = (
        Quotation.objects.public(at)
        .select_related("release", "edition", "speaker")
        .annotate(
            told=MD5(
                Concat("role", Value("\n"), "words", Value("\n"), "gist", output_field=TextField())
            )
        )
    )
    return found


def quotation_told(row: Quotation, asking: Asking) -> Row:
    return {
        "release": row.release.slug,
        "edition": row.edition.number,
        "speaker": row.speaker.slug,
        "speaker_name": row.speaker.name,
        "role": row.role,
        "words": row.words,
        "gist": row.gist,
        "url": asking.whole("release_detail", row.release.slug, within="#quotations"),
    }


def changes_found(at: datetime) -> QuerySet[PublicChange]:
    found: QuerySet[PublicChange] = PublicChange.objects.public(at).select_related("publisher")
    return found


def changes_told(rows: Sequence[PublicChange], asking: Asking) -> list[Row]:
    """All at once: what they changed is asked in one question."""
    changes = with_figures(rows, asking.at)
    wanted = {pk for change in changes for pk in change.topic_ids}
    topics = Topic.objects.public(asking.at).filter(pk__in=wanted)
    slugs = dict(topics.values_list("pk", "slug"))
    return [_change_told(change, slugs, asking) for change in changes]


def _change_told(change: PublicChange, slugs: dict[int, str], asking: Asking) -> Row:
    figures = [
        {"figure_id": one.figure.figure_id, "subject": one.name, "was": one.was, "now": one.now}
        for one in change.figures
    ]
    return {
        "id": tag_of(name_of(change)),
        "kind": change.kind,
        "release": change.slug,
        "number": change.number,
        "title": change.title,
        "reason": change.reason,
        "published_at": moment(change.published_from),
        "publisher": change.publisher.slug,
        "topics": sorted(slugs[pk] for pk in change.topic_ids if pk in slugs),
        "figures": figures,
        "url": asking.whole("release_detail", change.slug),
    }
