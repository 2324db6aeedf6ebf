"""Who did what when: every change of every curated row is recorded, and nobody can edit it."""

from contextlib import closing
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, connections, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from psycopg.errors import InsufficientPrivilege

from npcc_site.staff_acts import StaffActs
from operations.models import ChartLine, Evidence, Observation
from releases.acting import acting
from releases.models import Change, Topic
from releases.published import Published
from tests import factories
from tests.releases.test_row_security import a_whole_release

pytestmark = pytest.mark.django_db


def changes_of(row: Any) -> list[Change]:
    """The changes of one row, in order."""
    found = Change.objects.filter(table=row._meta.db_table, row=row.pk)
    return list(found.order_by("pk"))


def curated_tables() -> set[str]:
    published = Published.concrete()
    links = {
        field.remote_field.through._meta.db_table
        for model in published
        for field in model._meta.local_many_to_many
    }
    return {model._meta.db_table for model in published} | links | {ChartLine._meta.db_table}


def test_every_curated_table_is_recorded() -> None:
    """A model that is added later must say so in its migration (``RecordChanges``)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, count(*) FROM pg_trigger "
            "WHERE tgfoid = 'record_changes'::regproc AND tgenabled <> 'D' GROUP BY 1"
        )
        recorded = dict(cursor.fetchall())
    assert {table for table, triggers in recorded.items() if triggers == 3} >= curated_tables()


def test_a_row_of_every_table_is_recorded_as_added() -> None:
    a_whole_release("heron")
    added = set(Change.objects.filter(verb="insert").values_list("table", flat=True))
    with connection.cursor() as cursor:
        for table in curated_tables() - added:
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,), table
    assert len(added) > 20, "There is hardly a row in any table, so this shows nothing."


class TestOneRow:
    def test_added_changed_and_removed_with_before_and_after(self) -> None:
        topic = factories.topic(name="Protest")
        topic.name = "Protests"
        topic.save()
        pk = topic.pk
        topic.delete()
        topic.pk = pk
        added, changed, removed = changes_of(topic)
        assert (added.verb, added.before, added.after) == ("insert", None, None)
        assert (changed.before["name"], changed.after["name"]) == ("Protest", "Protests")
        assert (removed.before["name"], removed.after) == ("Protests", None)

    def test_a_save_that_changes_nothing_leaves_no_trace(self) -> None:
        topic = factories.topic()
        topic.save()
        assert [change.verb for change in changes_of(topic)] == ["insert"]

    def test_a_rolled_back_change_leaves_no_trace(self) -> None:
        topic = factories.topic()
        with transaction.atomic():
            Topic.objects.filter(pk=topic.pk).update(name="Other")
            transaction.set_rollback(True)
        assert [change.verb for change in changes_of(topic)] == ["insert"]

    def test_a_row_with_a_new_id_is_one_gone_and_one_come(self) -> None:
        topic = factories.topic()
        Topic.objects.filter(pk=topic.pk).update(id=topic.pk + 1000)
        assert [change.verb for change in changes_of(topic)] == ["insert", "delete"]
        assert [change.verb for change in changes_of(Topic(pk=topic.pk + 1000))] == ["insert"]


def test_queryset_update_and_raw_sql_are_recorded_row_by_row() -> None:
    first, second = factories.topic(name="A"), factories.topic(name="B")
    Topic.objects.update(position=7)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE releases_topic SET name = name || '!'")
    for topic in (first, second):
        _, positioned, named = changes_of(topic)
        assert positioned.after["position"] == 7
        assert named.after["name"] == f"{topic.name}!"


def test_parts_are_found_through_the_row_that_they_are_part_of() -> None:
    edition = factories.edition()
    figure = factories.observation(edition)
    evidence = figure.evidence.get()
    edition.release.topics.add(factories.topic())
    assert changes_of(figure)[0].part_of_table == "releases_edition"
    assert changes_of(figure)[0].part_of_row == edition.pk
    assert changes_of(evidence)[0].part_of_row == figure.pk
    link = Change.objects.get(table="releases_release_topics")
    assert (link.part_of_table, link.part_of_row) == ("releases_release", edition.release_id)
    Observation.objects.all().delete()
    gone = Change.objects.filter(verb="delete").values_list("table", "part_of_row")
    assert set(gone) == {
        ("operations_evidence", figure.pk),
        ("operations_observation", edition.pk),
    }
    assert not Evidence.objects.exists()


class TestWho:
    def test_the_person_acting(self) -> None:
        with acting("alex.example"):
            topic = factories.topic()
        assert changes_of(topic)[0].by == "alex.example"

    def test_without_a_person_the_login_is_named(self) -> None:
        topic = factories.topic()
        assert changes_of(topic)[0].by.startswith("database login npcc_staff_")

    def test_el_71_a_name_ends_with_its_request_even_after_a_failure(self) -> None:
        """Requests on one kept connection: an aborted one leaves its name to nobody."""
        taken = factories.topic().slug
        with pytest.raises(IntegrityError), acting("alex.example"), transaction.atomic():
            factories.topic(slug=taken)
        nobody = factories.topic()
        with acting("kim.example"):
            other = factories.topic()
        assert changes_of(nobody)[0].by.startswith("database login")
        assert changes_of(other)[0].by == "kim.example"

    def test_inner_person_gives_way_to_the_outer_one_again(self) -> None:
        with acting("command load_content"):
            with acting("alex.example"):
                inner = factories.topic()
            outer = factories.topic()
        assert changes_of(inner)[0].by == "alex.example"
        assert changes_of(outer)[0].by == "command load_content"

    def test_el_71_a_connection_made_anew_in_the_middle_knows_the_name_too(self) -> None:
        asked = "SELECT coalesce(current_setting('site.user', true), '')"
        for name in ("alex.example", ""):
            with (
                acting(name),
                closing(connections.create_connection("default")) as fresh,
                fresh.cursor() as cursor,
            ):
                cursor.execute(asked)
                assert cursor.fetchone() == (name,)

    @pytest.mark.parametrize("name", ["alex.example", ""])
    def test_staff_request_is_its_persons(self, name: str) -> None:
        request: Any = RequestFactory().post("/")
        request.user = type("Person", (), {"get_username": lambda self: name})()

        def answer(_request: HttpRequest) -> HttpResponse:
            return HttpResponse(str(factories.topic().pk))

        pk = int(StaffActs(answer)(request).content)
        by = changes_of(Topic(pk=pk))[0].by
        assert by == name if name else by.startswith("database login")


class TestNobodyEdits:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE releases_change SET by = 'somebody else'",
            "DELETE FROM releases_change",
            "TRUNCATE releases_change",
            'INSERT INTO releases_change ("table", "row", verb, "by", "at") '
            "VALUES ('releases_topic', 1, 'update', 'x', now())",
            "ALTER TABLE releases_topic DISABLE TRIGGER record_update",
            "DROP TRIGGER record_update ON releases_topic",
            "DROP FUNCTION record_changes() CASCADE",
        ],
    )
    def test_staff_login(self, statement: str) -> None:
        factories.topic()
        with (
            pytest.raises(ProgrammingError) as refused,
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
        assert isinstance(refused.value.__cause__, InsufficientPrivilege)

    def test_staff_login_can_put_the_recorder_on_no_table_of_its_own(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT has_function_privilege('record_changes()', 'EXECUTE')")
            assert cursor.fetchone() == (False,)

    @pytest.mark.django_db(databases=["default", "owner"])
    @pytest.mark.parametrize(
        "statement",
        ["UPDATE releases_change SET by = 'x'", "DELETE FROM releases_change",
         "TRUNCATE releases_change"],
    )  # fmt: skip
    def test_not_even_the_owner(self, statement: str) -> None:
        with (
            pytest.raises(IntegrityError, match="stays as it is"),
            transaction.atomic(using="owner"),
            connections["owner"].cursor() as cursor,
        ):
            cursor.execute(statement)
