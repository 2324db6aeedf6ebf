"""Read a release and print what it states: ``manage.py read_release FILE``. Needs no database."""

import codecs
import json
import re
import sys
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError

from releases.reading import LONGEST, TextTooLongError, read_releases
from releases.reading.as_json import as_json
from releases.reading.as_words import as_words

STANDARD_INPUT = "-"
LONGEST_IN_BYTES = 4 * LONGEST + len(codecs.BOM_UTF8)
"""A longer file is too long in UTF-8, whatever is in it, so no more of it is read."""

# Control characters that no text has, whatever its encoding.
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1b\x1c-\x1f\x7f]")


class Command(BaseCommand):
    """Prints in UTF-8; ends with exit code 2 and one sentence where there is nothing to read."""

    help = (
        "Reads a release, or several in one file, and prints title, publisher, embargo, quotations "
        "and every figure. FILE is plain text in UTF-8 or Windows-1252, or - for standard input. "
        "Offsets count its characters as decoded, with line ends and any byte order mark as they "
        "are. Needs no database and no setting."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the text, or - for standard input")
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.add_argument(
            "--today",
            type=_day,
            metavar="YYYY-MM-DD",
            help="the day on which the text is read, which decides on years that it does not name "
            "(default: today in London)",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        text = self._text(options["file"])
        today = options["today"] or datetime.now(tz=ZoneInfo("Europe/London")).date()
        try:
            releases = read_releases(text, today=today)
        except TextTooLongError as error:
            raise CommandError(str(error), returncode=2) from error
        if options["format"] == "json":
            written = json.dumps(as_json(releases, text), ensure_ascii=False, indent=2) + "\n"
        else:
            written = as_words(releases, text)
        self._print(written)

    def _text(self, name: str) -> str:
        """The file's text; a CommandError says why there is none."""
        data = _bytes(name)
        told = "Standard input" if name == STANDARD_INPUT else name
        if len(data) > LONGEST_IN_BYTES:
            raise _refused(f"{told} has more than {LONGEST:,} characters: read it in parts.")
        text = self._decoded(data, told)
        if not text.strip("\ufeff \t\r\n"):
            raise _refused(f"{told} is empty.")
        if _NOT_TEXT.search(text):
            raise _refused(f"{told} is not plain text: save it as UTF-8 text (.txt) first.")
        return text

    def _decoded(self, data: bytes, told: str) -> str:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            raise _refused(
                f"{told} is not plain text: save it as UTF-8 text (.txt) first."
            ) from None
        if not _NOT_TEXT.search(text):
            self.stderr.write(f"{told} is not UTF-8 and was read as Windows-1252.")
        return text

    def _print(self, written: str) -> None:
        """In UTF-8 whatever the locale, as JSON has to be; a test's stream takes text."""
        stream = getattr(self.stdout, "buffer", None)
        if stream is None:
            self.stdout.write(written, ending="")
        else:
            stream.write(written.encode())
            stream.flush()


def _bytes(name: str) -> bytes:
    try:
        if name == STANDARD_INPUT:
            return sys.stdin.buffer.read(LONGEST_IN_BYTES + 1)
        with Path(name).open("rb") as file:
            return file.read(LONGEST_IN_BYTES + 1)
    except FileNotFoundError:
        raise _refused(f"There is no file {name}.") from None
    except IsADirectoryError:
        raise _refused(f"{name} is a folder: name a file in it.") from None
    except (OSError, ValueError) as error:
        raise _refused(f"{name} cannot be read: {error}.") from error


def _refused(sentence: str) -> CommandError:
    return CommandError(sentence, returncode=2)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise ArgumentTypeError(f"“{written}” is no day: write it as 2023-11-17.") from None
