"""What makes a process the public site: everything but its database."""

from npcc_site.settings.base import *  # noqa: F403
from npcc_site.settings.base import PUBLIC_URLCONF, SITE_ORIGIN

ROOT_URLCONF = PUBLIC_URLCONF
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Outermost: whatever answers below has the one lifetime, and a 304 has all its headers.
    "npcc_site.middleware.PublicAnswers",
    # Of the same bytes, headers included, without asking for them again.
    "npcc_site.kept_answers.KeptAnswers",
    # Headers first, so that whatever answers below carries them, refusals and redirects included.
    "npcc_site.middleware.SecurityHeaders",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "npcc_site.middleware.PublicMoment",
    "django.middleware.common.CommonMiddleware",
]
SECURE_HSTS_SECONDS = 31_536_000 if SITE_ORIGIN.startswith("https:") else 0  # one year
