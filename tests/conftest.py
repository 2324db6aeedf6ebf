"""Fixtures for every test; what they stand on is in tests/harness.

======================  =========  ==============================================================
fixture                 lives for  what a test gets
======================  =========  ==============================================================
``db``                  a test     Django's usual one: the staff login, in an empty migrated
                                   database, rolled back afterwards
``world``               a test     an empty migrated database of its own; what is committed is
                                   seen by the public login
``content_world``       a module   the same with all of content/ loaded
``public_client``       a test     Django's test client on the public site, as the public login,
                                   in the test's world
``count_queries``       a test     a context manager that lists the queries of ``public_client``
``staff_client``        a test     the same on the staff site, logged in as a superuser
``sites``               a module   both sites as real processes on a ``content_world``
``world_sites``         a test     both sites as real processes on the test's ``world``
``browser``             the run    a Chromium (Playwright)
``new_page``            a test     opens pages with options (size, dark, without JavaScript)
``page``                a test     one page, 1,280 pixels wide
``watch``               a test     requests beyond this machine and script errors of those pages
======================  =========  ==============================================================
"""

import contextlib
import os
import signal
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from npcc_site.local import browser as local_browser
from tests.harness import browsers, clients, databases, network, servers

# Playwright's loop runs in the main thread, where Django would refuse to touch the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

REQUIRED = os.environ.get("CI") == "true"
_unseen: list[str] = []


def pytest_configure(config: pytest.Config) -> None:
    """Cut the network off before any test module is imported, and end tidily when told to."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as after Ctrl-C: fixtures end too
    patch = pytest.MonkeyPatch()
    network.block_network(patch)
    config.add_cleanup(patch.undo)


# --- databases -----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def cluster() -> Iterator[databases.Databases]:
    """The PostgreSQL of this run, with its three logins; left as it was found."""
    with databases.databases() as made:
        yield made


@pytest.fixture(scope="session")
def blank(cluster: databases.Databases, django_db_blocker: Any) -> databases.World:
    """The migrated template that every other database is a copy of."""
    made = cluster.make("blank")
    with django_db_blocker.unblock():
        databases.migrate(made)
    return made


@pytest.fixture(scope="session")
def content(
    cluster: databases.Databases, blank: databases.World, django_db_blocker: Any
) -> databases.World:
    """A template with all of content/ in it, loaded once and only where a test asks for it."""
    made = cluster.make("content", template=blank.database)
    with django_db_blocker.unblock():
        databases.load_content(made)
    return made


@pytest.fixture(scope="session")
def plain(cluster: databases.Databases, blank: databases.World) -> databases.World:
    """The database of tests with `db`; never written to for good."""
    return cluster.make("plain", template=blank.database)


@pytest.fixture(scope="session")
def django_db_setup(plain: databases.World) -> None:
    """In place of pytest-django's: the database is ours, made and migrated by real logins."""
    databases.point_at(plain)


@contextlib.contextmanager
def _world(
    cluster: databases.Databases, template: databases.World, name: str
) -> Iterator[databases.World]:
    made = cluster.make(name, template=template.database)
    try:
        with databases.pointed_at(made):
            yield made
    finally:
        cluster.drop(made)


@pytest.fixture
def world(
    cluster: databases.Databases, blank: databases.World, django_db_blocker: Any
) -> Iterator[databases.World]:
    """An empty database of the test's own; `default` is staff, `owner` and `public` beside it."""
    with django_db_blocker.unblock(), _world(cluster, blank, "world") as made:
        yield made


@pytest.fixture(scope="module")
def content_world(
    cluster: databases.Databases, content: databases.World, django_db_blocker: Any
) -> Iterator[databases.World]:
    """A module's own copy of the content. Its tests share it, so they only read."""
    with django_db_blocker.unblock(), _world(cluster, content, "content_world") as made:
        yield made


@pytest.fixture(autouse=True)
def _right_database(request: pytest.FixtureRequest) -> None:
    """Keep a module's content_world from showing in those of its tests that ask for another."""
    asked = set(request.fixturenames)
    if "world" in asked and "content_world" in asked:
        pytest.fail("A test has one world: ask for `world` or for `content_world`.")
    if {"world", "content_world"} & asked and "db" in asked:
        pytest.fail("`db` is a database of its own: leave it out beside a world.")
    if "content_world" in asked:
        databases.point_at(request.getfixturevalue("content_world"))
    elif "db" in asked:
        databases.point_at(request.getfixturevalue("plain"))


