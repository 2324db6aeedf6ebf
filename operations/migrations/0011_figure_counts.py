from pathlib import Path

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import operations.figure_ids
import releases.published
from releases.row_security import GuardSets, InstallStateToken, InstallTally, NoteEdits

COUNTS = (Path(__file__).parent.parent / "sql" / "figure_counts.sql").read_text()
COUNTED = (
    "AFTER {} ON operations_observation REFERENCING {} FOR EACH STATEMENT EXECUTE FUNCTION {}()"
)
NEW, OLD = "NEW TABLE AS new_rows", "OLD TABLE AS old_rows"
TRIGGERS = [
    f"CREATE TRIGGER count_{event.lower()} {COUNTED.format(event, tables, 'count_figures')}"
    for event, tables in (("INSERT", NEW), ("UPDATE", f"{OLD} {NEW}"), ("DELETE", OLD))
] + [
    f"CREATE TRIGGER one_statement_{event.lower()} "
    f"{COUNTED.format(event, tables, 'one_statement_of_a_figure')}"
    for event, tables in (("INSERT", NEW), ("UPDATE", f"{OLD} {NEW}"))
]
# A page of the table keeps room for another version of each of its rows, so that dating a million
# figures, or moving their embargo, touches no index.
ROOM = [
    "ALTER TABLE operations_observation SET (fillfactor = 45)",
    "ALTER TABLE operations_evidence SET (fillfactor = 45)",
]

# Every table in which something begins at a moment of its own; their parts begin with them.
BEGINNING = (
    "releases_publisher", "releases_topic", "releases_speaker", "releases_release",
    "releases_withdrawal", "releases_edition", "releases_announcement", "releases_notice",
    "releases_noticechange", "operations_organisation", "operations_operation",
    "operations_phase", "operations_dimension", "operations_category", "operations_metric",
    "operations_chart",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("operations", "0010_implied_lines"), ("releases", "0012_standing")]

    operations = [
        migrations.CreateModel(
            name="FigureCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("area", models.CharField(blank=True, max_length=40)),
                ("period_kind", models.CharField(max_length=20)),
                ("year", models.SmallIntegerField(null=True)),
                ("qualifier", models.CharField(max_length=10)),
                ("status", models.CharField(blank=True, max_length=12)),
                ("published_from", models.DateTimeField()),
                ("published_until", releases.published.StaffOnlyDateTimeField(null=True)),
                ("figures", models.IntegerField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.RemoveConstraint(
            model_name="observation",
            name="one_statement_of_a_figure_at_any_instant",
        ),
        migrations.RemoveIndex(
            model_name="observation",
            name="operations__metric__8d26b4_idx",
        ),
        migrations.AlterField(
            model_name="evidence",
            name="published_from",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="public from"
            ),
        ),
        migrations.AlterField(
            model_name="observation",
            name="category",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="observations",
                to="operations.category",
            ),
        ),
        migrations.AlterField(
            model_name="observation",
            name="edition",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="observations",
                to="releases.edition",
            ),
        ),
        migrations.AlterField(
            model_name="observation",
            name="figure_id",
            field=models.CharField(
                default=operations.figure_ids.new_figure_id,
                editable=False,
                help_text="Permanent and random: its address.",
                max_length=12,
                validators=[
                    django.core.validators.RegexValidator(
                        "[23456789bcdfghjkmnpqrstvwxz]{12}\\Z",
                        "A figure id is 12 letters and digits.",
                    )
                ],
            ),
        ),
        migrations.AlterField(
            model_name="observation",
            name="metric",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="observations",
                to="operations.metric",
            ),
        ),
        migrations.AlterField(
            model_name="observation",
            name="operation",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="observations",
                to="operations.operation",
            ),
        ),
        migrations.AlterField(
            model_name="observation",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                help_text="Where the figure is of one force or unit.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="observations",
                to="operations.organisation",
            ),
        ),
        migrations.AlterField(
            model_name="observation",
            name="phase",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="observations",
                to="operations.phase",
            ),
        ),
        migrations.AlterField(
            model_name="observation",
            name="published_from",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="public from"
            ),
        ),
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(fields=["figure_id"], name="figures_by_id"),
        ),
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(
                models.OrderBy(models.F("period_end"), descending=True, nulls_last=True),
                models.F("figure_id"),
                name="figures_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(
                models.F("metric"),
                models.OrderBy(models.F("period_end"), descending=True, nulls_last=True),
                models.F("figure_id"),
                name="figures_of_metric",
            ),
        ),
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(
                models.F("organisation"),
                models.OrderBy(models.F("period_end"), descending=True, nulls_last=True),
                models.F("figure_id"),
                name="figures_of_organisation",
            ),
        ),
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(
                models.F("metric"),
                models.F("organisation"),
                models.F("period_end"),
                name="figures_in_series",
            ),
        ),
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(
                models.F("metric"),
                models.F("value"),
                models.F("figure_id"),
                name="figures_by_value",
            ),
        ),
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(
                models.F("category"),
                models.F("period_end"),
                condition=models.Q(("category__isnull", False)),
                name="figures_of_category",
            ),
        ),
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(
                models.F("operation"),
                models.F("period_end"),
                condition=models.Q(("operation__isnull", False)),
                name="figures_of_operation",
            ),
        ),
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(
                models.F("phase"),
                condition=models.Q(("phase__isnull", False)),
                name="figures_of_phase",
            ),
        ),
        migrations.AddField(
            model_name="figurecount",
            name="category",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="operations.category",
            ),
        ),
        migrations.AddField(
            model_name="figurecount",
            name="metric",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="operations.metric",
            ),
        ),
        migrations.AddField(
            model_name="figurecount",
            name="operation",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="operations.operation",
            ),
        ),
        migrations.AddField(
            model_name="figurecount",
            name="organisation",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="operations.organisation",
            ),
        ),
        migrations.AddField(
            model_name="figurecount",
            name="phase",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="operations.phase",
            ),
        ),
        migrations.AddIndex(
            model_name="figurecount",
            index=models.Index(
                condition=models.Q(("figures", 0)), fields=["figures"], name="counts_of_none"
            ),
        ),
        migrations.AddConstraint(
            model_name="figurecount",
            constraint=models.UniqueConstraint(
                fields=(
                    "metric",
                    "category",
                    "organisation",
                    "area",
                    "operation",
                    "phase",
                    "period_kind",
                    "year",
                    "qualifier",
                    "status",
                    "published_from",
                    "published_until",
                ),
                name="figures_are_counted_once",
                nulls_distinct=False,
            ),
        ),
        migrations.RunSQL([COUNTS, *TRIGGERS, *ROOM], migrations.RunSQL.noop),
        InstallTally("figurecount"),
        GuardSets("observation", parent="edition"),
        GuardSets(
            "evidence",
            parent="observation",
            set_later=("prefix", "suffix", "start", "end"),
        ),
        InstallStateToken(BEGINNING, ending=("releases_edition", "releases_notice")),
        NoteEdits("organisation"),
        NoteEdits("operation"),
        NoteEdits("operation", "topics"),
        NoteEdits("operation", "organisations"),
        NoteEdits("operation", "releases"),
        NoteEdits("phase"),
        NoteEdits("dimension"),
        NoteEdits("category"),
        NoteEdits("metric"),
        NoteEdits("metric", "topics"),
        NoteEdits("chart"),
        NoteEdits("chartline"),
        NoteEdits("observation"),
        NoteEdits("evidence"),
        NoteEdits("claim"),
        NoteEdits("formeraddress"),
        NoteEdits("gonechart"),
    ]
