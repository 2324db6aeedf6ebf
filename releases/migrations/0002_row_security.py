from django.db import migrations

from releases.row_security import InstallFunctions, InstallLedger, InstallLinks, InstallPublished


class Migration(migrations.Migration):
    dependencies = [("releases", "0001_initial")]

    operations = [
        InstallFunctions(),
        InstallPublished("publisher", statement=False),
        InstallPublished("topic", statement=False),
        InstallPublished("speaker", statement=False),
        InstallPublished("release", statement=False),
        InstallPublished("withdrawal", statement=False),
        InstallPublished("edition", statement=True),
        InstallPublished("sourcetext", statement=True, parent="edition"),
        InstallPublished("quotation", statement=True, parent="edition"),
        InstallLinks("release", "topics"),
        # A deleted draft leaves its record behind, without the draft.
        InstallLedger("act", may_update=("edition_id",)),
        InstallLedger("wordchange"),
    ]
