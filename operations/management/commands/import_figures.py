"""Import a spreadsheet of figures: ``manage.py import_figures FILE --release SLUG``, as staff.

The same as “Spreadsheets of figures” in the admin, by the same rules, for files of any length: a
CSV is read as a stream, and everything is one transaction.
"""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import Error, transaction

from operations.importing import acts, reading, staging
from operations.importing.columns import NAMES, missing
from operations.importing.comparing import Comparison
from operations.importing.describing import difference, lines
from operations.importing.findings import NOTHING_STATED, Problem
from operations.importing.limits import RefusedError
from operations.importing.matching import matched, plain
from operations.importing.reading import Opened, Row
from operations.importing.rules import Rules
from operations.importing.whole_files import add_problems
from operations.importing.writing import Target, locked_draft, opened_draft, refusal, write
from operations.models import FigureImport
from releases.acting import acting
from releases.models import Edition, Release
from releases.moment_fields import LondonMomentField
from releases.published import database_now

BY = "command import_figures"
TOLD_EVERY = 100_000
PROBLEMS_TOLD = 50


class _DryRunEndedError(Exception):
    """Ends the transaction of a dry run, and everything in it."""


class Command(BaseCommand):
    help = (
        "Imports figures from a CSV (of any length), .xlsx or .ods into the draft of a release. "
        "All or nothing; nothing becomes public. --dry-run says what would change."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--release", required=True, metavar="SLUG")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")
        parser.add_argument("--replaces-all", action="store_true", help="delete what a draft lacks")
        parser.add_argument("--thousands", action="store_true", help="2,000 is two thousand")
        parser.add_argument(
            "--match", action="append", default=[], metavar="COLUMN=HEADING",
            help="read this column from under that heading",
        )  # fmt: skip
        parser.add_argument("--reason", default="", help="of a correction: the public reads it")
        parser.add_argument("--revision", action="store_true", help="a planned one, not an error")
        parser.add_argument("--by", default=BY, help="who does it, for the record")
        for name in ("title", "publisher", "summary", "embargo"):
            parser.add_argument(f"--{name}", default="", help="of a new release")

    def handle(self, *args: Any, **options: Any) -> None:
        self.told = options["verbosity"] > 0
        try:
            kind = reading.kind_of(options["file"].name)
            with options["file"].open("rb") as file, acting(options["by"]):
                self._import(file, kind, _target(options), options)
        except RefusedError as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except OSError as error:
            raise CommandError(f"The file can’t be read: {error.strerror}.") from error
        except Error as error:
            raise CommandError(f"The database refused it; nothing was done: {error}") from error

    def _import(self, file: IO[bytes], kind: str, target: Target, options: Any) -> None:
        if sentence := refusal(target):
            raise ValidationError(sentence)
        record = FigureImport(
            file_name=options["file"].name[-200:], kind=kind, started_by=options["by"],
            file_hash=reading.fingerprint(file), options={"thousands": options["thousands"]},
        )  # fmt: skip
        try:
            with transaction.atomic(), reading.opened(file, kind) as opened:
                self._in_transaction(record, opened, target, options)
        except _DryRunEndedError:
            self._say("Dry run: nothing was saved.")

    def _in_transaction(
        self, record: FigureImport, opened: Opened, target: Target, options: Any
    ) -> None:
        staging.take_time()
        record.headings, record.places = opened.headings, _places(opened, options["match"])
        for notice in opened.notices:
            self._say(notice)
        record.save()
        rules = staging.rules_for(record)
        staging.copy_lines(record, rules, self._counted(opened.rows))
        draft = locked_draft(target.release)
        compared = Comparison(
            of=record.pk,
            given=frozenset(record.places),
            release_id=target.release.pk if target.release else None,
            draft_id=draft.pk if draft else None,
        )
        compared.begin()
        self._report(compared, rules, target)
        if options["dry_run"]:
            raise _DryRunEndedError
        edition, told = opened_draft(target, by=options["by"])
        acts.refuse_again(edition, record.file_hash)
        write(compared, edition, replaces_all=target.replaces_all)
        compared.end()
        staging.forget_rows(record)
        self._record(record, edition, rules, options["by"])
        for sentence in told:
            self._say(sentence)
        self._say(f"Saved in edition {edition.number} of “{edition.release.slug}”, a draft.")

    def _report(self, compared: Comparison, rules: Rules, target: Target) -> None:
        findings = rules.findings
        add_problems(compared, findings)
        if not findings.figures and not findings.problem_count:
            findings.add(Problem(0, "", NOTHING_STATED))
        if findings.problem_count:
            first = "\n".join(f"  {one}" for one in findings.problems[:PROBLEMS_TOLD])
            raise RefusedError(
                f"{findings.problem_count:,} cells are wrong. Nothing was saved.\n{first}"
            )
        if self.told:
            told = difference(compared, replaces_all=target.replaces_all)
            for line in [*findings.notices(), *lines(told)]:
                self._say(line)

    def _record(self, record: FigureImport, edition: Edition, rules: Rules, by: str) -> None:
        record.state, record.edition, record.release = (
            FigureImport.State.SAVED, edition, edition.release,
        )  # fmt: skip
        record.row_count = rules.findings.figures
        record.findings = staging.as_json(rules.findings)
        record.saved_by, record.saved_at = by, database_now()
        record.save()

    def _counted(self, rows: Iterator[Row]) -> Iterator[Row]:
        for count, row in enumerate(rows, start=1):
            if count % TOLD_EVERY == 0:
                self._say(f"{count:,} rows read")
            yield row

    def _say(self, line: str) -> None:
        if self.told:
            self.stdout.write(line)


def _target(options: Any) -> Target:
    release = Release.objects.filter(slug=options["release"]).first()
    new = {"slug": options["release"], **{n: options[n] for n in ("title", "publisher", "summary")}}
    if release is None and not (new["title"] and new["publisher"]):
        raise ValidationError(
            f"There is no release “{options['release']}”. To begin it, give --title and "
            "--publisher."
        )
    if options["embargo"]:
        new["embargo_until"] = LondonMomentField().clean(options["embargo"])
    kinds = Edition.ChangeKind
    return Target(
        release=release,
        new=new,
        reason=options["reason"],
        change_kind=kinds.REVISION if options["revision"] else kinds.CORRECTION,
        replaces_all=options["replaces_all"],
    )


def _places(opened: Opened, said: list[str]) -> dict[str, int]:
    """Where which column stands: by name, by likeness where that is sure, or as it was said."""
    found = matched(opened.headings)
    places = dict(found.places)
    by_heading = {plain(heading): place for place, heading in enumerate(opened.headings)}
    for one in said:
        column, _, heading = one.partition("=")
        if column not in NAMES or plain(heading) not in by_heading:
            raise RefusedError(f"--match {one}: no such column, or no such heading in the file.")
        places = {n: p for n, p in places.items() if p != by_heading[plain(heading)]}
        places[column] = by_heading[plain(heading)]
    if lacking := missing(places):
        raise RefusedError(f"The file has no column for: {', '.join(lacking)}. See --match.")
    if not found.is_sure and not said:
        guessed = ", ".join(f"{n}={opened.headings[p]}" for n, p in sorted(places.items()))
        raise RefusedError(f"Not every heading is known. Say how to read them: --match {guessed}")
    return places
