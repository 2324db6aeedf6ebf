"""What pytest runs with: staff's settings and three connections, one for each login.

tests/conftest.py starts the cluster and then fills in where it is. The logins' names end in a
random text: two runs can share the cluster at DATABASE_URL, and no name is taken for granted.
"""

import secrets
from typing import Any

from npcc_site.settings.build import *  # noqa: F403
from npcc_site.settings.build import STATIC_ROOT, STORAGES

SITE_ORIGIN = "http://localhost:8000"
STAFF_ORIGIN = "http://localhost:8001"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]

_run = secrets.token_hex(4)
OWNER_LOGIN = f"npcc_owner_{_run}"
STAFF_LOGIN = f"npcc_staff_{_run}"
PUBLIC_LOGIN = f"npcc_public_{_run}"


def _connection(**extra: Any) -> dict[str, Any]:
    """A connection whose address is not known yet."""
    return {"ENGINE": "django.db.backends.postgresql", "NAME": "not_made_yet", **extra}


def _public_options() -> dict[str, Any]:
    from psycopg import IsolationLevel

    return {"isolation_level": IsolationLevel.REPEATABLE_READ}


DATABASES = {
    "default": _connection(USER=STAFF_LOGIN),
    "owner": _connection(USER=OWNER_LOGIN),
    "public": _connection(USER=PUBLIC_LOGIN, PUBLIC_LOGIN=True, OPTIONS=_public_options()),
}

# Each new test client would otherwise look through all static files first.
WHITENOISE_AUTOREFRESH = True

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast; nobody's real one

if not (STATIC_ROOT / "staticfiles.json").is_file():
    # Tests that need no front end run before `make` has built it.
    STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
    }
