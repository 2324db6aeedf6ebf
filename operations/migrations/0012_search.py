from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("operations", "0011_figure_counts"), ("releases", "0013_search")]

    operations = []
