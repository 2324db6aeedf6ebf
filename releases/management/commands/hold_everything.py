"""Take everything that is not public yet out of the queue, from a shell."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from releases import publishing
from releases.acting import acting
from releases.moment_fields import LondonMomentField
from releases.moments import moment_words

BY = "command hold_everything"


class Command(BaseCommand):
    help = (
        "Put every submitted and approved edition on hold. On a restored backup, run it as the "
        "owner with --backup-of before any public server starts: a backup remembers older moments."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("reason", help="why; whoever ends a hold reads it")
        parser.add_argument(
            "--backup-of",
            metavar="MOMENT",
            help="when the backup was made that this database is restored from, in London time "
            "(“2026-11-23 18:00”) or with an offset: what came out since is held too",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        reason = options["reason"].strip()
        if not reason:
            raise CommandError("Say why everything is held, in quotation marks after the command.")
        try:
            made_at = self._moment(options["backup_of"])
            with acting(BY):
                held = (
                    publishing.hold_everything(by=BY, reason=reason)
                    if made_at is None
                    else publishing.hold_as_restored(made_at, by=BY, reason=reason)
                )
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        for edition in held:
            self.stdout.write(f"on hold: {edition.release.slug}, edition {edition.number}")
        since = f" that was not public on {moment_words(made_at)}" if made_at else ""
        self.stdout.write(f"Put on hold: {len(held)}{since}. Nothing goes out by itself.")

    @staticmethod
    def _moment(typed: str | None) -> datetime | None:
        if typed is None:
            return None
        try:
            moment = LondonMomentField().clean(typed)
        except ValidationError as error:
            raise CommandError(
                f"--backup-of “{typed}” is no moment. {' '.join(error.messages)} "
                "Write it as 2026-11-23 18:00."
            ) from None
        return moment
