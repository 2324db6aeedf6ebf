"""Load full texts, for whoever holds them: ``manage.py load_texts FILE``, as the staff login."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from operations.content.texts import load_texts
from releases.acting import acting


class Command(BaseCommand):
    help = (
        "Keeps the full texts of releases that are on the site and finds each figure's words in "
        "them. FILE holds releases one after another: title, blank line, “Source: …”, blank line, "
        "text."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the file of texts, in UTF-8")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            text = file.read_bytes().decode("utf-8-sig")
            with acting("command load_texts"):
                loaded = load_texts(text)
        except OSError as error:
            raise CommandError(f"{file} can’t be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{file} is not UTF-8 (byte {error.start}): save it so.") from error
        except ValueError as error:
            raise CommandError(f"{file}: {error}") from error
        except Error as error:
            raise CommandError(
                f"The database refused the texts; nothing was kept: {str(error).strip()}"
            ) from error
        if options["verbosity"] > 0:
            self.stdout.write(
                f"Texts: kept {loaded.texts}, found the place of {loaded.placed} phrases."
                if loaded.texts or loaded.placed
                else "Texts: nothing to add."
            )
            for remark in loaded.remarks:
                self.stdout.write(f"  {remark}")
