"""Who may do what: three groups, made again by nobody, so that an office may change them.

A *Curator* writes, an *Approver* also lets out and takes off, an *Administrator* looks after
accounts and sees no release. What the site itself writes down is for reading only.
"""

from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Everything that is written by hand. A table that is not named here can be looked at, no more;
# texts under review follow the rights to editions.
WRITTEN = {
    "releases": (
        "edition", "quotation", "release", "sourcetext", "publisher", "topic", "speaker",
    ),
    "operations": (
        "observation", "evidence", "claim", "metric", "dimension", "category", "operation",
        "phase", "organisation", "chart", "chartline",
    ),
}  # fmt: skip
VERBS = ("add", "change", "delete", "view")
ACCOUNTS = ("user", "group")


def make_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    using = schema_editor.connection.alias
    # Django makes permissions only after all migrations; groups need them now.
    for label in ("auth", *WRITTEN):
        create_permissions(installed.get_app_config(label), verbosity=0, using=using, apps=apps)
    writing = [f"{verb}_{name}" for names in WRITTEN.values() for name in names for verb in VERBS]
    managing = [f"{verb}_{name}" for name in ACCOUNTS for verb in VERBS]
    permissions: Any = apps.get_model("auth", "Permission").objects.using(using)
    of_releases = permissions.filter(content_type__app_label__in=WRITTEN)
    looking = of_releases.filter(codename__startswith="view_")
    curator = looking | of_releases.filter(codename__in=[*writing, "submit_edition"])
    approver = curator | of_releases.filter(codename="publish_edition")
    administrator = permissions.filter(content_type__app_label="auth", codename__in=managing)
    groups: Any = apps.get_model("auth", "Group").objects.using(using)
    for name, allowed in (
        ("Curator", curator),
        ("Approver", approver),
        ("Administrator", administrator),
    ):
        group, _ = groups.get_or_create(name=name)
        group.permissions.add(*allowed)


class Migration(migrations.Migration):
    dependencies = [
        ("operations", "0006_versions_of_releases"),
        ("releases", "0009_rehearsals"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
