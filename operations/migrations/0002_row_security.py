from pathlib import Path

from django.conf import settings
from django.db import migrations

from releases.row_security import InstallLinks, InstallPart, InstallPublished

VERSIONS = (Path(__file__).parent.parent / "sql" / "figure_versions.sql").read_text()


class Migration(migrations.Migration):
    dependencies = [("operations", "0001_initial"), ("releases", "0002_row_security")]

    operations = [
        InstallPublished("organisation", statement=False),
        InstallPublished("operation", statement=False),
        InstallPublished("phase", statement=False),
        InstallPublished("dimension", statement=False),
        InstallPublished("category", statement=False),
        InstallPublished("metric", statement=False),
        InstallPublished("chart", statement=False),
        InstallPublished("observation", statement=True, parent="edition"),
        InstallPublished(
            "evidence",
            statement=True,
            parent="observation",
            set_later=("prefix", "suffix", "start", "end"),
        ),
        InstallPublished("claim", statement=True, parent="edition"),
        InstallLinks("operation", "topics"),
        InstallLinks("operation", "organisations"),
        InstallLinks("operation", "releases"),
        InstallLinks("metric", "topics"),
        InstallPart("chartline"),
        migrations.RunSQL(
            [
                VERSIONS,
                "REVOKE ALL ON FUNCTION figure_versions(text) FROM PUBLIC",
                "GRANT EXECUTE ON FUNCTION figure_versions(text) "
                f"TO {settings.PUBLIC_LOGIN}, {settings.STAFF_LOGIN}",
            ],
            "DROP FUNCTION figure_versions(text)",
        ),
    ]
