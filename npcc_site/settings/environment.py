"""The environment, read strictly: a wrong value stops the start with a sentence that mends it."""

import os
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def env_text(name: str, default: str | None = None, *, meaning: str = "") -> str:
    """The variable's text without surrounding spaces; an empty one counts as not set.

    Raises ImproperlyConfigured where it is not set and has no default.
    """
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is not None:
        return default
    what = f" to {meaning}" if meaning else ""
    raise ImproperlyConfigured(f"{name} is not set: set it{what} in the environment.")


def env_list(name: str, default: str | None = None, *, meaning: str = "") -> list[str]:
    """The variable's comma-separated items; at least one."""
    items = [item.strip() for item in env_text(name, default, meaning=meaning).split(",")]
    items = [item for item in items if item]
    if not items:
        raise ImproperlyConfigured(f"{name} holds only commas: set it to a comma-separated list.")
    return items


def env_switch(name: str, default: bool) -> bool:
    """Whether the variable reads “on”; anything but “on” and “off” stops the start."""
    value = env_text(name, "on" if default else "off")
    if value not in ("on", "off"):
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to “on” or “off”.")
    return value == "on"


def env_seconds(name: str, default: int) -> int:
    """A whole number of seconds, at least one."""
    value = env_text(name, str(default))
    if not (value.isascii() and value.isdigit() and int(value) > 0):
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to a whole number of seconds.")
    return int(value)


def env_origin(name: str, default: str | None = None) -> str:
    """An origin such as https://figures.example.org: scheme and host, no path, no last slash."""
    value = env_text(name, default, meaning="the address that people use, such as https://host")
    try:
        parts = urlsplit(value)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number
        sound = False
    if not sound or value != f"{parts.scheme}://{parts.netloc}" or "@" in parts.netloc:
        raise ImproperlyConfigured(
            f"{name} is {value!r}: it must be a scheme and a host without a path, "
            "such as https://figures.example.org."
        )
    return value


def env_address(name: str) -> str:
    """A whole https address, or nothing where the variable is not set."""
    value = env_text(name, "")
    parts = urlsplit(value)
    plain = value.isascii() and not set(value) & set(' "<>\\')
    if value and not (parts.scheme == "https" and parts.hostname and plain):
        raise ImproperlyConfigured(
            f"{name} is {value!r}: set it to a whole address such as https://hub.example.org/, "
            "or leave it out."
        )
    return value


def env_login(name: str, default: str) -> str:
    """A PostgreSQL role's name: lower-case letters, digits and underscores, 63 at most."""
    value = env_text(name, default)
    plain = value.isascii() and value.replace("_", "a").isalnum() and value == value.lower()
    if not plain or value[0].isdigit() or len(value) > 63:
        raise ImproperlyConfigured(
            f"{name} is {value!r}: a login's name has lower-case letters, digits and underscores, "
            "begins with no digit and has 63 characters at most."
        )
    return value


def env_database(name: str) -> dict[str, Any]:
    """Django's settings for the database at a postgresql:// address.

    The address is never repeated in an error, since it holds a password.
    """
    return database_settings(
        env_text(name, meaning="an address such as postgresql://login:password@host:5432/database"),
        name,
    )


def database_settings(url: str, name: str) -> dict[str, Any]:
    """Django's settings for a postgresql:// address; `name` is what an error calls it."""
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    wrong = ImproperlyConfigured(
        f"{name} is not a usable address: it must read "
        "postgresql://login:password@host:5432/database "
        "(PostgreSQL is the only database that this site runs on)."
    )
    if not url.startswith(("postgresql://", "postgres://")):
        raise wrong
    try:
        parts = {key: str(value) for key, value in conninfo_to_dict(url).items()}
    except ProgrammingError:
        raise wrong from None
    if not parts.get("dbname"):
        raise wrong
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": parts,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def refuse_credentials(process: str, *names: str) -> None:
    """Stop the start of a process whose environment holds a credential that is not its own."""
    for name in names:
        if os.environ.get(name):
            raise ImproperlyConfigured(
                f"{name} is set in the {process} process's environment: remove it there, "
                "since that process must hold no credential but its own."
            )
