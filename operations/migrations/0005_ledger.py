from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("operations", "0004_versions"), ("releases", "0004_ledger")]

    operations = []
