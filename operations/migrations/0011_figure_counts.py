from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("operations", "0010_implied_lines"), ("releases", "0012_standing")]

    operations = []
