"""From pasted words to the public page, with the real reading and committed rows, on both sites."""

from typing import Any

from django.test import Client
from django.urls import reverse

from operations.intake.page import Review
from operations.models import Candidate, Intake, Observation
from releases.models import Edition
from tests import factories
from tests.harness import databases

TEXT = """Three tonnes of drugs seized in Exampleshire operation

Source: Exampleshire Police

UNDER EMBARGO UNTIL 00:01, FRIDAY 17 NOVEMBER 2023

Officers across Exampleshire made 1,672 arrests in the week of 6 November 2023.

Among the results:

• 2,780kg of cocaine seized
• 271 guns seized
• £3.2m in cash seized
• 1,672 arrests

Chief Constable Alex Example said: “We will go on. Nobody who deals in drugs here is safe from us.”

Notes to editors

1. For more, ring the press office on 01632 960123 between 9am and 5pm.
"""


def address(name: str, *args: int) -> str:
    """Of the staff site, whichever site's addresses count just now."""
    return reverse(f"admin:operations_intake_{name}", "npcc_site.urls_staff", args=args)


def metrics() -> dict[str, str]:
    """A metric for each unit of the text, by unit; its label is what a card is given."""
    made = {
        "count": factories.metric(name="Arrests and guns"),
        "kg": factories.metric(name="Weight seized", unit="kg", counted=""),
        "tonne": factories.metric(name="Drugs seized", unit="kg", counted=""),
        "GBP": factories.metric(name="Cash seized", unit="GBP", counted=""),
    }
    return {unit: metric.name for unit, metric in made.items()}


def card_data(client: Client, one: Candidate) -> dict[str, Any]:
    """What a browser would send of the card, left as it is."""
    page = client.get(address("review", one.intake_id))
    review: Review = page.context["review"]
    card = review.card(one.pk)
    assert card is not None
    assert card.form is not None
    values = {name: card.form[name].value() for name in card.form.fields}
    sent = {name: value for name, value in values.items() if value not in (None, False)}
    return {n: v if isinstance(v, list) else str(v) for n, v in sent.items()}


def decide_everything(client: Client, intake: Intake) -> None:
    names = metrics()
    for one in intake.candidates.all():
        data = card_data(client, one)
        if not one.is_claim and one.same_as_id is None:
            data["metric"] = names[one.unit]
        answer = client.post(address("candidate", intake.pk, one.pk), data)
        assert answer.status_code == 302, (one.words, answer.content.decode()[:3000])
    for spoken in intake.quotations.all():
        client.post(
            address("quotation", intake.pk, spoken.pk),
            {"version": "1", "words": spoken.words, "speaker_name": spoken.speaker_name,
             "role": spoken.role},
        )  # fmt: skip
    left: Any = client.get(address("review", intake.pk))
    for one in left.context["review"].unaccounted:
        data = {"start": one.number.start, "end": one.number.end, "reason": "no figure"}
        client.post(address("numbers", intake.pk), data)


def test_pasted_text_becomes_a_public_page(
    world: databases.World, staff_client: Client, public_client: Client
) -> None:
    publisher = factories.publisher(name="Exampleshire Police")
    staff_client.post(address("add"), {"text": TEXT})
    intake = Intake.objects.get()
    assert intake.publisher == publisher
    assert intake.embargo_until is not None
    decide_everything(staff_client, intake)
    intake.summary = "What a week’s work came to."
    intake.save()
    response = staff_client.post(address("save", intake.pk), follow=True)
    assert not [m for m in response.context["messages"] if m.level_tag == "error"]

    edition = Edition.objects.get()
    page = reverse("release_detail", args=[edition.release.slug])
    assert public_client.get(page).status_code == 404
    stated = {str(one) for one in Observation.objects.filter(edition=edition)}
    assert {
        "1,672 arrests (Arrests and guns)",
        "271 arrests (Arrests and guns)",
        "2,780 kg (Weight seized)",
        "£3.2 million (Cash seized)",
    } <= stated

    factories.archived(edition)
    shown = public_client.get(page)
    assert shown.status_code == 200
    html = shown.content.decode()
    assert "2,780 kg" in html
    assert "Alex Example" in html
