"""The public process: one login that may only read what is public, and nobody to log in."""

from psycopg import IsolationLevel

from npcc_site.settings.environment import env_database, refuse_credentials
from npcc_site.settings.public_site import *  # noqa: F403

refuse_credentials("public", "STAFF_DATABASE_URL", "OWNER_DATABASE_URL", "DATABASE_URL")

DATABASES = {"default": env_database("PUBLIC_DATABASE_URL")}
# Read by releases.published: this connection may not name the workflow's columns.
DATABASES["default"]["PUBLIC_LOGIN"] = True
# One request is one snapshot: a page never mixes what two instants showed.
DATABASES["default"]["OPTIONS"]["isolation_level"] = IsolationLevel.REPEATABLE_READ
