"""What is wrong is told as problem details, whatever failed and wherever; and who may read it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from npcc_site.api import problems
from tests.api.asking import V1, read
from tests.harness import clients, databases

FIGURES = f"{V1}/observations/"


def told(response: Any, kind: problems.Kind) -> Any:
    """The body of a problem of that kind; every site's scripts may read it."""
    assert response.status_code == kind.status, response.content.decode()
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cache-Control"] == "public, max-age=2, s-maxage=2, must-revalidate"
    assert "Set-Cookie" not in response.headers
    body = json.loads(response.content)
    assert body["type"].endswith(f"/api/#{kind.name}")
    assert (body["title"], body["status"]) == (kind.title, kind.status)
    assert body["detail"]
    return body


@pytest.mark.usefixtures("content_world")
class TestOfTheContent:
    def test_an_unknown_parameter_is_named_beside_those_that_there_are(
        self, public_client: clients.SiteClient
    ) -> None:
        body = told(public_client.get(f"{FIGURES}?metrik=arrests"), problems.UNKNOWN_PARAMETER)
        assert body["errors"][0]["parameter"] == "metrik"
        assert {"metric", "as_at", "fields"} <= set(body["allowed"])
        assert body["instance"] == FIGURES

    @pytest.mark.parametrize(
        ("query", "kind", "parameter"),
        [
            ("page_size=1001", problems.WRONG_VALUE, "page_size"),
            ("page_size=0", problems.WRONG_VALUE, "page_size"),
            ("page_size=٣", problems.WRONG_VALUE, "page_size"),
            ("since=soon", problems.WRONG_VALUE, "since"),
            ("qualifier=perhaps", problems.WRONG_VALUE, "qualifier"),
            ("metric=", problems.WRONG_VALUE, "metric"),
            ("metric=nothing-is-called-this", problems.WRONG_VALUE, "metric"),
            ("metric=%00", problems.WRONG_VALUE, "metric"),
            ("phase=without-its-operation", problems.WRONG_VALUE, "phase"),
            ("fields=figure_id,published_until", problems.WRONG_VALUE, "fields"),
            ("sort=published_until", problems.WRONG_VALUE, "sort"),
            ("since=2019&since=2020", problems.REPEATED_PARAMETER, "since"),
            ("cursor=bm90aGluZw", problems.WRONG_CURSOR, "cursor"),
            ("cursor=" + "W" * 20_000, problems.WRONG_CURSOR, "cursor"),
            ("cursor=%F0%9F%98%80", problems.WRONG_CURSOR, "cursor"),
        ],
    )
    def test_each_wrong_value_is_a_400_that_names_its_parameter(
        self, query: str, kind: problems.Kind, parameter: str, public_client: clients.SiteClient
    ) -> None:
        body = told(public_client.get(f"{FIGURES}?{query}"), kind)
        assert body["errors"][0]["parameter"] == parameter

    @pytest.mark.parametrize("as_at", ["yesterday", "2999-01-01", "2024-01-01&as_at=2024-01-02"])
    def test_a_moment_that_cant_be_shown(
        self, as_at: str, public_client: clients.SiteClient
    ) -> None:
        told(public_client.get(f"{FIGURES}?as_at={as_at}"), problems.WRONG_MOMENT)

    def test_a_cursor_serves_its_own_list_alone(self, public_client: clients.SiteClient) -> None:
        """Not another order, another filter, or itself with a letter changed."""
        following = read(public_client, f"{FIGURES}?page_size=1")["next"]
        cursor = following.rpartition("cursor=")[2]
        assert read(public_client, f"{FIGURES}?page_size=5&cursor={cursor}")["results"]
        for query in ("sort=period", "qualifier=exact", "as_at=2024-01-01"):
            told(public_client.get(f"{FIGURES}?{query}&cursor={cursor}"), problems.WRONG_CURSOR)
        told(public_client.get(f"{V1}/metrics/?cursor={cursor}"), problems.WRONG_CURSOR)
        for place in range(len(cursor)):
            other = "A" if cursor[place] != "A" else "B"
            changed = cursor[:place] + other + cursor[place + 1 :]
            told(public_client.get(f"{FIGURES}?cursor={changed}"), problems.WRONG_CURSOR)

    def test_el_02_where_nothing_is_one_answer_for_all(
        self, public_client: clients.SiteClient
    ) -> None:
        """Not a byte of it, and no header, hangs on the address."""
        answers = [
            public_client.get(address)
            for address in (f"{V1}/releases/never-existed/", f"{FIGURES}bcdfghjkmnpq/",
                            f"{V1}/editions/never-existed/1/", f"{V1}/phases/never/existed/",
                            f"{V1}/charts/never-existed/")
        ]  # fmt: skip
        assert len({answer.content for answer in answers}) == 1
        assert len({str(answer.headers) for answer in answers}) == 1
        body = told(answers[0], problems.NOT_FOUND)
        assert "instance" not in body
        assert public_client.get("/api/v2/").content == answers[0].content
        missing = public_client.get(f"{V1}/editions/hate-crime-2022-23/3/")
        assert missing.content == answers[0].content

    def test_only_reading_and_only_json(self, public_client: clients.SiteClient) -> None:
        for method in ("post", "put", "patch", "delete", "trace"):
            response = getattr(public_client, method)(FIGURES)
            told(response, problems.METHOD)
            assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
        told(public_client.get(FIGURES, HTTP_ACCEPT="text/csv"), problems.NOT_ACCEPTABLE)
        told(public_client.get(f"{FIGURES}?format=api"), problems.UNKNOWN_PARAMETER)

    def test_what_is_unchanged_is_a_304(self, public_client: clients.SiteClient) -> None:
        for address in (FIGURES, f"{V1}/releases/", f"{V1}/openapi.json"):
            first = public_client.get(address)
            again = public_client.get(address, HTTP_IF_NONE_MATCH=first.headers["ETag"])
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["Access-Control-Allow-Origin"] == "*"
            assert public_client.head(address).headers["ETag"] == first.headers["ETag"]

    def test_a_script_of_any_site_may_read(self, public_client: clients.SiteClient) -> None:
        """A browser asks first; nobody's cookies or passwords are taken."""
        asked = {"HTTP_ORIGIN": "https://elsewhere.example"}
        for address in (FIGURES, f"{V1}/releases/never-existed/"):
            before = public_client.options(address, **asked)
            assert before.status_code == 200
            assert before.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
            assert "If-None-Match" in before.headers["Access-Control-Allow-Headers"]
            assert before.content == b""
        answer = public_client.get(FIGURES, **asked)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Link" in answer.headers["Access-Control-Expose-Headers"]
        assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.fixture
