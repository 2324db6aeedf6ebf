"""What is hidden weighs nothing in a search; what changes is found as it reads; marks are safe."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from operations.models import Organisation
from releases import publishing
from releases.models import Edition, Speaker, Topic, Wording
from tests import factories
from tests.embargo import canaries
from tests.harness import clients, databases
from tests.operations.search.pages import search

# Everything that a search says of the open world: ranks, counts, order, excerpts, spellings.
ASKED = (
    "/search/?q=open", "/search/?q=arrests", "/search/?q=seven+arrests&kind=figure",
    "/search/?q=7", "/search/?q=8+arrests", "/search/?q=who+said+people", "/search/?q=opne",
    "/search/?q=arerstes", "/search/?q=quillfren", "/search/?q=quillfern", "/search/?q=7340033",
    "/search/?q=open+-arrests", "/search/?q=title+or+open&since=2003&until=2003",
    "/search/?q=open&topic=open-topic", "/search.atom?q=arrests", "/search.json?q=open",
)  # fmt: skip


@pytest.fixture
def client(world: databases.World, public_client: clients.SiteClient) -> clients.SiteClient:
    return public_client


def answers(client: Any) -> dict[str, tuple[int, bytes, dict[str, str]]]:
    told = {}
    for address in ASKED:
        response = client.get(address)
        headers = {key: value for key, value in response.headers.items() if key != "Date"}
        # The policy has a nonce of each answer.
        headers.pop("Content-Security-Policy", None)
        told[address] = (response.status_code, response.content, headers)
    return told


def hide_more() -> None:
    """Hidden rows with the very words, numbers and spellings that are asked for."""
    metric = factories.metric(name="Open arrests", counted="arrests")
    for number in range(12):
        edition = factories.edition(
            title=f"Open arrests {number}", summary="Open seven arrests opne arerstes quillfren.",
            issued_earliest="2003-01-01", issued_latest="2003-12-31",
            embargo_until=timezone.now() + timedelta(days=30),
        )  # fmt: skip
        edition.release.topics.add(Topic.objects.get(slug="open-topic"))
        for value in (7, 8):
            factories.observation(
                edition, f"{value} arrests", metric=metric, value=value,
                organisation=Organisation.objects.get(slug="open-force"),
            )  # fmt: skip
        factories.quotation(
            edition, speaker=Speaker.objects.get(slug="open-speaker"), words="People said open."
        )
        if number % 2:
            factories.published(edition)


def test_el_21_22_75_hidden_rows_change_no_rank_count_order_excerpt_or_spelling(
    client: clients.SiteClient, world: databases.World
) -> None:
    canaries.in_the_open()
    before = answers(client)
    assert b"</mark> metric" in before["/search/?q=open"][1]
    assert before["/search/?q=opne"][1].count(b"These are results for") == 1
    hidden = canaries.hide(timezone.now() + timedelta(days=30))
    hide_more()
    with world.connect("owner") as owner:
        owner.execute("VACUUM ANALYZE")
    assert answers(client) == before
    for canary in canaries.WHOLE:
        mistyped = canary.word[:3] + canary.word[4] + canary.word[3] + canary.word[5:]
        assert search(client, mistyped).instead == ""
    # The same acts in the open are seen, so the comparison looks where it must.
    hidden.take_over(canaries.DRAFT)
    assert answers(client) != before
    word = canaries.DRAFT.word
    mistyped = word[:3] + word[4] + word[3] + word[5:]
    assert search(client, mistyped).instead == word


@pytest.fixture
def renewed(client: clients.SiteClient) -> Topic:
    """An open topic with a summary of its own, of which a correction in force has renewed words."""
    topic = factories.topic(name="Bicycles", summary="Stolen penny-farthings.")
    edition = factories.edition(title="Wheels")
    edition.release.topics.add(topic)
    factories.archived(edition)
    return topic


def test_renewed_words_are_found_from_their_instant_on_and_the_old_ones_no_more(
    client: clients.SiteClient, renewed: Topic
) -> None:
    assert search(client, "farthings").titles == [("Topic", "Bicycles")]
    later = factories.edition(title="Later")
    Wording.objects.create(
        edition=later, release=later.release, table="releases_topic", row=renewed.pk,
        field="summary", instead_of=renewed.summary, words="Stolen velocipedes.",
        written_by="writer",
    )  # fmt: skip
    assert search(client, "velocipedes").titles == []
    assert search(client, "farthings").titles == [("Topic", "Bicycles")]
    factories.archived(later)
    found = search(client, "velocipedes")
    assert found.titles == [("Topic", "Bicycles")]
    assert found.marks == ["velocipedes"]
    assert search(client, "farthings").titles == []


def test_edits_and_corrections_are_found_as_they_read(client: clients.SiteClient) -> None:
    """Before they are public nothing is; then the words in force, and no others."""
    edition = factories.edition(title="Aardvarks", summary="A summary.")
    speaker = factories.Speaker.objects.create(slug="kim", name="Kim Oldname")
    factories.quotation(edition, speaker=speaker, words="We love ant-eaters")
    Edition.objects.filter(pk=edition.pk).update(title="Wombats")
    factories.source_text(edition, "In the text are numbats.")
    assert search(client, "wombats or numbats").titles == []
    edition.refresh_from_db()
    factories.archived(edition)
    assert search(client, "wombats").titles == [("Release", "Wombats")]
    assert search(client, "aardvarks").titles == []
    assert "numbats" in search(client, "numbats").marks
    assert search(client, "who said ants").titles[0] == ("Quotation", "Kim Oldname")
    speaker.refresh_from_db()
    speaker.name = "Kim Newname"
    speaker.save()
    assert {kind for kind, _ in search(client, "newname").titles} == {"Quotation", "Person"}
    assert search(client, "oldname").titles == []
    publishing.withdraw(edition.release, by="chief", reason="Wrong animal.")
    assert search(client, "wombats or numbats or newname or ants").titles == []


def test_marks_are_elements_and_texts_are_not(client: clients.SiteClient) -> None:
    title = '<script>alert("okapi")</script> & <b onclick=x>okapis</b>'
    edition = factories.edition(title=title, summary="<mark>no</mark> \ue000okapi\ue001 <i>")
    factories.archived(edition)
    found = search(client, "okapi")
    assert found.titles == [("Release", title)]
    assert set(found.marks) == {"okapi", "okapis"}
    assert "<script>alert" not in found.html
    assert "&lt;b onclick=x&gt;" in found.html
    assert "<mark>no" not in found.html
    asked = search(client, '"><script>x</script>okapi')
    assert "<script>x" not in asked.html
    assert b"<script>" not in client.get("/search.atom?q=okapi").content


def test_it_says_where_it_stops_looking(
    client: clients.SiteClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "operations.search.finding.MOST", {"release": 3, "quotation": 3, "figure": 3}
    )
    monkeypatch.setattr("operations.search.facets.MOST", {"release": 3, "figure": 3})
    metric = factories.metric(name="Llamas", counted="llamas")
    for day in range(1, 6):
        edition = factories.edition(
            title=f"Llamas {day}", issued_earliest=f"2020-01-0{day}",
            issued_latest=f"2020-01-0{day}",
        )  # fmt: skip
        factories.observation(
            edition, f"{day} llamas", metric=metric, value=day, period_kind="day",
            period_start=f"2020-01-0{day}", period_end=f"2020-01-0{day}",
        )  # fmt: skip
        factories.archived(edition)
    found = search(client, "llamas", kind="release")
    assert found.count == "More than 3 results"
    assert found.facets["Kind"]["Releases"] == "more than 3"
    assert found.facets["Kind"]["Figures"] == "more than 3"
    assert "Llamas 1" not in [title for _, title in found.titles]
    figures = search(client, "llamas", kind="figure")
    assert [title.split()[0] for _, title in figures.titles][:3] == ["5", "4", "3"]
    assert search(client, "llamas", since="2021").titles == []
