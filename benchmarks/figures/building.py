"""Fill a migrated database with the synthetic figures and releases.

Figures go out as staff lets them out: the past by ``archive``, what is hidden by approval under an
embargo to come, or by withdrawal; a correction is begun, submitted and approved.
"""

import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import transaction

from benchmarks.figures import recipe, spreadsheets, words
from operations.models import Metric, Organisation
from operations.stale_places import stale_places
from operations.stale_words import KEEP
from releases import publishing
from releases.models import Edition, Publisher, Quotation, Release, Speaker, Topic
from releases.published import database_now

FIGURES_PUBLIC_FROM = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
EMBARGO = datetime(2031, 1, 6, 9, 30, tzinfo=UTC)
SOON = timedelta(seconds=90)
AT_ONCE = 2_000


def say(sentence: str) -> None:
    print(sentence, flush=True)


def build(size: int) -> None:
    """All of it; prints how far it is."""
    began = time.monotonic()
    call_command("load_content", verbosity=0)
    say(f"  content: {time.monotonic() - began:,.0f} s")
    _build_releases(size)
    say(f"  releases: {time.monotonic() - began:,.0f} s")
    _build_figures(size)
    _wait_until_all_is_out()
    say(f"  figures: {time.monotonic() - began:,.0f} s")


def build_metrics(size: int) -> None:
    """The content and the metrics alone, for what states their figures."""
    call_command("load_content", verbosity=0)
    for plan in recipe.metrics(size):
        _make_metric(plan)


def forces() -> list[str]:
    """The slugs of the 43 territorial forces of England and Wales, in order."""
    rows = Organisation.objects.filter(kind="force", country__in=("England", "Wales"))
    found = list(rows.exclude(ons_code="").order_by("slug").values_list("slug", flat=True))
    if len(found) != recipe.FORCES:
        raise SystemExit(f"The content has {len(found)} forces, not {recipe.FORCES}.")
    return found


def _build_releases(size: int) -> None:
    first = _morning(words.FIRST_DAY)
    with transaction.atomic():
        now = database_now()
        Speaker.objects.bulk_create(
            Speaker(slug=f"speaker-{n}", name=f"Speaker {n}", **_since(first, now))
            for n in range(1, words.SPEAKERS + 1)
        )
    texts = [words.release(number) for number in range(recipe.small_releases(size))]
    for start in range(0, len(texts), AT_ONCE):
        with transaction.atomic():
            _build_some(texts[start : start + AT_ONCE])
        say(f"  releases: {min(start + AT_ONCE, len(texts)):,} of {len(texts):,}")


def _since(public_from: datetime, now: datetime) -> dict[str, Any]:
    """The bounds that an archive has which is taken over in this transaction.

    What ``publishing.archive`` would set release by release, and seal: for 20,000 that is half an
    hour. The database's guards hold for these rows as for any; they are not on record, as what was
    approved before there was one.
    """
    return {"published_from": public_from, "recorded_at": now}


def _build_some(texts: Sequence[words.ReleaseText]) -> None:
    publisher, now = Publisher.objects.get(slug="npcc"), database_now()
    topics = dict(Topic.objects.values_list("slug", "pk"))
    speakers = dict(Speaker.objects.values_list("slug", "pk"))
    dated: list[dict[str, Any]] = [
        _since(_morning(text.issued), now) if text.fate != "embargoed" else {} for text in texts
    ]
    made = Release.objects.bulk_create(
        Release(slug=text.slug, publisher=publisher, **bounds)
        for text, bounds in zip(texts, dated, strict=True)
    )
    link = Release.topics.through
    link._default_manager.bulk_create(
        link(release_id=row.pk, topic_id=topics[text.topic])
        for row, text in zip(made, texts, strict=True)
    )
    editions = Edition.objects.bulk_create(
        _edition(row, text, bounds) for row, text, bounds in zip(made, texts, dated, strict=True)
    )
    Quotation.objects.bulk_create(
        Quotation(
            edition=edition, release=edition.release, speaker_id=speakers[f"speaker-{t.speaker}"],
            role="Spokesperson", words=t.said, gist=f"Speaks of {t.title.lower()}.", **bounds,
        )
        for edition, t, bounds in zip(editions, texts, dated, strict=True)
    )  # fmt: skip
    for edition, text in zip(editions, texts, strict=True):
        if text.fate == "embargoed":
            _approve(edition)
        elif text.fate == "withdrawn":
            _withdraw(edition)


