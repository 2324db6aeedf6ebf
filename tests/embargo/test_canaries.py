"""A sweep of every public address, before an embargo and one second after it.

Real processes, a real clock, committed rows. What is found nowhere after the embargo proves
nothing of before, so each address that should tell of the release must do so then.
"""

import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.utils import timezone

from npcc_site import urls_public
from operations.models import Metric, Observation
from releases import publishing
from tests import factories
from tests.embargo.sweep import CONTRADICTED, SWEEP, WORD, routes
from tests.harness import databases, servers
from tests.releases.test_row_security import a_whole_release

# The figure as pages, data and pictures may write it.
NUMBERS = ("7340033", "7,340,033", "7.34 million")
SECONDS_AHEAD = 20
# A figure in the open, and what it says: the hidden release states another number for the same.
THE_SAME: dict[str, Any] = {
    "period_kind": "year",
    "period_start": date(2003, 1, 1),
    "period_end": date(2003, 12, 31),
}

LIFETIME = "public, max-age=2, s-maxage=2, must-revalidate"
FIXED = (
    "/nothing-here/",
    "/releases/?as_at=nonsense",
    "/admin/",
    "/static/",
    "/releases/never-existed/",
)


def test_every_route_is_in_the_sweep() -> None:
    """A new address without an entry above fails here."""
    assert set(routes(urls_public.urlpatterns)) == set(SWEEP)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: str

    def tells(self) -> list[str]:
        """The marks of the hidden release in the answer, but for those the address itself holds."""
        everything = self.body.lower() + repr(self.headers).lower()
        return [mark for mark in (WORD, *NUMBERS) if mark in everything]


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_opener = urllib.request.build_opener(_NoRedirect)


def ask(origin: str, address: str, method: str = "GET") -> Answer:
    request = urllib.request.Request(origin + address, method=method)  # noqa: S310
    try:
        response = _opener.open(request, timeout=10)
    except urllib.error.HTTPError as error:
        response = error
    with response:
        body = response.read().decode("utf-8", "replace")
        headers = {name: value for name, value in response.headers.items() if name != "Date"}
    return Answer(response.status, headers, body)


def without_own_address(answer: Answer, address: str) -> Answer:
    """The answer less what only echoes the address asked (a filter's box, a canonical link)."""
    body = answer.body
    for echo in {address, quote(address), address.split("?")[0]}:
        if len(echo) > 1:
            body = body.replace(echo, "")
    value = address.split("=")[-1] if "?" in address else ""
    if value:
        body = body.replace(f'value="{value}"', "")
    headers = {k: v for k, v in answer.headers.items() if k != "Location"}
    return Answer(answer.status, headers, body)


@dataclass
class Swept:
    before: dict[str, Answer]
    after: dict[str, Answer]
    empty: dict[str, Answer]
    expected: dict[str, bool]


@pytest.fixture(scope="module")
def swept(
    cluster: databases.Databases, blank: databases.World, django_db_blocker: Any
) -> Iterator[Swept]:
    """Every address asked thrice: without the hidden release, before its embargo, and after."""
    made = cluster.make("leaks", template=blank.database)
    with django_db_blocker.unblock(), databases.pointed_at(made), servers.running(made) as sites:
        in_the_open()
        addresses = {a: must for entries in SWEEP.values() for a, must in entries.items()}
        addresses |= dict.fromkeys(FIXED, False)
        figure_id = "bcdfghjkmnpq"
        expected = {a.replace("{id}", figure_id): must for a, must in addresses.items()}
        expected |= {f"/people/{WORD}-speaker/": True, "/people/": True}
        # Warm: the first answer of a process differs in time, never in words.
        ask(sites.public, "/")
        empty = {address: ask(sites.public, address) for address in expected}
        embargo = timezone.now() + timedelta(seconds=SECONDS_AHEAD)
        hide(embargo, figure_id)
        before = {address: ask(sites.public, address) for address in expected}
        looked = timezone.now()
        assert looked < embargo, "The sweep took longer than the embargo: make it longer."
        time.sleep((embargo - timezone.now()).total_seconds() + 1)
        after = {address: ask(sites.public, address) for address in expected}
        yield Swept(before, after, empty, expected)
    cluster.drop(made)


def in_the_open() -> None:
    topic = factories.topic(slug="open-topic", name="Open topic")
    release = factories.release(slug="in-the-open")
    release.topics.add(topic)
    edition = factories.edition(release=release, title="In the open")
    metric = factories.metric(slug="open-metric", name="Open metric")
    metric.topics.add(topic)
    factories.observation(edition, "seven arrests", metric=metric)
    factories.observation(
        edition, "eight arrests", metric=metric, value=8, figure_id=CONTRADICTED, **THE_SAME
    )
    factories.chart([metric], slug="open-chart", release=release, topic=topic)
    factories.archived(edition)


