"""Random acts of a press office, and what must hold after each of them.

Days pass between acts without anybody waiting: the database's clock stands, and every moment in
its tables is moved back instead, which is the same for a site that asks only whether it has come.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connections, models, transaction
from django.db.models import F
from django.utils import timezone

from operations.models import Chart, Metric, Observation, Operation
from operations.stale_words import KEEP, stale_places
from releases import publishing
from releases.early_access import give_access
from releases.models import BringForward, Edition, Release, Seal
from releases.published import Published, Statement, database_now
from releases.row_security import public_columns
from tests import factories
from tests.harness.databases import World

JUST_BEFORE = timedelta(microseconds=1)
INSTANTS_KEPT = 8
COMPARED_AFTER_EACH = 3
MOST_RELEASES = 6

# Tables beside the published ones that a refused act must leave as they were.
RECORDS = ("releases_act", "releases_bringforward", "releases_change", "releases_earlyaccess")
# Where a phrase stands in its text may be found later.
MAY_BE_FILLED_IN = {"start", "end", "prefix", "suffix"}

# (table, id) → its release, and what the public reads there (statements) or nothing (references).
Seen = dict[tuple[str, int], str]


@dataclass
class Tally:
    """What a run tried, for whoever reads its figures."""

    sequences: int = 0
    done: dict[str, int] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    instants_compared: int = 0

    def __str__(self) -> str:
        done, refused = sum(self.done.values()), sum(self.refused.values())
        each = ", ".join(f"{name} {number}" for name, number in sorted(self.done.items()))
        return (
            f"{self.sequences} sequences, {done} acts done and {refused} refused, "
            f"{self.instants_compared} past states compared ({each})"
        )


class Office:
    """One database, and people who do anything that the verbs let them."""

    def __init__(self, world: World, seed: int, tally: Tally) -> None:
        self.world = world
        self.random = random.Random(seed)  # noqa: S311 - a seed finds a failure again
        self.tally = tally
        self.past: dict[datetime, Seen] = {}
        self.metrics = [factories.metric(), factories.metric()]
        self.operation = factories.operation()
        # Something to correct and to withdraw from the first act on.
        edition = factories.edition(written_by="writer")
        for metric in self.metrics:
            self._figure(edition, metric)
        factories.archived(edition)
        self.question = " UNION ALL ".join(_visible(model) for model in Published.concrete())
        self.state = " UNION ALL ".join(
            f"SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM {table} t"
            for table in (*(model._meta.db_table for model in Published.concrete()), *RECORDS)
        )
        self.moments = {
            model._meta.db_table: [
                str(field.column)
                for field in model._meta.concrete_fields
                if isinstance(field, models.DateTimeField)
            ]
            for model in Published.concrete()
        }

    def act(self) -> str:
        """One random act; returns its name. Whatever it was, the past must be as it was."""
        before, withdrawn = self._everything(), _withdrawn()
        name, refusal = self._try_something()
        tried = self.tally.refused if refusal else self.tally.done
        tried[name] = tried.get(name, 0) + 1
        if refusal:
            assert self._everything() == before, f"{name}: {refusal} And yet it left something."
        self.check(name, withdrawn=_withdrawn() - withdrawn)
        return name

    def _try_something(self) -> tuple[str, str]:
        """An act for which there is something to do it to, and why it was refused, or ""."""
        while True:
            name = self.random.choices(list(ACTS), weights=list(ACTS.values()))[0]
            try:
                with transaction.atomic():
                    if getattr(self, name)():
                        return name, ""
            except (ValidationError, IntegrityError) as error:
                return name, str(error).splitlines()[0]

    def check(self, name: str, *, withdrawn: set[int]) -> None:
        """The site at every instant kept is what it was; and what is seen now may be seen."""
        if withdrawn:
            for instant, kept in self.past.items():
                self.past[instant] = {
                    key: said for key, said in kept.items() if not _is_of(key, said, withdrawn)
                }
        some = self.random.sample(list(self.past), min(len(self.past), COMPARED_AFTER_EACH))
        for instant in some:
            kept = self.past[instant]
            self.tally.instants_compared += 1
            seen = self.seen_at(instant)
            lost = {key: said for key, said in kept.items() if seen.get(key) != said}
            assert not lost, f"{name} changed what was seen at {instant}: {lost}"
            new = set(seen) - set(kept)
            late = {key for key in new if not self._is_archive_or_notice(*key)}
            assert not late, f"{name} put something into the past, at {instant}: {late}"
            self.past[instant] = seen
        now = timezone.now()
        early = Edition.objects.public(now).filter(embargo_until__gt=now)
        assert not early.exists(), f"{name} let out {early[0]} before its embargo"
        seen_now = self.seen_at(now)
        for model in Published.concrete():
            table = model._meta.db_table
            visible = {pk for of, pk in seen_now if of == table}
            should = set(model._default_manager.public(now).values_list("pk", flat=True))
            assert visible == should, f"{name}: {model} differs between login and rule"
            # The seal of what was withdrawn stays in the record, and says no more than its hash.
            if model not in (Edition, Seal) and _has(model, "edition"):
                dated = model._default_manager.filter(published_from__isnull=False)
                astray = dated.exclude(published_from=F("edition__published_from"))
                assert not astray.exists(), f"{name} dated {astray[0]} apart from its edition"

    def remember(self) -> None:
        """Keep what is seen now, and around a bound that has passed, to compare it ever after."""
        now = timezone.now()
        bounds = [
            bound
            for model in (Edition, Observation)
            for bound in model.objects.filter(published_from__lte=now).values_list(
                "published_from", flat=True
            )
        ]
        for bound in self.random.sample(bounds, min(2, len(bounds))):
            for instant in (bound - JUST_BEFORE, bound, bound + JUST_BEFORE):
                self.past.setdefault(instant, self.seen_at(instant))
        self.past[now] = self.seen_at(now)
        while len(self.past) > INSTANTS_KEPT:
            del self.past[self.random.choice(list(self.past))]

    def let_time_pass(self, how_long: timedelta) -> None:
        """As if ``how_long`` went by: every moment of every table is that much longer ago."""
        self.remember()
        with connections["owner"].cursor() as cursor:
            cursor.execute("BEGIN")
            for table, columns in self.moments.items():
                moved = ", ".join(f'"{c}" = "{c}" - $1' for c in columns)
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
                # The earliest first: at no instant may two editions of a release be in force.
                order = "published_from" if "published_from" in columns else "id"
                moved = moved.replace("$1", f"interval '{how_long.total_seconds()} seconds'")
                cursor.execute(
                    f"DO $do$ DECLARE r record; BEGIN "
                    f"FOR r IN SELECT id FROM {table} ORDER BY {order} NULLS LAST, id LOOP "
                    f"UPDATE {table} SET {moved} WHERE id = r.id; END LOOP; END $do$"
                )
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            cursor.execute("COMMIT")
        self.past = {instant - how_long: seen for instant, seen in self.past.items()}

    def seen_at(self, instant: datetime) -> Seen:
        """All that the public login reads at ``instant``."""
        with self.world.connect("public") as public, public.transaction():
            public.execute("SELECT set_config('site.as_at', %s, true)", [instant.isoformat()])
            rows = public.execute(self.question)
            return {(table, pk): f"{of}|{said}" for table, pk, of, said in rows}

    def _is_archive_or_notice(self, table: str, pk: int) -> bool:
        """What was public elsewhere is added to the past, and says since when it stands here."""
        with connections["owner"].cursor() as cursor:
            cursor.execute(f"SELECT recorded_at IS NOT NULL FROM {table} WHERE id = %s", [pk])
            row = cursor.fetchone()
        return bool(row and row[0])

    def _everything(self) -> str:
        with connections["owner"].cursor() as cursor:
            cursor.execute(self.state)
            return str(cursor.fetchall())

    # What people do. Each returns whether there was anything to do it to.

    def draft(self) -> bool:
        if Release.objects.count() >= MOST_RELEASES:
            return False
        embargo = self._moment() if self.random.random() < 0.7 else None
        edition = factories.edition(embargo_until=embargo, written_by="writer")
        for metric in self.metrics:
            self._figure(edition, metric)
        factories.quotation(edition)
        if self.random.random() < 0.5:
            factories.chart([self.metrics[0]], release=edition.release)
        self.operation.releases.add(edition.release)
        return True

    def take_over(self) -> bool:
        """Archive: public elsewhere for some days."""
        edition = self._one(Edition.objects.filter(approved_at=None, number=1))
        if edition is None:
            return False
        ago = timezone.now() - timedelta(days=self.random.randint(1, 5))
        publishing.archive(edition, by="archivist", published_from=ago)
        return True

    def edit(self) -> bool:
        figure = self._one(
            Observation.objects.filter(published_from=None, release__withdrawal=None)
        )
        if figure is None:
            return False
        publishing.reopen(figure, by="writer")
        Observation.objects.filter(pk=figure.pk).update(value=self.random.randint(1, 99))
        return True

    def edit_anything(self) -> bool:
        """By raw statement, as a slip in code would: the triggers decide."""
        model = self.random.choice([Edition, Observation])
        row = self._one(model.objects.all())
        field = {"Edition": "title", "Observation": "note"}[model.__name__]
        return bool(row and model.objects.filter(pk=row.pk).update(**{field: "slipped"}))

    def submit(self) -> bool:
        return self._with(Edition.objects.drafts(), lambda e: publishing.submit(e, by="submitter"))

    def approve(self) -> bool:
        waiting = Edition.objects.filter(submitted_at__isnull=False, approved_at=None)
        return self._with(waiting, self._approve)

    def send_back(self) -> bool:
        waiting = Edition.objects.filter(submitted_at__isnull=False, approved_at=None)
        return self._with(
            waiting, lambda e: publishing.send_back(e, by="approver", reason="Not yet.")
        )

    def take_back(self) -> bool:
        return self._with(Edition.objects.all(), lambda e: publishing.unschedule(e, by="approver"))

    def move(self) -> bool:
        return self._with(
            Edition.objects.exclude(approved_at=None),
            lambda e: publishing.move(
                e, by="approver", embargo_until=self._moment(), reason="They asked."
            ),
        )

    def ask_earlier(self) -> bool:
        sooner = self._moment() if self.random.random() < 0.5 else None
        return self._with(
            Edition.objects.exclude(approved_at=None),
            lambda e: publishing.ask_earlier(
                e, by="one", embargo_until=sooner, reason="It is in the papers."
            ),
        )

    def grant_earlier(self) -> bool:
        return self._with(
            BringForward.objects.all(), lambda r: publishing.grant_earlier(r, by="two")
        )

    def decline_earlier(self) -> bool:
        return self._with(
            BringForward.objects.all(), lambda r: publishing.decline_earlier(r, by="two")
        )

    def hold(self) -> bool:
        return self._with(
            Edition.objects.all(), lambda e: publishing.hold(e, by="chief", reason="A doubt.")
        )

    def hold_everything(self) -> bool:
        return bool(publishing.hold_everything(by="chief", reason="The list is out."))

    def end_hold(self) -> bool:
        return self._with(
            Edition.objects.exclude(held_at=None), lambda e: publishing.end_hold(e, by="chief")
        )

    def correct(self) -> bool:
        kind = self.random.choice(list(Edition.ChangeKind))
        release = self._one(Release.objects.all())
        if release is None:
            return False
        draft = publishing.correct(release, by="writer", reason="A slip.", kind=kind)
        figures = Observation.objects.public(timezone.now()).filter(release=release)
        figure = self._one(figures)
        if figure is not None:
            self._figure(draft, figure.metric, figure_id=figure.figure_id)
        return True

    def withdraw(self) -> bool:
        return self._with(
            Release.objects.all(),
            lambda r: publishing.withdraw(r, by="chief", reason="A court asks for it."),
        )

    def let_out(self) -> bool:
        rows = self.random.choice([Chart, Metric, Operation]).objects.all()
        return self._with(rows, lambda row: publishing.publish_reference(row, by="approver"))

    def show_early(self) -> bool:
        return self._with(
            Edition.objects.all(),
            lambda e: give_access(
                e,
                by="approver",
                reader="Alex Example",
                organisation="Gazette",
                justification="Asks.",
            ),
        )

    def delete(self) -> bool:
        """Of drafts alone; the triggers refuse everything else."""
        row = self._one(Observation.objects.all())
        return bool(row and Observation.objects.filter(pk=row.pk).delete()[0])

    def _approve(self, edition: Edition) -> None:
        answers = {place.key: KEEP for place in stale_places(edition, database_now())}
        publishing.approve(edition, by="approver", answers=answers)

    def _figure(self, edition: Edition, metric: Metric, **fields: Any) -> Observation:
        number = self.random.randint(1, 99)
        return factories.observation(
            edition,
            f"{number} arrests",
            metric=metric,
            operation=self.operation,
            value=Decimal(number),
            period_kind="year",
            period_start=date(2020, 1, 1),
            period_end=date(2020, 12, 31),
            **fields,
        )

    def _moment(self) -> datetime:
        seconds = self.random.choice([6, 60, 3600, 86_400, 259_200])
        return timezone.now() + timedelta(seconds=seconds * self.random.uniform(1, 2))

    def _one(self, rows: Any) -> Any:
        found = list(rows.order_by("pk"))
        return self.random.choice(found) if found else None

    def _with(self, rows: Any, do: Callable[[Any], Any]) -> bool:
        row = self._one(rows)
        if row is None:
            return False
        do(row)
        return True


# Each act and how often it is tried beside the others.
ACTS = {
    "draft": 8, "take_over": 4, "edit": 4, "edit_anything": 2, "submit": 12, "approve": 12,
    "send_back": 1, "take_back": 2, "move": 3, "ask_earlier": 3, "grant_earlier": 4,
    "decline_earlier": 1, "hold": 2, "hold_everything": 1, "end_hold": 3, "correct": 6,
    "withdraw": 1, "let_out": 2, "show_early": 1, "delete": 2,
}  # fmt: skip


def run(world: World, seeds: range, tally: Tally, *, acts: int) -> None:
    """One sequence for each seed, one after the other in one database; raises AssertionError."""
    for seed in seeds:
        office = Office(world, seed, tally)
        done = []
        try:
            for _ in range(acts):
                done.append(office.act())
                if office.random.random() < 0.35:
                    hours = office.random.choice([0.003, 1, 30])
                    office.let_time_pass(timedelta(hours=hours))
                    done.append(f"{hours} h pass")
        except AssertionError as error:
            raise AssertionError(f"Seed {seed}, after {' → '.join(done)}: {error}") from error
        tally.sequences += 1


def _withdrawn() -> set[int]:
    return set(Release.objects.filter(withdrawal__isnull=False).values_list("pk", flat=True))


def _has(model: type[models.Model], name: str) -> bool:
    return name in {field.name for field in model._meta.fields}


def _visible(model: type[models.Model]) -> str:
    """A question for the rows of a table: its name, key, release, and what is read there."""
    table = model._meta.db_table
    of = "release_id" if _has(model, "release") else "NULL::bigint"
    words = _words_of(model) if issubclass(model, Statement) else "''"
    return f"SELECT '{table}', id, {of}, {words} FROM {table}"


def _words_of(model: type[models.Model]) -> str:
    """An expression for all that the public reads in a row, but for the moments."""
    moments = {f.column for f in model._meta.concrete_fields if isinstance(f, models.DateTimeField)}
    columns = [c for c in public_columns(model) if c not in moments | MAY_BE_FILLED_IN]
    return "md5(ROW(" + ", ".join(f'"{column}"' for column in columns) + ")::text)"


def _is_of(key: tuple[str, int], said: str, withdrawn: set[int]) -> bool:
    """Whether a row is of one of the releases withdrawn, so that it must be hidden from now on."""
    table, pk = key
    if table == "releases_release":
        return pk in withdrawn
    return said.split("|")[0] in {str(release) for release in withdrawn}
