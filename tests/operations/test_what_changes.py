"""What an approver is shown: every word and figure against what is public, and every newcomer."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from operations.admin.changed_figures import claim_changes, figure_changes
from operations.corrections import restate
from operations.models import Observation
from releases import publishing
from releases.admin.what_changes import newcomers, quotation_changes, text_changes
from releases.differences import Fate
from releases.models import Edition
from tests import factories

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def approve_page(client: Client, edition: Edition) -> Any:
    return client.get(reverse("admin:releases_edition_approve", args=[edition.pk]))


@pytest.fixture
def correction() -> Edition:
    """Of three public figures one is corrected, one is new and two stay; so do half its words."""
    first = factories.edition(title="Forty arrests", summary="It was cold.", notes="Notes.")
    wrong = factories.observation(first, words="nine hundred kilos", value=Decimal(900))
    for number in (7, 8):
        factories.observation(first, words=f"{number} arrests", value=Decimal(number))
    speaker = factories.quotation(first, words="We will go on", gist="The work goes on.").speaker
    factories.quotation(first, speaker=speaker, words="It was cold")
    factories.claim(first, [wrong], words="almost a tonne")
    text = "It was cold. We will go on: nine hundred kilos.\n\n7 arrests, 8 arrests."
    factories.source_text(first, text)
    factories.archived(first)
    draft = publishing.correct(first.release, by="clare", reason="The weight was wrong.")
    draft.summary, draft.embargo_until = "It was very cold.", timezone.now() + DAY
    draft.save()
    figure = restate(wrong, edition=draft)
    figure.value, figure.coverage = Decimal(9000), "excludes Exampleshire"
    figure.save()
    figure.evidence.update(words="nine thousand kilos")
    factories.observation(draft, words="2 knives", value=Decimal(2))
    draft.quotations.filter(words="It was cold").update(words="It was very cold")
    draft.claims.all().delete()
    draft.source_text.text = text.replace("hundred", "thousand").replace("cold", "very cold")
    draft.source_text.text += "\n\n2 knives."
    draft.source_text.save()
    return draft


def test_every_figure_is_held_against_what_is_public(correction: Edition) -> None:
    changes = figure_changes(correction, timezone.now())
    told = [(str(row.fate), row.was, row.now) for row in changes.rows]
    assert told == [("changed", "900 arrests", "9,000 arrests"), ("added", "", "2 arrests")]
    assert changes.unchanged == 2
    details = {one.label: one for one in changes.rows[0].details}
    assert set(details) == {"as stated", "coverage"}
    assert [p.words for p in details["as stated"].paragraphs[0].pieces if p.fate is Fate.ADDED] == [
        "thousand "
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"value": Decimal(0)}, {"qualifier": "about"}, {"status": "provisional"},
        {"is_partial": True}, {"note": "Weighed again."}, {"period_basis": "Guessed."},
        {"revises": "222222222222"}, {"area": "england"},
        {"period_kind": "year", "period_start": "2023-01-01", "period_end": "2023-12-31"},
        "metric", "category", "organisation", "operation", "phase",
    ],
    ids=str,
)  # fmt: skip
def test_no_field_of_a_figure_changes_unseen(change: Any) -> None:
    first = factories.edition()
    factories.observation(first)
    factories.archived(first)
    draft = publishing.correct(first.release, by="clare", reason="It was wrong.")
    figure = restate(first.observations.get(), edition=draft)
    assert figure_changes(draft, timezone.now()).rows == ()
    if isinstance(change, str):
        change = {change: getattr(factories, change)()}
    Observation.objects.filter(pk=figure.pk).update(**change)
    (row,) = figure_changes(draft, timezone.now()).rows
    assert row.fate is Fate.CHANGED
    assert row.details or row.was != row.now


def test_words_quotations_and_claims_are_held_against_what_is_public(correction: Edition) -> None:
    at = timezone.now()
    texts = {one.label: one for one in text_changes(correction, at)}
    assert {label for label, one in texts.items() if one.is_changed} == {
        "Summary", "Embargo until", "Change note", "Kind of change", "Full text",
    }  # fmt: skip
    quoted = quotation_changes(correction, at)
    assert [(row.was, row.now) for row in quoted.rows] == [("“It was cold”", "“It was very cold”")]
    assert quoted.unchanged == 1
    (claim,) = claim_changes(correction, at).rows
    assert (claim.fate, claim.was) == (Fate.REMOVED, "“almost a tonne” (almost 10)")


def test_whoever_approves_reads_all_of_it(admin_client: Client, correction: Edition) -> None:
    publishing.submit(correction, by="clare")
    page = approve_page(admin_client, correction).content.decode()
    for words in ("900 arrests", "9,000 arrests", "excludes Exampleshire", "“It was very cold”",
                  "1 added, 1 changed, 2 unchanged", "The weight was wrong.",
                  "As before: title; notes."):  # fmt: skip
        assert words in page


def test_newcomers_come_with_their_own_words(admin_client: Client) -> None:
    edition = factories.edition(embargo_until=timezone.now() + DAY)
    operation = factories.operation(name="Operation Heron", summary="Against knives.")
    known = factories.topic(name="Known to all")
    other = factories.edition()
    other.release.topics.add(known)
    factories.archived(other)
    edition.release.topics.add(known, factories.topic(name="Unheard of", summary="News."))
    metric = factories.metric(name="Knives", definition="Handed in.")
    factories.observation(edition, metric=metric, operation=operation)
    factories.chart([metric], release=edition.release, title="Knives rose", alt="Two bars.")
    publishing.submit(edition, by="clare")
    found = newcomers(edition, edition.embargo_until)
    names = {row.name for group in found for row in group.rows}
    assert {"Operation Heron", "Unheard of", "Knives", "Knives rose"} <= names
    assert "Known to all" not in names
    page = approve_page(admin_client, edition).content.decode()
    for words in ("Against knives.", "News.", "Handed in.", "Two bars."):
        assert words in page


def test_approve_page_asks_as_often_for_many_rows_as_for_few(admin_client: Client) -> None:
    edition = factories.edition(embargo_until=timezone.now() + DAY)

    def add(number: int) -> int:
        for _ in range(number):
            phase = factories.phase()
            factories.observation(
                edition, operation=phase.operation, phase=phase,
                organisation=factories.organisation(),
            )  # fmt: skip
            factories.quotation(edition)
            edition.release.topics.add(factories.topic())
        publishing.submit(edition, by="clare")
        with CaptureQueriesContext(connection) as queries:
            assert approve_page(admin_client, edition).status_code == 200
        publishing.send_back(edition, by="alex", reason="More.")
        return len(queries)

    few = add(2)
    assert add(6) == few
