"""Migrations only: staff's settings with the login that owns the tables."""

from npcc_site.settings.environment import env_database
from npcc_site.settings.staff_site import *  # noqa: F403

DATABASES = {"default": env_database("OWNER_DATABASE_URL")}
