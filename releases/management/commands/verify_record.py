"""Verify the record of published versions: ``manage.py verify_record``, daily, as staff's login."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from releases.record import check


class Command(BaseCommand):
    """Ends with exit code 1 where something does not hold; the log has a line for each."""

    help = (
        "Writes the document of every published version anew from the database, holds it against "
        "its hash, and the chain against what earlier runs found. Keeps what it finds, which the "
        "staff site shows. Run it daily, and treat exit code 1 as an alarm."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            with connection.cursor() as cursor:
                # One snapshot: a release that is withdrawn meanwhile is no fault of the record.
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            found = check()
        if found.problems:
            raise CommandError("The record does not hold:\n  " + "\n  ".join(found.problems))
        if options["verbosity"] > 0:
            self.stdout.write(f"The record holds: {found.number} versions, link {found.head}.")
