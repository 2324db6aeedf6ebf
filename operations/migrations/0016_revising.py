from django.db import migrations


class Migration(migrations.Migration):
    """Find the figure that replaces another one without reading all: hardly any replaces one."""

    dependencies = [("operations", "0015_conflicts")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX figures_revising ON operations_observation (revises) WHERE revises <> ''",
            "DROP INDEX figures_revising",
        ),
    ]
