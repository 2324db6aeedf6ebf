from pathlib import Path

from django.conf import settings
from django.db import migrations, models

CHANGED = (Path(__file__).parent.parent / "sql" / "changed_figures.sql").read_text()


class Migration(migrations.Migration):
    dependencies = [("operations", "0016_revising")]

    operations = [
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(
                fields=["published_until"],
                condition=models.Q(published_until__isnull=False),
                name="figures_ended",
            ),
        ),
        migrations.RunSQL(
            [
                CHANGED,
                "REVOKE ALL ON FUNCTION changed_figures() FROM PUBLIC",
                "GRANT EXECUTE ON FUNCTION changed_figures() "
                f"TO {settings.PUBLIC_LOGIN}, {settings.STAFF_LOGIN}",
            ],
            "DROP FUNCTION changed_figures()",
        ),
    ]
