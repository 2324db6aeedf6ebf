"""Put on record what was approved before there was a record: ``manage.py seal_record``."""

from typing import Any

from django.core.management.base import BaseCommand

from releases.record.sealing import seal_what_has_none


class Command(BaseCommand):
    help = (
        "Puts on record every version that has none: what was approved before there was a record. "
        "Once, after the migration that brought it, as the staff login; harmless when repeated."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        sealed = seal_what_has_none()
        if options["verbosity"] > 0 and sealed:
            self.stdout.write(f"Record: {sealed} versions put on record.")
