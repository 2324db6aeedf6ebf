from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("releases", "0003_approval_by_another")]

    operations = []
