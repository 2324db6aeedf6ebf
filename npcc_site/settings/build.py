"""No database: for collecting static files and for the type checker.

Every value that a process reads from its environment is filled in, since none of them matters here.
"""

import os

for _name, _value in {
    "SECRET_KEY": "not a secret: nothing is signed while files are collected",
    "ALLOWED_HOSTS": "localhost",
    "SITE_ORIGIN": "http://localhost:8000",
    "STAFF_ORIGIN": "http://localhost:8001",
    "REPORT_ADDRESS": "figures@example.org",
}.items():
    os.environ.setdefault(_name, _value)

from npcc_site.settings.staff_site import *  # noqa: E402, F403

DATABASES = {"default": {"ENGINE": "django.db.backends.dummy"}}
