"""Local set-up in one process: the owner's login migrates, staff's loads content and accounts."""

from npcc_site.settings.environment import env_database
from npcc_site.settings.staff_site import *  # noqa: F403

DATABASES = {
    "default": env_database("STAFF_DATABASE_URL"),
    "owner": env_database("OWNER_DATABASE_URL"),
}
