from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    """What tells how alike two spellings are; trusted, so that the database's owner may add it."""

    dependencies = [("releases", "0012_standing")]

    operations = [TrigramExtension()]
