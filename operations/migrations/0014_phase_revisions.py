from django.db import migrations, models

from releases.row_security import ShowColumns

# Only what the public could see before counts: a change before its moment would show in the number.
COUNT = """
    CREATE FUNCTION count_phase_revision() RETURNS trigger
        LANGUAGE plpgsql SET search_path = public, pg_temp
        AS $$
        BEGIN
            NEW.revision := OLD.revision;
            NEW.revised_at := OLD.revised_at;
            IF OLD.published_from <= clock_timestamp()
               AND (NEW.name, NEW.start, NEW."end")
                   IS DISTINCT FROM (OLD.name, OLD.start, OLD."end") THEN
                NEW.revision := OLD.revision + 1;
                NEW.revised_at := clock_timestamp();
            END IF;
            RETURN NEW;
        END
        $$;
    CREATE TRIGGER count_revision BEFORE UPDATE ON operations_phase
        FOR EACH ROW EXECUTE FUNCTION count_phase_revision();
"""
COUNT_NO_MORE = """
    DROP TRIGGER count_revision ON operations_phase;
    DROP FUNCTION count_phase_revision();
"""


class Migration(migrations.Migration):
    dependencies = [("operations", "0013_imports")]

    operations = [
        migrations.AddField(
            model_name="phase",
            name="revision",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="phase",
            name="revised_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        ShowColumns("phase", "revision", "revised_at"),
        migrations.RunSQL(COUNT, COUNT_NO_MORE),
    ]
