#!/usr/bin/env python3
"""Django's command line; DJANGO_SETTINGS_MODULE says which process it is (npcc_site/settings)."""

import os
import sys


def main() -> None:
    """Run the command; a wrong environment ends in one sentence and exit code 2, not a trace."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "npcc_site.settings.staff")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        settings.INSTALLED_APPS  # noqa: B018  reads the environment now, before any command runs
    except ImproperlyConfigured as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