def _edition(release: Release, text: words.ReleaseText, bounds: dict[str, Any]) -> Edition:
    taken_over: dict[str, Any] = {}
    if bounds:
        taken_over = {"approved_by": "archivist", "approved_at": bounds["recorded_at"]}
    return Edition(
        release=release, title=text.title, summary=text.summary, notes=text.notes,
        written_by="writer", issued_earliest=text.issued, issued_latest=text.issued,
        issued_basis="stated", embargo_until=EMBARGO if text.fate == "embargoed" else None,
        approved_alone=bool(bounds), **bounds, **taken_over,
    )  # fmt: skip


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC)


def _approve(edition: Edition) -> None:
    publishing.submit(edition, by="submitter")
    publishing.approve(edition, by="approver")


def _withdraw(edition: Edition) -> None:
    publishing.withdraw(edition.release, by="approver", reason="Synthetic withdrawal.")


def _build_figures(size: int) -> None:
    named = forces()
    plans = recipe.metrics(size)
    for done, plan in enumerate(plans, start=1):
        _make_metric(plan)
        for part in plan.parts:
            _build_part(plan, part, named)
        if done % 10 == 0 or done == len(plans):
            say(f"  metrics: {done} of {len(plans)}")


def _make_metric(plan: recipe.MetricPlan) -> None:
    row = Metric.objects.create(
        slug=plan.slug, name=plan.name, counted=plan.counted if plan.unit == "count" else "",
        unit=plan.unit, kind=plan.kind, definition=f"{plan.name}, as forces count them each week.",
    )  # fmt: skip
    row.topics.set(Topic.objects.filter(slug=plan.topic))


def _build_part(plan: recipe.MetricPlan, part: recipe.Part, named: list[str]) -> None:
    edition = _data_edition(plan, part)
    _import(edition.release, plan, recipe.figures(plan, named, part.weeks))
    if part.fate == "embargoed":
        _approve(edition)
        return
    publishing.archive(edition, by="archivist", published_from=FIGURES_PUBLIC_FROM)
    if part.fate == "withdrawn":
        _withdraw(edition)
    if part.corrected:
        _correct(edition.release, plan, recipe.corrections(plan, named, part.corrected))


def _import(release: Release, plan: recipe.MetricPlan, figures: Iterator[recipe.Figure]) -> None:
    """Into the release's draft, by the command that staff has for it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures.csv"
        spreadsheets.write(file, ((plan, figure) for figure in figures))
        call_command("import_figures", file, release=release.slug, verbosity=0)


def _correct(release: Release, plan: recipe.MetricPlan, restated: Iterator[recipe.Figure]) -> None:
    second = publishing.correct(release, by="writer", reason="Four weeks were one too low.")
    _import(release, plan, restated)
    publishing.submit(second, by="submitter")
    # Words of the content that happen to have the same numbers: somebody must say that they stand.
    leaning = stale_places(second, datetime.now(UTC))
    answers = {place.key: KEEP for place in leaning}
    publishing.approve(second, by="approver", answers=answers, not_before=_soon())


def _soon() -> datetime:
    """A moment that is still to come when thousands of figures have been dated."""
    return datetime.now(UTC) + SOON


def _wait_until_all_is_out() -> None:
    """Until every correction is in force, so that nothing changes while answers are timed."""
    last = Edition.objects.filter(published_from__lt=EMBARGO).order_by("published_from").last()
    if last is not None and last.published_from is not None:
        time.sleep(max(0.0, (last.published_from - datetime.now(UTC)).total_seconds() + 1))


def _data_edition(plan: recipe.MetricPlan, part: recipe.Part) -> Edition:
    publisher = Publisher.objects.get(slug="npcc")
    release = Release.objects.create(slug=part.slug, publisher=publisher)
    release.topics.set(Topic.objects.filter(slug=plan.topic))
    day = FIGURES_PUBLIC_FROM.date()
    return Edition.objects.create(
        release=release, title=f"Weekly figures: {plan.name}", written_by="writer",
        summary=f"{plan.name} for each force and week.", issued_earliest=day, issued_latest=day,
        issued_basis="stated", embargo_until=EMBARGO if part.fate == "embargoed" else None,
    )  # fmt: skip
