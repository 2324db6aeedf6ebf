"""Load the content files: ``manage.py load_content [FOLDER]``, as the staff login."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from operations.content.loading import Loaded, load
from operations.content.problems import ContentError
from releases.acting import acting


class Command(BaseCommand):
    help = (
        "Adds what the content files say and the database lacks, in one transaction. What is "
        "there already is left as staff have it. A bad file is refused whole, with every error."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder",
            nargs="?",
            type=Path,
            default=Path(settings.BASE_DIR) / "content",
            help="the folder of content files (default: content/)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            with acting("command load_content"):
                loaded = load(folder)
        except ContentError as error:
            raise CommandError(str(error)) from error
        except Error as error:
            raise CommandError(
                f"The database refused the content; nothing was loaded: {str(error).strip()}"
            ) from error
        if options["verbosity"] > 0:
            for line in report(loaded):
                self.stdout.write(line)


def report(loaded: Loaded) -> list[str]:
    """What a load did, in a few lines."""
    counts = ", ".join(_counted(count, name) for name, count in loaded.added.items())
    lines = [f"Content: added {counts}." if counts else "Content: nothing to add."]
    for file in loaded.changed:
        if file.startswith("releases/"):
            advice = "not applied; correct the release in the admin"
        else:
            advice = "only what is new in it was added; edit the rest in the admin"
        lines.append(f"  {file} has changed since it was loaded: {advice}.")
    lines += [f"  {slug} is in the database already: left as it is." for slug in loaded.left]
    lines += [
        f"  The chart {slug} is a draft, since its release is scheduled: publish it in the admin."
        for slug in loaded.waiting
    ]
    return lines


def _counted(count: int, name: str) -> str:
    """“1 category”, “1,200 categories”; every name here ends in s."""
    if count == 1:
        name = name.removesuffix("s") if not name.endswith("ies") else f"{name[:-3]}y"
    return f"{count:,} {name}"
