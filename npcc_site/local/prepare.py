"""What the local database needs before the sites start: tables, content, two staff accounts.

Run by `serve` in a process of its own, with settings.prepare: the owner's login migrates, and the
staff's does the rest. Each step is quick where there is nothing to do.
"""

import secrets
import sys
from typing import Any

import django
from django.core.management import CommandError, call_command

# Two, so that what one submits another can approve: the first may do everything else as well.
CURATOR, APPROVER = "curator", "approver"


def migrate() -> None:
    """Apply what is missing, as the owner; say so only then."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        print(f"Database: applying {len(missing)} migrations.", flush=True)
        call_command("migrate", database="owner", interactive=False, verbosity=0)
    connections["owner"].close()


def make_accounts() -> None:
    """Make the staff accounts, each with a password that is printed here and kept nowhere."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group

    users: Any = get_user_model()._default_manager
    for name in (CURATOR, APPROVER):
        if users.filter(username=name).exists():
            print(f"Staff account: {name}, with the password shown when it was made.", flush=True)
            continue
        password = secrets.token_urlsafe(12)
        if name == CURATOR:
            users.create_superuser(username=name, email="", password=password)
        else:
            approver = users.create_user(username=name, password=password, is_staff=True)
            approver.groups.set(Group.objects.filter(name="Approver"))
        print(f"Staff account: {name}, password {password} (shown this once: keep it)", flush=True)


def main() -> int:
    """Prepare, and return the exit code; a refused content file is told without a trace."""
    django.setup()
    try:
        migrate()
        call_command("seal_record")
        call_command("load_content")
        make_accounts()
    except CommandError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
