from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("releases", "0006_early_access")]

    operations = []
