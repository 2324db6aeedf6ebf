from django.db import migrations

from releases.row_security import ReplaceFunctions


class Migration(migrations.Migration):
    dependencies = [("releases", "0009_rehearsals")]

    operations = [ReplaceFunctions("0010_dated_with_an_edition.sql")]