def broken(world: databases.World) -> Iterator[Any]:
    """The owner's connection in a transaction, which is rolled back."""
    with world.connect("owner") as owner:
        yield owner
        owner.rollback()


def test_a_failure_of_ours_tells_nothing_of_it(
    world: databases.World, public_client: clients.SiteClient
) -> None:
    public_client.raise_request_exception = False
    with world.connect("owner") as owner:
        owner.execute("ALTER TABLE releases_publisher RENAME note TO elsewhere")
        owner.commit()
    body = told(public_client.get(f"{V1}/publishers/"), problems.SERVER_ERROR)
    assert "publisher" not in body["detail"]


def test_a_question_that_takes_too_long_is_broken_off(
    broken: Any, public_connection: Any, public_client: clients.SiteClient
) -> None:
    """Another's lock keeps it waiting, as a million rows would."""
    broken.execute("BEGIN; LOCK TABLE operations_observation IN ACCESS EXCLUSIVE MODE")
    with public_connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 300")
    told(public_client.get(FIGURES), problems.TOO_SLOW)


def test_a_database_that_is_away_is_said_to_be(
    public_connection: Any, public_client: clients.SiteClient, world: databases.World
) -> None:
    public_connection.settings_dict = {**public_connection.settings_dict, "PORT": "1"}
    public_connection.close()
    told(public_client.get(FIGURES), problems.UNAVAILABLE)
