"""The staff process: the public pages and the admin; its login writes rows and owns nothing."""

from npcc_site.settings.environment import env_database, refuse_credentials
from npcc_site.settings.staff_site import *  # noqa: F403

refuse_credentials("staff", "OWNER_DATABASE_URL", "DATABASE_URL")

DATABASES = {"default": env_database("STAFF_DATABASE_URL")}
