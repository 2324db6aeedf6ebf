"""Take everything that is not public yet out of the queue, from a shell."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from releases import publishing

BY = "command hold_everything"


class Command(BaseCommand):
    help = (
        "Put every submitted and approved edition on hold. Run it before the sites start on a "
        "restored backup, since a backup remembers older moments."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("reason", help="why; whoever ends a hold reads it")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["reason"].strip():
            raise CommandError("Say why everything is held, in quotation marks after the command.")
        held = publishing.hold_everything(by=BY, reason=options["reason"])
        for edition in held:
            self.stdout.write(f"on hold: {edition.release.slug}, edition {edition.number}")
        self.stdout.write(f"Put on hold: {len(held)}. Nothing goes out by itself.")
