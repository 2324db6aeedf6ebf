from django.db import migrations

import releases.published
from releases.change_ledger import RecordChanges, RecordLinks


class Migration(migrations.Migration):
    dependencies = [("operations", "0004_versions"), ("releases", "0004_ledger")]

    operations = [
        migrations.AddField(
            model_name="observation",
            name="version",
            field=releases.published.StaffOnlyIntegerField(default=1, editable=False),
        ),
        RecordChanges("organisation"),
        RecordChanges("operation"),
        RecordLinks("operation", "topics"),
        RecordLinks("operation", "organisations"),
        RecordLinks("operation", "releases"),
        RecordChanges("phase", part_of="operation"),
        RecordChanges("dimension"),
        RecordChanges("category", part_of="dimension"),
        RecordChanges("metric"),
        RecordLinks("metric", "topics"),
        RecordChanges("chart"),
        RecordChanges("chartline", part_of="chart"),
        RecordChanges("observation", part_of="edition"),
        RecordChanges("evidence", part_of="observation"),
        RecordChanges("claim", part_of="edition"),
    ]
