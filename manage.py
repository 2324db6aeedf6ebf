#!/usr/bin/env python3
"""Django's command line; DJANGO_SETTINGS_MODULE says which process it is (npcc_site/settings)."""

import os
import sys

# Commands that work on files alone: they run where no database and no setting is named.
ON_FILES_ALONE = {"read_release"}


def main() -> None:
    """Run the command; a wrong environment ends in one sentence and exit code 2, not a trace."""
    on_files_alone = not ON_FILES_ALONE.isdisjoint(sys.argv[1:2])
    process = "build" if on_files_alone else "staff"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"npcc_site.settings.{process}")
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
