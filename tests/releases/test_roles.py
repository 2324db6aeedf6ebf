"""Role × every address of the admin, read from the URLconf: what is not one's own tells nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from operations.intake.taking_in import take_in_whole
from operations.models import FigureImport
from releases import publishing
from releases.early_access import give_access
from releases.models import Announcement, Rehearsal
from tests import factories

pytestmark = pytest.mark.django_db

MISSING = 987_654_321
# What every member of staff may ask for, since it is about themselves or about nothing.
EVERYBODYS = re.compile(r"admin/(login|logout|password_change(/done)?|jsi18n|autocomplete)?/?")


@dataclass(frozen=True)
class Address:
    """A route and its two addresses: of something that exists, and of something that does not."""

    route: str
    there: str
    missing: str

    @property
    def app(self) -> str:
        return self.there.split("/")[2]


def patterns(of: Any, before: str = "") -> Iterator[str]:
    for pattern in of:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from patterns(pattern.url_patterns, route)
        else:
            yield route


def addresses(rows: dict[str, Any]) -> list[Address]:
    """All of them; a route with a parameter that no row answers fails, so none is forgotten."""
    found = []
    for route in patterns(get_resolver("npcc_site.urls_staff").url_patterns):
        if not route.startswith("admin/") or EVERYBODYS.fullmatch(route) or "(?P" in route:
            continue
        there, missing = f"/{route}", f"/{route}"
        for parameter in re.findall(r"<[^>]+>", route):
            there = there.replace(parameter, str(_key_for(route, parameter, rows)), 1)
            missing = missing.replace(parameter, str(MISSING), 1)
        found.append(Address(route, there, missing))
    return found


def _key_for(route: str, parameter: str, rows: dict[str, Any]) -> int:
    name = parameter.strip("<>").split(":")[-1]
    model = route.split("/")[2]
    if name == "content_type_id":
        return ContentType.objects.get_for_model(rows["edition"]).pk
    if route.startswith("admin/r/"):
        return rows["edition"].pk
    if name.endswith("_id") and name != "object_id":
        return rows[name.removesuffix("_id")].pk
    if model == "intake" and name == "pk":
        return rows["candidate" if "candidates" in route else "spoken"].pk
    return rows[model].pk


@pytest.fixture
def rows(db: None) -> dict[str, Any]:
    """One row of every model in the admin, under its name; what can be hidden is."""
    edition = factories.edition(embargo_until=timezone.now() + timedelta(days=1))
    topic, category, phase = factories.topic(), factories.category(), factories.phase()
    edition.release.topics.add(topic)
    metric = factories.metric(dimension=category.dimension)
    observation = factories.observation(
        edition, metric=metric, category=category, operation=phase.operation, phase=phase,
        organisation=factories.organisation(),
    )  # fmt: skip
    quotation = factories.quotation(edition)
    factories.published(edition)
    withdrawn = factories.archived(factories.edition())
    access, _ = give_access(
        edition, by="chief", reader="Alex Example", organisation="Exampleshire News",
        justification="Reports on it.",
    )  # fmt: skip
    intake = take_in_whole(
        "Police arrested 12 people.\n\nAlex Example, Chief Constable, said: “We will go on.”",
        by="clare", today=timezone.localdate(), header={"title": "Twelve arrests"},
    )  # fmt: skip
    made: dict[str, Any] = {
        "edition": edition, "release": edition.release, "publisher": edition.release.publisher,
        "topic": topic, "speaker": quotation.speaker, "observation": observation, "phase": phase,
        "operation": phase.operation, "organisation": observation.organisation, "metric": metric,
        "dimension": category.dimension, "category": category, "chart": factories.chart([metric]),
        "act": edition.acts.first(), "withdrawal": publishing.withdraw(
            withdrawn.release, by="chief", reason="It named a suspect."),
        "earlyaccess": access, "group": Group.objects.first(),
        "user": User.objects.create_user("somebody"), "intake": intake,
        "candidate": intake.candidates.first(), "spoken": intake.quotations.first(),
        "announcement": Announcement.objects.create(publisher=edition.release.publisher),
        "figureimport": FigureImport.objects.create(file_name="figures.csv", started_by="clare"),
        "rehearsal": Rehearsal.objects.create(
            edition=edition, moment=timezone.now(), fingerprint="0", made_by="clare",
            made_at=timezone.now()),
    }  # fmt: skip
    made["id"] = made["user"]
    for model in admin.site._registry:
        made.setdefault(model._meta.model_name or "", model._default_manager.first())
    assert not [name for name, row in made.items() if row is None], "Make a row of each."
    return made


def somebody(*groups: str) -> Client:
    user = User.objects.create_user("alex", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def told_apart(client: Client, those: list[Address], *, post: bool = True) -> str:
    """Addresses whose answer says whether the thing exists, or is no refusal: a line each."""
    found = []
    for one in those:
        there, missing = client.get(one.there), client.get(one.missing)
        if one.route.endswith("/<path:object_id>/") and there.status_code == 302:
            continue  # it adds “change/” to whatever is asked for
        responses = [there, missing, *([client.post(one.there)] if post else [])]
        answers = [(response.status_code, response.content) for response in responses]
        if there.status_code not in (403, 404) or len(set(answers)) > 1:
            found.append(f"{one.route}: {', '.join(str(status) for status, _ in answers)}")
    return "\n".join(found)


def test_el_64_staff_without_rights_learn_nothing(rows: dict[str, Any]) -> None:
    assert told_apart(somebody(), addresses(rows)) == ""


def test_el_64_an_administrator_of_accounts_learns_nothing_of_releases(
    rows: dict[str, Any],
) -> None:
    client = somebody("Administrator")
    others = [one for one in addresses(rows) if one.app != "auth"]
    assert len(others) > 100
    assert told_apart(client, others, post=False) == ""
    for name in ("user", "group"):
        page = reverse(f"admin:auth_{name}_change", args=[rows[name].pk])
        assert client.get(page).status_code == 200


@pytest.mark.parametrize("group", ["Curator", "Approver"])
def test_el_64_whoever_writes_or_approves_touches_no_account(
    rows: dict[str, Any], group: str
) -> None:
    client = somebody(group)
    accounts = [one for one in addresses(rows) if one.app == "auth"]
    assert len(accounts) > 10
    assert told_apart(client, accounts) == ""
    for name in ("edition", "observation", "topic", "chart", "metric"):
        label = rows[name]._meta.app_label
        page = reverse(f"admin:{label}_{name}_change", args=[rows[name].pk])
        assert client.get(page).status_code == 200


def test_el_65_without_an_account_every_address_is_one_redirect(rows: dict[str, Any]) -> None:
    client = Client()
    for one in addresses(rows):
        for address in (one.there, one.missing):
            for response in (client.get(address), client.post(address)):
                assert (response.status_code, response.content) == (302, b"")
                assert response.url == f"/admin/login/?next={address}"


def test_an_administrator_makes_nobody_a_superuser(rows: dict[str, Any]) -> None:
    client = somebody("Administrator")
    chief = User.objects.create_superuser("chief")
    page = reverse("admin:auth_user_change", args=[rows["user"].pk])
    shown = client.get(page).content.decode()
    assert 'name="groups"' in shown
    assert 'name="is_superuser"' not in shown
    assert 'name="user_permissions"' not in shown
    form = {"username": "somebody", "is_superuser": "on", "is_active": "on", "is_staff": "on"}
    client.post(page, {**form, "date_joined_0": "01/01/2024", "date_joined_1": "00:00"})
    somebody_now = User.objects.get(username="somebody")
    assert somebody_now.is_staff
    assert not somebody_now.is_superuser
    for name in ("auth_user_change", "auth_user_password_change", "auth_user_delete"):
        response = client.post(reverse(f"admin:{name}", args=[chief.pk]), {"post": "yes"})
        assert response.status_code == 403
