from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("operations", "0006_versions_of_releases"),
        ("releases", "0009_rehearsals"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = []
