"""A wrong environment stops each process with one sentence, and none holds another's credential."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from npcc_site.settings.environment import (
    database_settings,
    env_address,
    env_list,
    env_login,
    env_origin,
    env_text,
)

CHECKOUT = Path(__file__).resolve().parent.parent
SOUND = {
    "SECRET_KEY": "a key",
    "ALLOWED_HOSTS": "localhost",
    "SITE_ORIGIN": "http://localhost:8000",
    "STAFF_ORIGIN": "http://localhost:8001",
    "REPORT_ADDRESS": "figures@example.org",
}
ADDRESS = "postgresql://someone:hidden-words@localhost/npcc"


def run(kind: str, environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *(command or ("version",))],
        cwd=CHECKOUT,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": f"npcc_site.settings.{kind}"}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("kind", ["public", "staff", "owner"])
def test_each_process_starts_with_its_own_credential_alone(kind: str) -> None:
    result = run(kind, SOUND | {f"{kind.upper()}_DATABASE_URL": ADDRESS})
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("name", [*SOUND, "PUBLIC_DATABASE_URL"])
def test_a_missing_value_is_one_sentence(name: str) -> None:
    environment = SOUND | {"PUBLIC_DATABASE_URL": ADDRESS}
    del environment[name]
    result = run("public", environment)
    assert result.returncode == 2
    assert result.stderr.startswith(f"{name} is not set")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("kind", "foreign"),
    [
        ("public", "STAFF_DATABASE_URL"),
        ("public", "OWNER_DATABASE_URL"),
        ("public", "DATABASE_URL"),
        ("staff", "OWNER_DATABASE_URL"),
        ("staff", "DATABASE_URL"),
    ],
)
def test_a_foreign_credential_stops_the_start(kind: str, foreign: str) -> None:
    result = run(kind, SOUND | {f"{kind.upper()}_DATABASE_URL": ADDRESS, foreign: ADDRESS})
    assert result.returncode == 2
    assert result.stderr.startswith(f"{foreign} is set in the {kind} process's environment")
    assert "hidden-words" not in result.stderr


def test_the_public_process_has_nobody_to_log_in() -> None:
    show = "from django.conf import settings; print(*settings.INSTALLED_APPS, *settings.MIDDLEWARE)"
    result = run("public", SOUND | {"PUBLIC_DATABASE_URL": ADDRESS}, "shell", "-v0", "-c", show)
    assert "releases" in result.stdout
    for absent in ("admin", "auth", "sessions", "contenttypes", "messages"):
        assert absent not in result.stdout.lower()


@pytest.mark.parametrize("kind", ["public", "staff", "owner"])
def test_debug_is_off_in_every_process(kind: str) -> None:
    show = "from django.conf import settings; print(settings.DEBUG)"
    environment = SOUND | {f"{kind.upper()}_DATABASE_URL": ADDRESS}
    assert run(kind, environment, "shell", "-v0", "-c", show).stdout == "False\n"


@pytest.mark.parametrize(
    "address",
    [
        "sqlite:///db.sqlite3",
        "mysql://someone:hidden-words@localhost/npcc",
        "postgresql://someone:hidden-words@localhost/",
        "postgresql://localhost/npcc?no_such_option=1",
        "hidden-words",
    ],
)
def test_a_database_of_another_kind_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="STAFF_DATABASE_URL") as refused:
        database_settings(address, "STAFF_DATABASE_URL")
    assert "hidden-words" not in str(refused.value)


def test_an_address_is_read_whole() -> None:
    read = database_settings("postgresql://a%40b:p%2Fw@[::1]:5433/c?sslmode=require", "X")
    assert (read["USER"], read["PASSWORD"], read["HOST"], read["PORT"], read["NAME"]) == (
        ("a@b", "p/w", "::1", "5433", "c")
    )
    assert read["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize(
    "origin",
    ["localhost:8000", "http://", "ftp://a", "http://a/", "http://a/b", "http://u@a", "http://a:x"],
)
def test_an_origin_is_a_scheme_and_a_host(origin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_ORIGIN", origin)
    with pytest.raises(ImproperlyConfigured, match="SITE_ORIGIN is"):
        env_origin("SITE_ORIGIN")


@pytest.mark.parametrize("login", ["Npcc", "1npcc", "npcc-staff", "npcc staff", "ñpcc", "a" * 64])
def test_a_login_has_a_plain_name(login: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAFF_LOGIN", login)
    with pytest.raises(ImproperlyConfigured, match="STAFF_LOGIN is"):
        env_login("STAFF_LOGIN", "npcc_staff")


def test_blank_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "  ")
    with pytest.raises(ImproperlyConfigured, match="not set"):
        env_text("SECRET_KEY")
    assert env_text("SECRET_KEY", "usual") == "usual"


def test_a_list_of_commas_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", ", ,")
    with pytest.raises(ImproperlyConfigured, match="only commas"):
        env_list("ALLOWED_HOSTS")


@pytest.mark.parametrize(("value", "read"), [("", "True"), ("on", "True"), ("off", "False")])
def test_four_eyes_are_on_unless_switched_off(value: str, read: str) -> None:
    show = "from django.conf import settings; print(settings.FOUR_EYES)"
    environment = SOUND | {"STAFF_DATABASE_URL": ADDRESS, "FOUR_EYES": value}
    assert run("staff", environment, "shell", "-v0", "-c", show).stdout == f"{read}\n"


@pytest.mark.parametrize("value", ["no", "0", "Off", "false"])
def test_a_misspelt_switch_stops_the_start(value: str) -> None:
    result = run("staff", SOUND | {"STAFF_DATABASE_URL": ADDRESS, "FOUR_EYES": value})
    assert result.returncode == 2
    assert result.stderr == f"FOUR_EYES is {value!r}: set it to “on” or “off”.\n"


def test_one_pair_of_eyes_is_said_at_the_start() -> None:
    environment = SOUND | {"STAFF_DATABASE_URL": ADDRESS, "FOUR_EYES": "off"}
    started = subprocess.run(
        [sys.executable, "-c", "import npcc_site.wsgi"],
        cwd=CHECKOUT,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "npcc_site.settings.staff"}
        | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "FOUR_EYES is off: one person alone may approve" in started.stderr


def test_a_hub_is_named_by_a_whole_address_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env_address("WEBSUB_HUB") == ""
    monkeypatch.setenv("WEBSUB_HUB", "https://hub.example.org/publish")
    assert env_address("WEBSUB_HUB") == "https://hub.example.org/publish"
    for wrong in ("hub.example.org", "http://hub.example.org/", 'https://a.example/"><b>', "on"):
        monkeypatch.setenv("WEBSUB_HUB", wrong)
        with pytest.raises(ImproperlyConfigured, match="WEBSUB_HUB is"):
            env_address("WEBSUB_HUB")
