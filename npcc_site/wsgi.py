"""What gunicorn loads. DJANGO_SETTINGS_MODULE must name the process: settings.public or .staff."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from npcc_site.office import warn_of_one_alone

if "DJANGO_SETTINGS_MODULE" not in os.environ:
    sys.exit("DJANGO_SETTINGS_MODULE is not set: set it to npcc_site.settings.public or .staff.")
try:
    application = get_wsgi_application()
except ImproperlyConfigured as error:
    sys.exit(str(error))
warn_of_one_alone()
