"""What staff and its relatives (owner, prepare, build, test) share: everything but a database."""

from copy import deepcopy

from npcc_site.settings.base import *  # noqa: F403
from npcc_site.settings.base import INSTALLED_APPS, STAFF_ORIGIN, TEMPLATES
from npcc_site.settings.environment import env_switch

# Another person than its author approves what is published. An office of one may switch it off:
# every staff page says so then, and each act says that it was done alone.
FOUR_EYES = env_switch("FOUR_EYES", default=True)

# Copies, since base's own lists must stay as the public site has them.
INSTALLED_APPS = [
    *INSTALLED_APPS,
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "import_export",
]
TEMPLATES = deepcopy(TEMPLATES)
TEMPLATES[0]["OPTIONS"]["context_processors"] += [
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "npcc_site.context.previewed",
    "npcc_site.office.office",
]

ROOT_URLCONF = "npcc_site.urls_staff"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "npcc_site.middleware.StaffAnswers",
    "npcc_site.middleware.SecurityHeaders",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "npcc_site.middleware.StaffMoment",
    # Inside, where the database is known to answer.
    "npcc_site.staff_acts.StaffActs",
    "npcc_site.preview.StaffPreview",
]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"

# Both sites may share one host name (localhost, in development), and cookies know no port: so the
# names are this site's own.
SESSION_COOKIE_NAME = "npcc_staff_session"
CSRF_COOKIE_NAME = "npcc_staff_csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = STAFF_ORIGIN.startswith("https:")
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds: one working day
CSRF_TRUSTED_ORIGINS = [STAFF_ORIGIN]
SECURE_HSTS_SECONDS = 31_536_000 if STAFF_ORIGIN.startswith("https:") else 0  # one year
