from django.db import migrations, models

from releases.row_security import ReplaceFunctions


class Migration(migrations.Migration):
    dependencies = [("releases", "0010_dated_with_an_edition")]

    operations = [
        migrations.AlterField(
            model_name="act",
            name="verb",
            field=models.CharField(
                choices=[
                    ("submit", "submitted for approval"),
                    ("send_back", "sent back to be changed"),
                    ("approve", "approved"),
                    ("unschedule", "approval taken back"),
                    ("move", "embargo moved"),
                    ("propose", "asked for an earlier moment"),
                    ("bring_forward", "brought forward"),
                    ("decline", "left at its moment"),
                    ("hold", "put on hold"),
                    ("end_hold", "hold ended"),
                    ("correct", "correction begun"),
                    ("withdraw", "withdrawn"),
                    ("archive", "taken over from the archive"),
                    ("let_out", "let out by itself"),
                    ("rename", "given another address"),
                    ("take_down", "taken down"),
                    ("early_access", "shown to an early reader"),
                    ("revoke_access", "early reader’s access revoked"),
                    ("sign_off", "rehearsal signed off"),
                ],
                max_length=20,
            ),
        ),
        ReplaceFunctions("0011_moved_or_gone.sql"),
    ]
