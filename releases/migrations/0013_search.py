from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("releases", "0012_standing")]

    operations = []
