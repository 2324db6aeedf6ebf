from django.db import migrations

import releases.published
from releases.row_security import GuardPart


class Migration(migrations.Migration):
    dependencies = [
        ("operations", "0003_texts_taken_in"),
        ("releases", "0003_approval_by_another"),
    ]

    operations = [
        migrations.AddField(
            model_name="category",
            name="version",
            field=releases.published.StaffOnlyIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="chart",
            name="version",
            field=releases.published.StaffOnlyIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="dimension",
            name="version",
            field=releases.published.StaffOnlyIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="metric",
            name="version",
            field=releases.published.StaffOnlyIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="operation",
            name="version",
            field=releases.published.StaffOnlyIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="organisation",
            name="version",
            field=releases.published.StaffOnlyIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="phase",
            name="version",
            field=releases.published.StaffOnlyIntegerField(default=1, editable=False),
        ),
        GuardPart("chartline", "chart"),
    ]
