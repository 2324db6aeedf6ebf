"""Watch a release come out: when each address that was rehearsed was first seen to have it."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from releases.models import Rehearsal
from releases.rehearsing import look

PAUSE = 1.0


class Command(BaseCommand):
    help = (
        "Ask the public site for every address that the newest signed rehearsal of a release "
        "named, until all of them show it, and keep when each was first seen to."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="the release’s address")
        parser.add_argument(
            "--seconds", type=int, default=600, help="give up after so many (600); exit code 1"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        rehearsal = (
            Rehearsal.objects.filter(edition__release__slug=options["slug"])
            .exclude(signed_at=None)
            .first()
        )
        if rehearsal is None:
            raise CommandError(
                f"No rehearsal of “{options['slug']}” is signed off. Rehearse it on its page first."
            )
        until = time.monotonic() + options["seconds"]
        while left := look(rehearsal):
            if time.monotonic() >= until:
                for surface in left:
                    self.stderr.write(f"not seen: {surface['address']}")
                raise CommandError(f"{len(left)} addresses do not show the release yet.")
            time.sleep(PAUSE)
        for seen in rehearsal.seen.all():
            self.stdout.write(f"{seen.at:%Y-%m-%d %H:%M:%S.%f} UTC  {seen.address}")
