from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("operations", "0009_chart_addresses"),
    ]

    operations = [
        migrations.AlterField(
            model_name="chartline",
            name="role",
            field=models.CharField(
                choices=[
                    ("main", "main"),
                    ("baseline", "baseline to compare with"),
                    ("implied", "changes that imply the figure before"),
                ],
                default="main",
                max_length=10,
            ),
        ),
    ]