@pytest.fixture(autouse=True)
def _no_commit_of_what_is_rolled_back(request: pytest.FixtureRequest) -> Iterator[None]:
    """Keep the end of a `db` test from asking what a commit would say of moments gone by meanwhile.

    A machine that is slow for three seconds would fail whatever published at once. What a commit
    refuses is tried with a `world`.
    """
    marked = request.node.get_closest_marker("django_db") is not None
    if not marked and "db" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("db")
    yield
    if connections["default"].in_atomic_block:
        connections["default"].set_rollback(True)


# --- a site in this process -----------------------------------------------------------------------


@pytest.fixture
def public_connection(request: pytest.FixtureRequest) -> Iterator[Any]:
    """The connection that ``public_client`` asks over: the public login's, in the test's world."""
    _need_world(request)
    connection = databases.public_connection()
    yield connection
    connection.close()


def _need_world(request: pytest.FixtureRequest) -> databases.World:
    asked = {"world", "content_world"} & set(request.fixturenames)
    if not asked:
        pytest.fail("Ask for `world` or `content_world` as well: a client needs a database.")
    made: databases.World = request.getfixturevalue(asked.pop())
    return made


@pytest.fixture
def public_client(public_connection: Any) -> Iterator[clients.SiteClient]:
    """The public site's addresses, middleware and templates, as the public login.

    Outside a request `default` stays staff's connection, so a test may write and then look.
    """
    with override_settings(**clients.PUBLIC):
        yield clients.SiteClient(clients.PUBLIC, public_connection)


@pytest.fixture
def count_queries(public_connection: Any) -> Callable[[], CaptureQueriesContext]:
    """Use as ``with count_queries() as queries: …``; ``len(queries)`` is the number."""
    return lambda: CaptureQueriesContext(public_connection)


@pytest.fixture
def staff_client(request: pytest.FixtureRequest) -> clients.SiteClient:
    """The staff site with a superuser called curator logged in, as the staff login."""
    _need_world(request)
    from django.contrib.auth import get_user_model

    users = get_user_model()._default_manager
    curator = users.filter(username="curator").first() or users.create_superuser("curator")
    client = clients.SiteClient(clients.STAFF, connections["default"])
    client.force_login(curator)
    return client


# --- real sites and a real browser ---------------------------------------------------------------


@pytest.fixture(scope="module")
def sites(content_world: databases.World) -> Iterator[servers.Sites]:
    """Both sites as real processes on the module's content."""
    with servers.running(content_world) as addresses:
        yield addresses


@pytest.fixture
def world_sites(world: databases.World) -> Iterator[servers.Sites]:
    """Both sites as real processes on the test's own world."""
    with servers.running(world) as addresses:
        yield addresses


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A Chromium; where there is none the test is skipped, or fails with CI=true."""
    if local_browser.find_chromium() is None:
        (pytest.fail if REQUIRED else pytest.skip)(local_browser.why_none())
    with browsers.chromium() as started:
        yield started


@pytest.fixture
def watch() -> Iterator[browsers.Watch]:
    """What the test's pages did; a request beyond this machine or a script error fails the test.

    A test that means one asserts it and then clears the list.
    """
    seen = browsers.Watch()
    yield seen
    assert seen.outside == [], "A page asked another machine."
    assert seen.errors == [], "A script failed or broke the page's policy."


@pytest.fixture
def new_page(browser: Any, watch: browsers.Watch) -> Iterator[Callable[..., Any]]:
    """Open a page: ``new_page(width=320, color_scheme="dark", java_script_enabled=False)``.

    Width and height are in CSS pixels; other options are those of Playwright's ``new_context``.
    """
    with contextlib.ExitStack() as stack:

        def open_page(width: int = 1280, height: int = 900, **options: Any) -> Any:
            size = {"width": width, "height": height}
            context = browsers.context(browser, watch, viewport=size, **options)
            return stack.enter_context(context).new_page()

        yield open_page


@pytest.fixture
def page(new_page: Callable[..., Any]) -> Any:
    """One page, 1,280 pixels wide, light."""
    return new_page()


# --- no browser test may be passed over unseen ---------------------------------------------------


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser, so that `-m "not browser"` leaves it out."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember each browser test that did not run."""
    if report.skipped and "browser" in report.keywords:
        _unseen.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With CI=true a skipped browser test is a failure, whatever skipped it."""
    if REQUIRED and _unseen and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say so, in either case."""
    if _unseen:
        outcome = "which fails this run" if REQUIRED else "so this run shows nothing of them"
        terminalreporter.write_line(f"{len(_unseen)} browser tests were skipped, {outcome}.")
