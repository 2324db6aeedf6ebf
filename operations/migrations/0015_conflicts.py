from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from releases.row_security import InstallPart

LOOK = (Path(__file__).parent.parent / "sql" / "conflicts.sql").read_text()
LOOK_NO_MORE = """
    DROP TRIGGER look_for_conflicts ON releases_edition;
    DROP FUNCTION look_for_conflicts();
    DROP FUNCTION figure_interval(numeric, text);
"""
RIGHTS = (
    "REVOKE ALL ON FUNCTION look_for_conflicts(), figure_interval(numeric, text) FROM PUBLIC",
    # Staff's may go with a draft's figure, and are neither made nor changed by hand.
    f"REVOKE INSERT, UPDATE ON operations_conflict FROM {settings.STAFF_LOGIN}",
)
# The same for editions that were dated before; a table of their ids stands for them.
LOOK_AGAIN = """
    DO $$
    BEGIN
        CREATE TEMPORARY TABLE looked_at (id bigint, published_from timestamptz) ON COMMIT DROP;
        CREATE TRIGGER look AFTER UPDATE ON looked_at FOR EACH ROW
            WHEN (OLD.published_from IS NULL) EXECUTE FUNCTION look_for_conflicts();
        INSERT INTO looked_at SELECT id, NULL FROM releases_edition
            WHERE published_from IS NOT NULL;
        UPDATE looked_at SET published_from = now();
    END
    $$;
"""


# There are few pairs among many figures. Not told so, the planner takes the table for larger than
# it is and reads every figure to see which of its pairs are public.
KNOWN_TO_BE_SMALL = (
    "ALTER TABLE operations_conflict "
    "SET (autovacuum_analyze_threshold = 1, autovacuum_analyze_scale_factor = 0.1)",
    "ANALYZE operations_conflict",
)


class Migration(migrations.Migration):
    dependencies = [("operations", "0014_phase_revisions")]

    operations = [
        migrations.CreateModel(
            name="Conflict",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="operations.observation",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="operations.observation",
                    ),
                ),
            ],
            options={"default_permissions": ()},
        ),
        migrations.AddConstraint(
            model_name="conflict",
            constraint=models.UniqueConstraint(fields=("one", "other"), name="conflict_once"),
        ),
        InstallPart("conflict"),
        migrations.RunSQL([LOOK, *RIGHTS, LOOK_AGAIN, *KNOWN_TO_BE_SMALL], LOOK_NO_MORE),
    ]
