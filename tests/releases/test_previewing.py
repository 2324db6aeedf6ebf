"""The site as it will be: the same code as publishing, and nothing of it stays."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, connections, transaction
from django.utils import timezone

from operations.models import Metric, Observation
from releases import publishing
from releases.models import Edition, Quotation
from releases.previewing import drafts_due, preview, preview_address
from releases.publishing.dating import date_with_all_it_needs
from tests import factories
from tests.harness import clients, databases
from tests.releases.test_row_security import a_whole_release


@pytest.fixture
def embargo() -> datetime:
    return timezone.now().replace(microsecond=0) + timedelta(days=3)


@pytest.fixture
def draft(world: databases.World, embargo: datetime) -> Edition:
    return a_whole_release("heron", embargo_until=embargo)


def state_of_the_database() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (Edition, Observation, Metric)]


class TestWhatItShows:
    def test_a_draft_counts_as_approved_at_its_embargo_and_not_before(
        self, draft: Edition, embargo: datetime
    ) -> None:
        with preview(embargo, drafts_due(embargo)) as shown:
            assert shown.drafts == [draft]
            for model in (Edition, Observation, Quotation, Metric):
                assert model.objects.public(embargo).count() == 1
                assert not model.objects.public(embargo - timedelta(microseconds=1)).exists()
        assert not drafts_due(embargo - timedelta(seconds=1)).exists()

    def test_a_correction_takes_the_place_of_what_is_public(
        self, world: databases.World, embargo: datetime
    ) -> None:
        first = factories.archived(factories.edition(title="Before"))
        publishing.correct(first.release, by="writer", reason="A slip.")
        with preview(embargo, drafts_due(embargo)):
            shown = Edition.objects.public(embargo).get(release=first.release)
            assert shown.number == 2
        assert Edition.objects.public(timezone.now()).get(release=first.release) == first

    def test_what_is_held_or_withdrawn_is_left_out(self, draft: Edition, embargo: datetime) -> None:
        publishing.submit(draft, by="submitter")
        publishing.hold(draft, by="approver", reason="A name must go.")
        assert not drafts_due(embargo).exists()

    def test_functions_of_the_database_answer_for_the_same_moment(
        self, draft: Edition, embargo: datetime
    ) -> None:
        with preview(embargo, drafts_due(embargo)), connection.cursor() as cursor:
            cursor.execute("SELECT visible_at()")
            assert cursor.fetchone() == (embargo,)
            cursor.execute(
                "SELECT count(*) FROM figure_versions(%s, false)",
                [[Observation.objects.get().figure_id]],
            )
            assert cursor.fetchone() == (1,)


class TestNothingStays:
    def test_every_row_is_as_it_was(self, draft: Edition, embargo: datetime) -> None:
        before = state_of_the_database()
        with preview(embargo, drafts_due(embargo)):
            assert state_of_the_database() != before
        assert state_of_the_database() == before

    def test_an_error_inside_leaves_nothing_either(self, draft: Edition, embargo: datetime) -> None:
        before = state_of_the_database()
        with pytest.raises(ZeroDivisionError), preview(embargo, drafts_due(embargo)):
            _ = 1 / 0
        assert state_of_the_database() == before

    def test_the_database_refuses_to_keep_one(self, draft: Edition, embargo: datetime) -> None:
        """What a slip in the code above would do."""
        with pytest.raises(IntegrityError, match="preview can't be kept"), transaction.atomic():  # noqa: PT012
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('site.preview', 'on', true)")
            Edition.objects.update(approved_by="a", approved_at=timezone.now(), approved_alone=True)
            date_with_all_it_needs(Edition.objects.get(), embargo)
        assert Edition.objects.get().published_from is None

    def test_el_53_the_public_login_can_look_ahead_by_no_setting(
        self, draft: Edition, embargo: datetime, public_connection: Any
    ) -> None:
        assert factories.approved(draft) == embargo
        with public_connection.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute(
                "SELECT set_config('site.preview', 'on', true), "
                "set_config('site.as_at', '2999-01-01', true)"
            )
            cursor.execute("SELECT visible_at() <= now(), count(*) FROM releases_edition")
            assert cursor.fetchone() == (True, 0)
            cursor.execute("ROLLBACK")


@pytest.fixture
def outsider(world: databases.World) -> clients.SiteClient:
    return clients.SiteClient(clients.STAFF, connections["default"])


class TestTheAddress:
    def test_shows_the_public_pages_of_that_moment_and_leads_on_inside(
        self, draft: Edition, embargo: datetime, staff_client: clients.SiteClient
    ) -> None:
        page = staff_client.get(preview_address(embargo, "all", "/releases/"))
        assert page.status_code == 200
        text = page.content.decode()
        assert draft.title in text
        inside = preview_address(embargo, "all", draft.release.get_absolute_url())
        assert f'href="{inside}"' in text
        assert staff_client.get(inside).status_code == 200
        assert staff_client.get(draft.release.get_absolute_url()).status_code == 404

    def test_what_is_copied_there_names_the_public_site(
        self, draft: Edition, embargo: datetime, staff_client: clients.SiteClient
    ) -> None:
        path = draft.release.get_absolute_url()
        text = staff_client.get(preview_address(embargo, "all", path)).content.decode()
        assert f"{settings.SITE_ORIGIN}{path}?as_at=" in text
        cited = text[text.index('id="citation"') :]
        assert f"{settings.SITE_ORIGIN}/preview/" not in cited

    def test_el_43_46_73_is_kept_by_nobody_and_told_to_nobody(
        self, draft: Edition, embargo: datetime, staff_client: clients.SiteClient
    ) -> None:
        page = staff_client.get(preview_address(embargo))
        assert page["Cache-Control"] == "private, no-store"
        assert page["Referrer-Policy"] == "no-referrer"
        assert page["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        # The same answer afterwards: nothing of the preview is left on the connection.
        assert draft.title not in staff_client.get("/releases/").content.decode()

    def test_says_across_the_page_what_it_is(
        self, draft: Edition, embargo: datetime, staff_client: clients.SiteClient
    ) -> None:
        text = staff_client.get(preview_address(embargo)).content.decode()
        assert "Preview: the site as it will be on" in text
        assert draft.title in text

    def test_el_64_65_everybody_else_is_sent_to_log_in_whatever_the_address(
        self, draft: Edition, embargo: datetime, outsider: clients.SiteClient
    ) -> None:
        addresses = [preview_address(embargo), "/preview/nonsense/", preview_address(embargo, "77")]
        answers = [outsider.get(address) for address in addresses]
        assert {(a.status_code, a["Location"]) for a in answers} == {
            (302, "/admin/login/?next=/preview/")
        }

    def test_staff_without_the_right_see_what_never_existed(
        self, draft: Edition, embargo: datetime, outsider: clients.SiteClient
    ) -> None:
        outsider.force_login(get_user_model()._default_manager.create_user("new", is_staff=True))
        never = outsider.get("/nothing-here/")
        page = outsider.get(preview_address(embargo))
        assert (page.status_code, page.content) == (404, never.content)

    @pytest.mark.parametrize(
        "address",
        [
            "/preview/", "/preview/2099-02-30T00:00:00Z/all/", "/preview/tomorrow/all/",
            "/preview/2099-01-01T00:00:00Z/most/", "/preview/2099-01-01T00:00:00Z/99/",
            "/preview/2099-01-01T00:00:00Z/all/admin/", "/preview/2099-01-01T00:00:00Z/all",
        ],
    )  # fmt: skip
    def test_nonsense_is_a_404(
        self, world: databases.World, staff_client: clients.SiteClient, address: str
    ) -> None:
        assert staff_client.get(address).status_code in (404, 301)

    def test_nothing_is_written_there(
        self, draft: Edition, embargo: datetime, staff_client: clients.SiteClient
    ) -> None:
        assert staff_client.post(preview_address(embargo)).status_code == 405
