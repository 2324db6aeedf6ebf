"""What every process shares. Nothing here names a database or a person who logs in."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from npcc_site.settings.environment import (
    env_address,
    env_list,
    env_login,
    env_origin,
    env_seconds,
    env_text,
)
from npcc_site.settings.programs import *  # noqa: F403
from npcc_site.static_headers import add_static_headers

BASE_DIR = Path(__file__).resolve().parent.parent.parent

DEBUG = False
SECRET_KEY = env_text("SECRET_KEY", meaning="a long random text, a different one for each process")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", meaning="the host names served, such as a.example.org")
SITE_NAME = "Police Operations and Outcomes"
SITE_ORIGIN = env_origin("SITE_ORIGIN")
STAFF_ORIGIN = env_origin("STAFF_ORIGIN")
REPORT_ADDRESS = env_text("REPORT_ADDRESS", meaning="the mailbox for reports of a wrong figure")

# Where readers of feeds may ask to be told of what is new (WebSub); no hub is named by default.
WEBSUB_HUB = env_address("WEBSUB_HUB")

# Long downloads: how many at once on the whole site, how long each may take, and after how long a
# reader who takes nothing is let go, both in seconds.
DOWNLOADS_AT_ONCE = 2
DOWNLOAD_LONGEST = env_seconds("DOWNLOAD_LONGEST", 15 * 60)
DOWNLOAD_STALLED = env_seconds("DOWNLOAD_STALLED", 30)

# The three logins. Their names are settings because roles belong to a whole PostgreSQL cluster,
# which other sites may share.
OWNER_LOGIN = env_login("OWNER_LOGIN", "npcc_owner")
STAFF_LOGIN = env_login("STAFF_LOGIN", "npcc_staff")
PUBLIC_LOGIN = env_login("PUBLIC_LOGIN", "npcc_public")

INSTALLED_APPS = [
    "npcc_site",
    "releases",
    "operations",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "django.contrib.staticfiles",
    "django.forms",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "npcc_site.context.site",
            ],
        },
    }
]
# Widgets are drawn from templates/ too, so a field looks the same on every page.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# An address typed without a scheme is an https one: the rule of Django 6, so delete this then.
FORMS_URLFIELD_ASSUME_HTTPS = True

# The public site's addresses, which the staff site previews and rehearses as well.
PUBLIC_URLCONF = "npcc_site.urls_public"

WSGI_APPLICATION = "npcc_site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "British English")]
TIME_ZONE = "Europe/London"
USE_TZ = True
FORMAT_MODULE_PATH = ["npcc_site.formats"]
# Numbers are grouped by releases.quantities, never by the template engine.
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "build" / "static"
STATICFILES_DIRS = [
    (prefix, folder)
    for prefix, folder in (
        ("built", BASE_DIR / "static" / "built"),
        # Without a prefix: other people's pages name /static/embed.v1.js for ever. It has a
        # folder of its own, since Django's finder knows each folder by one prefix only.
        ("", BASE_DIR / "static" / "built" / "fixed"),
        ("images", BASE_DIR / "static" / "images"),
    )
    if folder.is_dir()  # built/ is missing until `make` has run
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Not every file of the site for every other site: only what embeds load.
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_ADD_HEADERS_FUNCTION = add_static_headers

# Of answers that the public process keeps in memory: some thousand pages.
KEPT_ANSWERS_BYTES = 64_000_000

# Hosts whose players a release may offer to load, after a click. A page with a player adds them
# to its own frame-src; no other page does.
VIDEO_HOSTS = ["www.youtube-nocookie.com", "player.vimeo.com"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Django's own handlers would mail errors to ADMINS and print them once more.
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