def hide(embargo: Any, figure_id: str) -> None:
    """A whole release that goes public at ``embargo``, tied to open things as well."""
    edition = a_whole_release(WORD, embargo_until=embargo)
    speaker = edition.quotations.get().speaker
    speaker.slug, speaker.name = f"{WORD}-speaker", f"{WORD} speaker"
    speaker.save()
    Observation.objects.filter(edition=edition).update(figure_id=figure_id)
    factories.observation(
        edition, f"7340033 {WORD}", metric=Metric.objects.get(slug="open-metric"), value=7340033,
        **THE_SAME,
    )  # fmt: skip
    claim = edition.claims.get()
    claim.figure_ids = [figure_id]
    claim.save()
    publishing.publish(edition, by="approver")
    # A draft that nobody has scheduled, beside it.
    factories.observation(factories.edition(title=f"{WORD} draft"), f"{WORD} draft words")


def test_nothing_tells_of_it_before_its_embargo(swept: Swept) -> None:
    told = {
        address: without_own_address(answer, address).tells()
        for address, answer in swept.before.items()
    }
    assert {address: marks for address, marks in told.items() if marks} == {}


def test_each_address_tells_of_it_one_second_after(swept: Swept) -> None:
    """Without this the test above could pass on a sweep that finds nothing anywhere."""
    silent = [
        address
        for address, must in swept.expected.items()
        if must
        and not without_own_address(swept.after[address], address).tells()
        and swept.after[address].status != 301
    ]
    assert silent == []


def test_before_its_embargo_every_answer_is_as_if_it_did_not_exist(swept: Swept) -> None:
    """EL-02, EL-11, EL-17, EL-41, EL-42: status, headers and bytes are those of a site without."""
    differing = [
        address for address in swept.expected if swept.before[address] != swept.empty[address]
    ]
    assert differing == []


def test_a_figure_that_contradicts_an_open_one_is_said_there_only_after_it_is_public(
    swept: Swept,
) -> None:
    for address in (f"/figures/{CONTRADICTED}/", "/metrics/open-metric/"):
        assert "In conflict" not in swept.before[address].body
        assert "In conflict" in swept.after[address].body


def test_a_hidden_address_is_the_404_of_one_that_never_existed(swept: Swept) -> None:
    never = swept.before["/releases/never-existed/"]
    assert never.status == 404
    for address in (
        f"/releases/{WORD}-release/", f"/topics/{WORD}-topic/", f"/operations/{WORD}-operation/",
        f"/metrics/{WORD}-metric/", f"/charts/{WORD}-chart/", f"/charts/{WORD}-chart/embed/",
        f"/organisations/{WORD}-force/", f"/people/{WORD}-speaker/", "/figures/bcdfghjkmnpq/",
        "/nothing-here/",
    ):  # fmt: skip
        hidden = swept.before[address]
        assert (hidden.status, hidden.body) == (never.status, never.body), address
        kept = ("Cache-Control", "Content-Length", "Content-Type", "Vary", "ETag")
        assert [hidden.headers.get(k) for k in kept] == [never.headers.get(k) for k in kept]


def test_no_lifetime_is_computed_from_an_embargo(swept: Swept) -> None:
    """EL-42: one constant for every answer of the public site, its errors included."""
    answers = [*swept.before.items(), *swept.after.items()]
    other = {
        address: answer.headers.get("Cache-Control")
        for address, answer in answers
        if answer.headers.get("Cache-Control") != LIFETIME
    }
    assert set(other) == {"/healthz"}


def test_the_public_site_has_no_admin_and_sets_no_cookie(swept: Swept) -> None:
    assert swept.after["/admin/"].status == 404
    assert not [a for a, answer in swept.after.items() if "Set-Cookie" in answer.headers]


def test_other_methods_tell_no_more(world_sites: servers.Sites, world: databases.World) -> None:
    """EL-49: HEAD is GET without a body; nothing else reads or writes."""
    factories.published(a_whole_release(WORD, embargo_until=timezone.now() + timedelta(hours=1)))
    hidden, never = f"/releases/{WORD}-release/", "/releases/never-existed/"
    for method in ("HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH"):
        one, two = (ask(world_sites.public, a, method) for a in (hidden, never))
        assert one == two, method
        assert one.tells() == []


def test_a_withdrawn_release_answers_410_with_its_reason_and_nothing_else_tells_of_it(
    world_sites: servers.Sites, world: databases.World
) -> None:
    edition = factories.archived(a_whole_release(WORD))
    address = f"/releases/{WORD}-release/"
    assert ask(world_sites.public, address).status == 200
    publishing.withdraw(edition.release, by="approver", reason="A court has asked for it.")
    gone = ask(world_sites.public, address)
    assert gone.status == 410
    assert "A court has asked for it." in gone.body
    figure_id = Observation.objects.get().figure_id
    assert ask(world_sites.public, f"/figures/{figure_id}/").status == 404
    past = timezone.now() - timedelta(hours=2)
    for page in (
        "/",
        "/releases/",
        f"/releases/?as_at={past:%Y-%m-%dT%H:%MZ}",
        f"/releases/?q={WORD}",
    ):
        told = without_own_address(ask(world_sites.public, page), page).tells()
        assert told == [], page
