"""The public process: one login that may only read what is public, and nobody to log in."""

from psycopg import IsolationLevel

from npcc_site.settings.base import *  # noqa: F403
from npcc_site.settings.base import SITE_ORIGIN
from npcc_site.settings.environment import env_database, refuse_credentials

refuse_credentials("public", "STAFF_DATABASE_URL", "OWNER_DATABASE_URL", "DATABASE_URL")

DATABASES = {"default": env_database("PUBLIC_DATABASE_URL")}
# Read by releases.published: this connection may not name the workflow's columns.
DATABASES["default"]["PUBLIC_LOGIN"] = True
# One request is one snapshot: a page never mixes what two instants showed.
DATABASES["default"]["OPTIONS"]["isolation_level"] = IsolationLevel.REPEATABLE_READ

ROOT_URLCONF = "npcc_site.urls_public"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "npcc_site.middleware.SecurityHeaders",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "npcc_site.middleware.PublicMoment",
]
SECURE_HSTS_SECONDS = 31_536_000 if SITE_ORIGIN.startswith("https:") else 0  # one year
