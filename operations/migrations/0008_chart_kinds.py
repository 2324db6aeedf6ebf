from django.db import migrations, models

from releases.row_security import ShowColumns


class Migration(migrations.Migration):
    dependencies = [
        ("operations", "0007_groups"),
    ]

    operations = [
        migrations.AddField(
            model_name="chart",
            name="annotations",
            field=models.TextField(
                blank=True,
                help_text="One a line: “2023-11-13: Sceptre begins”, “2023-11-13 to 2023-11-19: week of action” or “29: weekly average”.",
            ),
        ),
        migrations.AlterField(
            model_name="chart",
            name="kind",
            field=models.CharField(
                choices=[
                    ("bar", "bars, side by side"),
                    ("stacked", "bars, stacked"),
                    ("line", "line"),
                    ("dots", "dots with their intervals"),
                    ("multiples", "small multiples"),
                    ("numbers", "big numbers"),
                    ("table", "table"),
                    ("timeline", "timeline of an operation’s phases"),
                    ("tiles", "tile map of forces"),
                ],
                max_length=10,
            ),
        ),
        ShowColumns("chart", "annotations"),
    ]
