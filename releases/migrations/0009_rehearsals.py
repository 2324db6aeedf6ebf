import django.db.models.deletion
from django.db import migrations, models

from releases.row_security import InstallLedger


class Migration(migrations.Migration):
    dependencies = [("releases", "0008_wordings")]

    operations = [
        migrations.CreateModel(
            name="Rehearsal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("moment", models.DateTimeField()),
                ("fingerprint", models.CharField(max_length=64)),
                ("surfaces", models.JSONField(default=list)),
                ("made_by", models.CharField(max_length=150)),
                ("made_at", models.DateTimeField()),
                ("signed_by", models.CharField(blank=True, max_length=150)),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rehearsals",
                        to="releases.edition",
                    ),
                ),
            ],
            options={
                "ordering": ("-made_at", "-pk"),
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="SurfaceSeen",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                (
                    "rehearsal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seen",
                        to="releases.rehearsal",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "address"),
                "default_permissions": ("view",),
            },
        ),
        migrations.AddConstraint(
            model_name="surfaceseen",
            constraint=models.UniqueConstraint(
                fields=("rehearsal", "address"), name="surface_first_seen_once"
            ),
        ),
        InstallLedger("rehearsal", may_update=("signed_by", "signed_at")),
        InstallLedger("surfaceseen"),
    ]
